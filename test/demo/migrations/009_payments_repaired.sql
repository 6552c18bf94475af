-- The old sin in payments is mended, as its remedy says
-- verdict: applied
SET LOCAL hygiene.allow = 'lossy_type_change public.payments.amount because amounts are whole cents';
ALTER TABLE payments ALTER COLUMN amount TYPE numeric(19,4) USING amount::numeric(19,4);
