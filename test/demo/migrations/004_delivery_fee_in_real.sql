-- A fee added to an old table as real
-- verdict: refused float_money
ALTER TABLE orders ADD COLUMN delivery_fee real;
