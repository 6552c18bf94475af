--
-- unindexed_foreign_key.sql
--		Can an index serve the foreign key?  The planner is asked as well.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_hygiene;
DELETE FROM hygiene.journal;
\set VERBOSITY terse
CREATE SCHEMA links;
SET search_path = links;

-- What the rule says of each foreign key, and what the planner makes of the
-- query that a DELETE of the referenced row runs: how many of the key's columns
-- it looks up in an index, and whether some table is read from end to end.
SET hygiene.mode = off;
CREATE FUNCTION planner_says(conid oid, OUT looked_up int, OUT of_columns int, OUT reads_all boolean)
LANGUAGE plpgsql AS $$
DECLARE
	con pg_constraint;
	query text;
	parameters text;
	plan text;
	conditions text;
BEGIN
	SELECT * INTO con FROM pg_constraint WHERE oid = conid;
	SELECT format('(%s) AS SELECT 1 FROM %s%s x WHERE %s FOR KEY SHARE OF x',
				  string_agg(format_type(r.atttypid, r.atttypmod), ', '),
				  CASE WHEN c.relkind = 'p' THEN '' ELSE 'ONLY ' END, c.oid::regclass,
				  string_agg(format('$%s::%s OPERATOR(%s.%s) x.%I::%s', k.i, o.oprleft::regtype, n.nspname,
									o.oprname, a.attname, o.oprright::regtype), ' AND ')),
		   string_agg('NULL', ', '), count(*)
	INTO query, parameters, of_columns
	FROM unnest(con.conkey, con.confkey, con.conpfeqop) WITH ORDINALITY AS k(attnum, refnum, op, i)
	JOIN pg_operator o ON o.oid = k.op JOIN pg_namespace n ON n.oid = o.oprnamespace
	JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
	JOIN pg_attribute r ON r.attrelid = con.confrelid AND r.attnum = k.refnum
	JOIN pg_class c ON c.oid = con.conrelid
	GROUP BY c.oid, c.relkind;
	EXECUTE 'PREPARE referencing_rows' || query;
	EXECUTE format('EXPLAIN (FORMAT JSON) EXECUTE referencing_rows(%s)', parameters) INTO plan;
	DEALLOCATE referencing_rows;
	SELECT string_agg(m[1], ' ') INTO conditions
	FROM regexp_matches(plan, '"Index Cond": "([^\n]*)"', 'g') AS m;
	SELECT count(*) FILTER (WHERE conditions ~ ('\m' || a.attname || '\M')) INTO looked_up
	FROM pg_attribute a WHERE a.attrelid = con.conrelid AND a.attnum = ANY (con.conkey);
	reads_all := plan ~ '"Seq Scan"';
END
$$;
RESET hygiene.mode;

CREATE VIEW verdicts AS
	SELECT con.conrelid::regclass::text AS of_table, coalesce(f.level, '-') AS level,
		   f.evidence->>'cover' AS cover, f.evidence->>'index_reason' AS reason,
		   p.looked_up || ' of ' || p.of_columns AS planner, p.reads_all
	FROM pg_constraint con
	LEFT JOIN hygiene.audit(schema => 'links') f ON f.rule = 'unindexed_foreign_key' AND f.objid = con.oid
	CROSS JOIN LATERAL planner_says(con.oid) p
	WHERE con.contype = 'f' AND con.conparentid = 0 AND con.connamespace = 'links'::regnamespace
	ORDER BY con.conrelid::regclass::text COLLATE "C";

