--
-- catalog.sql
--		Makes :tables tables in ten schemas, as a grown application has them.
--
-- Each has a key and ten columns.  Of ten tables, five refer to the one before
-- them, three of these by an index; one has money in a float, one a date in a
-- text, one no key, one the same index twice, one draws from a sequence.
--
CREATE PROCEDURE make_tables(n int) LANGUAGE plpgsql AS $$
DECLARE
	t text;
BEGIN
	FOR i IN 0..9 LOOP
		EXECUTE format('CREATE SCHEMA s%s', i);
	END LOOP;
	FOR i IN 1..n LOOP
		t := format('s%s.item_%s', i % 10, i);
		EXECUTE format(
			'CREATE TABLE %s (id %s, name text NOT NULL, code varchar(20), kind int, active boolean DEFAULT true,
				quantity numeric(12,3), note text, owner_id bigint, %s, created_at timestamptz NOT NULL)',
			t,
			CASE i / 10 % 10 WHEN 1 THEN 'bigint NOT NULL' WHEN 2 THEN 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY'
				ELSE 'bigint PRIMARY KEY' END,
			CASE i / 10 % 10 WHEN 3 THEN 'total_price double precision' WHEN 4 THEN 'birth_date text'
				ELSE 'total_price numeric(19,4)' END);
		IF i > 10 AND i / 10 % 2 = 0 AND (i - 10) / 10 % 10 <> 1 THEN
			EXECUTE format('ALTER TABLE %s ADD FOREIGN KEY (owner_id) REFERENCES s%s.item_%s', t, i % 10, i - 10);
			IF i % 5 < 3 THEN
				EXECUTE format('CREATE INDEX ON %s (owner_id)', t);
			END IF;
		END IF;
		IF i / 10 % 10 = 5 THEN
			EXECUTE format('CREATE INDEX ON %s (code)', t);
			EXECUTE format('CREATE INDEX ON %s (code)', t);
		END IF;
		IF i % 200 = 0 THEN
			COMMIT;
		END IF;
	END LOOP;
END
$$;
CALL make_tables(:tables);
