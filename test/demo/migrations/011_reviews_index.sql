-- no transaction
-- The missing index, built without stopping anybody
-- verdict: applied
CREATE INDEX CONCURRENTLY reviews_product_id_idx ON reviews (product_id);
