-- A table whose rows nobody can name
-- verdict: warned missing_primary_key
CREATE TABLE page_views (
    viewed_at timestamptz NOT NULL DEFAULT now(),
    path      text NOT NULL
);
