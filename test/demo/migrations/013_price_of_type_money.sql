-- Exact, but it changes its meaning with the server's locale
-- verdict: warned money_type
ALTER TABLE products ADD COLUMN list_price money;
