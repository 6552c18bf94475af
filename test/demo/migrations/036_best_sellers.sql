-- A materialized view is dropped
-- verdict: refused drop_materialized_view
DROP MATERIALIZED VIEW best_sellers;
