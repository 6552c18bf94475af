-- A type that cannot hold what is stored
-- verdict: refused lossy_type_change
ALTER TABLE orders ALTER COLUMN note TYPE varchar(20) USING left(note, 20);
