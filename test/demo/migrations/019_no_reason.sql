-- An annotation without a reason is no annotation
-- verdict: refused drop_column
SET LOCAL hygiene.allow = 'drop_column public.customers.phone';
ALTER TABLE customers DROP COLUMN phone;
