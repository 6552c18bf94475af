-- An annotation that matched nothing is told: it may be a typo
-- verdict: warned
SET LOCAL hygiene.allow = 'drop_column public.customers.telephone because numbers moved to contacts';
ALTER TABLE customers ADD COLUMN newsletter boolean NOT NULL DEFAULT false;
