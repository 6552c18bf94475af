-- Floating point where it belongs: weights, ratings, rates, coordinates
-- verdict: applied
ALTER TABLE products
    ADD COLUMN weight_kg double precision,
    ADD COLUMN average_rating real,
    ADD COLUMN tax_rate real,
    ADD COLUMN price_change_pct double precision;
ALTER TABLE shipping_quotes
    ADD COLUMN latitude double precision,
    ADD COLUMN longitude double precision;
