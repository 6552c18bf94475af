-- The one index that served a foreign key goes
-- verdict: warned unindexed_foreign_key
DROP INDEX payments_order_id_idx;