SET hygiene.mode = off;
CREATE TABLE author (id int PRIMARY KEY);
CREATE TABLE edition (book int, nr int, PRIMARY KEY (book, nr));
CREATE TABLE country (code text PRIMARY KEY);
CREATE TABLE rate (id numeric PRIMARY KEY);
CREATE TABLE device (id bigint PRIMARY KEY);
CREATE TABLE region (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE region_low PARTITION OF region FOR VALUES FROM (0) TO (10);
CREATE TABLE region_mid PARTITION OF region FOR VALUES FROM (10) TO (20);
CREATE TABLE region_high PARTITION OF region FOR VALUES FROM (20) TO (30);

-- no index, one index
CREATE TABLE c01_nothing (id int PRIMARY KEY, author int REFERENCES author);
CREATE TABLE c02_plain (id int PRIMARY KEY, author int REFERENCES author);
CREATE INDEX ON c02_plain (author);
-- an index whose build failed
CREATE TABLE c03_broken (id int PRIMARY KEY, author int REFERENCES author);
CREATE INDEX c03_broken_author_idx ON c03_broken (author);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'c03_broken_author_idx'::regclass;
-- order of columns, and columns between
CREATE TABLE c04_behind (id int PRIMARY KEY, year int, author int REFERENCES author);
CREATE INDEX ON c04_behind (year, author);
CREATE TABLE c05_turned (id int PRIMARY KEY, book int, nr int, FOREIGN KEY (book, nr) REFERENCES edition);
CREATE INDEX ON c05_turned (nr, book);
CREATE TABLE c06_apart (id int PRIMARY KEY, book int, nr int, year int, FOREIGN KEY (book, nr) REFERENCES edition);
CREATE INDEX ON c06_apart (book, year, nr);
-- other access methods
CREATE TABLE c07_hash (id int PRIMARY KEY, author int REFERENCES author);
CREATE INDEX ON c07_hash USING hash (author);
CREATE TABLE c08_brin (id int PRIMARY KEY, author int REFERENCES author);
CREATE INDEX ON c08_brin USING brin (author);
-- partial indexes
CREATE TABLE c09_not_null (id int PRIMARY KEY, author int REFERENCES author);
CREATE INDEX ON c09_not_null (author) WHERE author IS NOT NULL;
CREATE TABLE c10_some (id int PRIMARY KEY, author int REFERENCES author, gone boolean);
CREATE INDEX ON c10_some (author) WHERE gone;
-- columns that are stored in the index only
CREATE TABLE c11_half_included (id int PRIMARY KEY, book int, nr int, FOREIGN KEY (book, nr) REFERENCES edition);
CREATE INDEX ON c11_half_included (book) INCLUDE (nr);
CREATE TABLE c12_included (id int PRIMARY KEY, year int, author int REFERENCES author);
CREATE INDEX ON c12_included (year) INCLUDE (author);
-- expression, operator class, collation
CREATE TABLE c13_lowered (id int PRIMARY KEY, country text REFERENCES country);
CREATE INDEX ON c13_lowered (lower(country));
CREATE TABLE c14_pattern (id int PRIMARY KEY, country text REFERENCES country);
CREATE INDEX ON c14_pattern (country text_pattern_ops);
CREATE TABLE c15_collated (id int PRIMARY KEY, country text REFERENCES country);
CREATE INDEX ON c15_collated (country COLLATE "POSIX");
-- types that differ
CREATE TABLE c16_narrower (id int PRIMARY KEY, device int REFERENCES device);
CREATE INDEX ON c16_narrower (device);
CREATE TABLE c17_converted (id int PRIMARY KEY, rate int REFERENCES rate);
CREATE INDEX ON c17_converted (rate);
-- the primary key serves, a part of the key serves a little
CREATE TABLE c18_in_key (author int REFERENCES author, nr int, PRIMARY KEY (author, nr));
CREATE TABLE c19_one_of_two (id int PRIMARY KEY, book int, nr int, FOREIGN KEY (book, nr) REFERENCES edition);
CREATE INDEX ON c19_one_of_two (book);
-- partitions: none, all by the index of the whole, each by its own
CREATE TABLE c20_parts (id int, author int REFERENCES author, year int) PARTITION BY RANGE (year);
CREATE TABLE c20_parts_0 PARTITION OF c20_parts FOR VALUES FROM (0) TO (10);
CREATE TABLE c20_parts_1 PARTITION OF c20_parts FOR VALUES FROM (10) TO (20);
CREATE TABLE c20_parts_2 PARTITION OF c20_parts FOR VALUES FROM (20) TO (30);
CREATE TABLE c21_parts (id int, author int REFERENCES author, year int) PARTITION BY RANGE (year);
CREATE TABLE c21_parts_0 PARTITION OF c21_parts FOR VALUES FROM (0) TO (10);
CREATE INDEX ON c21_parts (author);
CREATE TABLE c22_parts (id int, author int REFERENCES author, year int) PARTITION BY RANGE (year);
CREATE TABLE c22_parts_0 PARTITION OF c22_parts FOR VALUES FROM (0) TO (10);
CREATE INDEX ON c22_parts_0 (author);
-- a partitioned table is referenced: one key, not four
CREATE TABLE c23_to_parts (id int PRIMARY KEY, region int REFERENCES region);
-- rows that were there are not checked yet, deletes are
CREATE TABLE c24_not_valid (id int PRIMARY KEY, author int);
ALTER TABLE c24_not_valid ADD FOREIGN KEY (author) REFERENCES author NOT VALID;

-- further: conversions in the index, domains, predicates, partitions with columns in another order
CREATE DOMAIN country_code AS text COLLATE "C";
CREATE TABLE land (code country_code PRIMARY KEY);
CREATE TABLE d01_expression (id int PRIMARY KEY, rate int REFERENCES rate);
CREATE INDEX ON d01_expression ((rate::numeric));
CREATE TABLE d02_by_domain (id int PRIMARY KEY, land text REFERENCES land);
CREATE INDEX ON d02_by_domain (land);
CREATE TABLE d03_by_collation (id int PRIMARY KEY, land text REFERENCES land);
CREATE INDEX ON d03_by_collation (land COLLATE "C");
CREATE TABLE d04_varchar (id int PRIMARY KEY, country varchar(2) REFERENCES country);
CREATE INDEX ON d04_varchar (country);
CREATE TABLE d05_both_not_null (id int PRIMARY KEY, book int, nr int, FOREIGN KEY (book, nr) REFERENCES edition);
CREATE INDEX ON d05_both_not_null (book, nr) WHERE nr IS NOT NULL AND NOT book IS NULL;
CREATE TABLE d06_one_hash (id int PRIMARY KEY, book int, nr int, FOREIGN KEY (book, nr) REFERENCES edition);
CREATE INDEX ON d06_one_hash USING hash (nr);
CREATE TABLE d07_spgist (id int PRIMARY KEY, country text REFERENCES country);
CREATE INDEX ON d07_spgist USING spgist (country);
CREATE TABLE d08_bpchar (id int PRIMARY KEY, country char(2) REFERENCES country);
CREATE INDEX ON d08_bpchar (country);
CREATE TABLE d09_parts (year int, author int REFERENCES author) PARTITION BY LIST (year);
CREATE TABLE d09_parts_1 (surplus int, author int, year int);
ALTER TABLE d09_parts_1 DROP COLUMN surplus;
ALTER TABLE d09_parts ATTACH PARTITION d09_parts_1 FOR VALUES IN (1);
CREATE TABLE d09_parts_2 PARTITION OF d09_parts FOR VALUES IN (2) PARTITION BY LIST (author);
CREATE TABLE d09_parts_2_1 PARTITION OF d09_parts_2 FOR VALUES IN (1);
CREATE INDEX ON d09_parts_1 (author);
CREATE INDEX ON d09_parts_2_1 (author);
CREATE TABLE d10_parts (year int, author int REFERENCES author) PARTITION BY LIST (year);
CREATE TABLE d10_parts_1 PARTITION OF d10_parts FOR VALUES IN (1);
CREATE TABLE d10_parts_2 PARTITION OF d10_parts FOR VALUES IN (2);
CREATE INDEX d10_parts_author_idx ON ONLY d10_parts (author);
CREATE INDEX d10_parts_1_author_idx ON d10_parts_1 (author);
ALTER INDEX d10_parts_author_idx ATTACH PARTITION d10_parts_1_author_idx;
CREATE TABLE d11_to_itself (id int PRIMARY KEY, parent int REFERENCES d11_to_itself);
CREATE TABLE "D12 odd" (id int PRIMARY KEY, "The Author" int REFERENCES author);
RESET hygiene.mode;

SET enable_seqscan = off;
SET plan_cache_mode = force_generic_plan;
SELECT * FROM verdicts;
-- nowhere do the two disagree
SELECT of_table FROM verdicts
WHERE (level = '-') <> (NOT reads_all AND left(planner, 1) = right(planner, 1) AND cover IS DISTINCT FROM 'weak');

-- one relation says the same as all of them together
CREATE VIEW all_at_once AS SELECT rule, level, object, message, detail, remedy, evidence, fingerprint, classid, objid, objsubid
	FROM hygiene.audit(schema => 'links') WHERE category <> 'code';
CREATE VIEW one_by_one AS SELECT rule, level, object, message, detail, remedy, evidence, fingerprint, classid, objid, objsubid
	FROM pg_class AS c, hygiene.audit(c.oid) WHERE category <> 'code' AND c.relnamespace = 'links'::regnamespace;
(TABLE all_at_once EXCEPT TABLE one_by_one) UNION ALL (TABLE one_by_one EXCEPT TABLE all_at_once);
SELECT count(*) > 20 AS compared FROM all_at_once;

-- the words
SELECT message, detail, remedy FROM hygiene.audit(schema => 'links')
WHERE rule = 'unindexed_foreign_key' AND table_name ~ '^(c01|c03|c04|c08|c10|c11|c17|c20|d02|d10|D12)'
ORDER BY object COLLATE "C" \gx

-- the remedies are right: what they create leaves nothing to find
SELECT string_agg(remedy, E'\n') !~ 'NULL' AS all_have_one FROM hygiene.audit(schema => 'links') WHERE rule = 'unindexed_foreign_key';
SELECT unnest(string_to_array(remedy, E'\n')) FROM hygiene.audit(schema => 'links')
WHERE rule = 'unindexed_foreign_key' ORDER BY object COLLATE "C" \gexec
SELECT of_table, level, planner FROM verdicts WHERE level <> '-' OR reads_all OR left(planner, 1) <> right(planner, 1);

-- at DDL: before commit, so that the index may come later in the transaction
RESET enable_seqscan;
RESET plan_cache_mode;
BEGIN;
CREATE TABLE post (id int PRIMARY KEY, author int REFERENCES author);
CREATE INDEX ON post (author);
COMMIT;
BEGIN;
CREATE TABLE comment (id int PRIMARY KEY, author int REFERENCES author, post int REFERENCES post);
SAVEPOINT later;
CREATE INDEX ON comment (author);
ROLLBACK TO later;
COMMIT;
-- what was there before does not come up again
ALTER TABLE comment ADD COLUMN body text;
-- meant
BEGIN;
SET LOCAL hygiene.allow = 'unindexed_foreign_key links.vote.vote_author_fkey because authors are never deleted';
CREATE TABLE vote (id int PRIMARY KEY, author int REFERENCES author);
COMMIT;
SELECT verdict, object, reason FROM hygiene.journal WHERE rule = 'unindexed_foreign_key' ORDER BY verdict, object COLLATE "C";
-- the index that served goes
BEGIN;
DROP INDEX post_author_idx;
COMMIT;
-- replaced: nothing to say
BEGIN;
CREATE INDEX post_author_idx ON post (author);
COMMIT;
BEGIN;
DROP INDEX post_author_idx;
CREATE INDEX post_author_idx ON post (author, id);
COMMIT;
-- an index of another kind goes together with the operator class it was made of
BEGIN;
DROP INDEX post_author_idx;
CREATE OPERATOR CLASS int_twin FOR TYPE int USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
CREATE INDEX post_author_idx ON post (author int_twin);
COMMIT;
DROP OPERATOR FAMILY int_twin USING btree CASCADE;
-- a partition without an index comes to a table whose partitions have their own
CREATE TABLE c22_parts_1 PARTITION OF c22_parts FOR VALUES FROM (10) TO (20);
-- one more: the key has been without an index before
CREATE TABLE c22_parts_2 PARTITION OF c22_parts FOR VALUES FROM (20) TO (30);
-- two at a time, where all others have their own; and the last one loses it
CREATE TABLE c22_own (id int, author int REFERENCES author, PRIMARY KEY (id)) PARTITION BY RANGE (id);
BEGIN;
CREATE TABLE c22_own_0 PARTITION OF c22_own FOR VALUES FROM (0) TO (10);
CREATE INDEX c22_own_0_idx ON c22_own_0 (author);
COMMIT;
BEGIN;
CREATE TABLE c22_own_1 PARTITION OF c22_own FOR VALUES FROM (10) TO (20);
CREATE TABLE c22_own_2 PARTITION OF c22_own FOR VALUES FROM (20) TO (30);
COMMIT;
CREATE INDEX ON c22_own_1 (author);
CREATE INDEX ON c22_own_2 (author);
DROP INDEX c22_own_0_idx;

SET client_min_messages = error;
SET hygiene.mode = off;
DROP SCHEMA links CASCADE;
