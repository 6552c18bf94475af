--
-- test/bench/loads/trace.sql
--		hygiene.trace() of :n statements; with mode off the statements themselves,
--		each in a subtransaction as in a rehearsal.
--

CREATE TEMP TABLE script AS
SELECT i, format(CASE i % 2 WHEN 1 THEN 'CREATE TABLE rehearsed_%s (id bigint PRIMARY KEY, name text)'
	ELSE 'ALTER TABLE rehearsed_%s ADD COLUMN note text' END, (i + 1) / 2) AS statement
FROM generate_series(1, :n) i;
SELECT string_agg(statement, ';' ORDER BY i) AS script FROM script \gset

\set kind trace
:begin
\if :off
BEGIN;
DO $$
DECLARE
	s record;
BEGIN
	FOR s IN SELECT statement FROM script ORDER BY i LOOP
		BEGIN
			EXECUTE s.statement;
		EXCEPTION WHEN division_by_zero THEN
			NULL;
		END;
	END LOOP;
END
$$;
ROLLBACK;
\else
SELECT count(*) FROM hygiene.trace(:'script');
\endif
:end
