-- Nor is one whose rule does not exist
-- verdict: refused drop_column
/* hygiene: allow drop_colunm public.customers.phone because numbers moved to contacts */
ALTER TABLE customers DROP COLUMN phone;
