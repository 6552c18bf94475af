-- A floating-point column that becomes money by being renamed
-- verdict: refused float_money
ALTER TABLE shipping_quotes RENAME COLUMN quoted TO price;
