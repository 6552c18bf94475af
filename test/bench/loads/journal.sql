--
-- test/bench/loads/journal.sql
--		rewritten_migration beside a journal of :n rows.
--

INSERT INTO hygiene.journal (at, xid, session_user_name, command_tag, verdict, rule, object, reason, statement)
SELECT now(), '1', 'postgres', 'ALTER TABLE', CASE i % 3 WHEN 0 THEN 'recorded' ELSE 'warned' END,
	CASE i % 2 WHEN 0 THEN 'rewritten_migration' ELSE 'drop_column' END, '"V' || i || '__more.sql"', md5(i::text), 'ALTER TABLE ...'
FROM generate_series(1, :n) i;
VACUUM ANALYZE hygiene.journal;
CREATE TABLE measured (id bigint PRIMARY KEY);
SET hygiene.rewritten_migration = warning;

\set kind commit_20
:begin
SELECT format('SET hygiene.migration = %L', 'V0_' || i || '__new.sql'), format('ALTER TABLE measured ADD COLUMN c%s text', i)
FROM generate_series(1, 20) i \gexec
:end
