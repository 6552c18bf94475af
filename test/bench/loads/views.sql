--
-- test/bench/loads/views.sql
--		DROP VIEW ... CASCADE over :n views, each on the one before.
--
-- Each of them is a finding of drop_view (warned), and none with that rule off.
--

CREATE TABLE base (id bigint PRIMARY KEY, a integer);
CREATE FUNCTION make_views(n integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	CREATE VIEW view_0 AS SELECT * FROM base;
	FOR i IN 1 .. n LOOP
		EXECUTE format('CREATE VIEW view_%s AS SELECT * FROM view_%s', i, i - 1);
	END LOOP;
END
$$;

SELECT make_views(:n);
\set kind drop_warned
:begin
DROP VIEW view_0 CASCADE;
:end

SELECT make_views(:n);
SET hygiene.drop_view = off;
\set kind drop_silent
:begin
DROP VIEW view_0 CASCADE;
:end
