-- Guards are taken away, one after the other
-- verdict: warned drop_constraint drop_not_null drop_default drop_trigger drop_policy
ALTER TABLE products DROP CONSTRAINT price_is_positive;
ALTER TABLE products ALTER COLUMN title DROP NOT NULL;
ALTER TABLE payments ALTER COLUMN currency DROP DEFAULT;
DROP TRIGGER products_touch ON products;
DROP POLICY own_row ON customers;
