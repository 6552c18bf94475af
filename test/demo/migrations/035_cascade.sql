-- A type is dropped, and CASCADE takes a column of another table along
-- verdict: refused drop_column
DROP TYPE order_status CASCADE;
