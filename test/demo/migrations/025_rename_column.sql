-- A column is renamed
-- verdict: refused rename_column
ALTER TABLE customers RENAME COLUMN full_name TO name;
