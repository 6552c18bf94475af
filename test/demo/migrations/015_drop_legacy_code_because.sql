-- The same drop, meant: a setting of the transaction says so
-- verdict: applied
SET LOCAL hygiene.allow = 'drop_column public.customers.legacy_code because the old till is gone since March, backup s3://shop-backups/2026-11-20';
ALTER TABLE customers DROP COLUMN legacy_code;
