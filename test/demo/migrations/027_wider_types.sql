-- Types that hold all that was stored, and more
-- verdict: applied
ALTER TABLE orders ALTER COLUMN note TYPE text;
ALTER TABLE products ALTER COLUMN price TYPE numeric(19,4);
ALTER TABLE products ALTER COLUMN sku TYPE varchar(40);
ALTER TABLE products ALTER COLUMN in_stock TYPE bigint;
