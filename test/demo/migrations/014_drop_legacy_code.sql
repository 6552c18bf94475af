-- A column is dropped, and the migration does not say why
-- verdict: refused drop_column
ALTER TABLE customers DROP COLUMN legacy_code;
