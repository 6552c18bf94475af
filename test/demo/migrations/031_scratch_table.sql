-- What a transaction creates it may drop
-- verdict: applied
CREATE TABLE sku_fixes AS SELECT id, upper(sku) AS sku FROM products;
UPDATE products p SET sku = f.sku FROM sku_fixes f WHERE f.id = p.id;
DROP TABLE sku_fixes;
