-- Indexes: those that repeat others, too many, too wide, broken, unused, and missing.
SET client_min_messages = warning;
CREATE SCHEMA indexes;
SET search_path = indexes, public;

-- other families have topics of their own
SET hygiene.unindexed_foreign_key = audit;
SET hygiene.missing_primary_key = audit;

CREATE FUNCTION told(rule text) RETURNS TABLE (object text, says text, remedy text)
LANGUAGE sql AS $$
	SELECT a.object, coalesce(a.evidence ->> 'same_as', a.evidence ->> 'covered_by', a.evidence ->> 'cure'), a.remedy
	FROM hygiene.audit(schema => 'indexes') a WHERE a.rule = $1 ORDER BY a.object COLLATE "C";
$$;

-- duplicate_index: the same in all that counts
CREATE TABLE twins (id bigint PRIMARY KEY, a integer NOT NULL, b text NOT NULL, c text NOT NULL, at timestamptz NOT NULL);
CREATE INDEX twins_a ON twins (a);
CREATE INDEX "Twins A" ON twins (a);
CREATE INDEX twins_expr ON twins (lower(b)) WHERE c <> '';
CREATE INDEX twins_expr_again ON twins   (lower(b))   WHERE c <> '';
CREATE UNIQUE INDEX twins_id ON twins (id);
ALTER TABLE twins ADD CONSTRAINT twins_once UNIQUE (b, c);
CREATE UNIQUE INDEX twins_once_again ON twins (b, c);
-- near: method, order, nulls, operator class, collation, predicate, included columns, uniqueness, deferred
CREATE INDEX twins_a_hash ON twins USING hash (a);
CREATE INDEX twins_a_desc ON twins (a DESC);
CREATE INDEX twins_a_nulls ON twins (a NULLS FIRST);
CREATE INDEX twins_c ON twins (c);
CREATE INDEX twins_c_pattern ON twins (c text_pattern_ops);
CREATE INDEX twins_c_coll ON twins (c COLLATE "C");
CREATE INDEX twins_c_part ON twins (c) WHERE a > 0;
CREATE INDEX twins_c_part_other ON twins (c) WHERE a > 1;
CREATE TABLE deferred (id bigint PRIMARY KEY, a bigint NOT NULL, b bigint NOT NULL, UNIQUE (a) DEFERRABLE);
CREATE UNIQUE INDEX deferred_at_once ON deferred (a);
CREATE TABLE rooms (id bigint PRIMARY KEY, slot int4range NOT NULL, other int4range NOT NULL,
	EXCLUDE USING gist (slot WITH &&), EXCLUDE USING gist (slot WITH =));
SELECT * FROM told('duplicate_index');
-- what foreign keys, replication and clustering rely on is kept, or handed over
CREATE TABLE leaned_on (id bigint NOT NULL, a integer NOT NULL);
CREATE UNIQUE INDEX leaned_first ON leaned_on (id);
CREATE TABLE leaning (id bigint PRIMARY KEY REFERENCES leaned_on (id), note text NOT NULL);
ALTER TABLE leaned_on ADD PRIMARY KEY (a);
CREATE UNIQUE INDEX leaned_second ON leaned_on (id);
CREATE UNIQUE INDEX leaned_third ON leaned_on (a);
ALTER TABLE leaned_on REPLICA IDENTITY USING INDEX leaned_third;
ALTER TABLE leaned_on CLUSTER ON leaned_third;
SELECT object, unnest(string_to_array(remedy, E'\n')) AS remedy FROM told('duplicate_index')
WHERE object LIKE '%leaned%';
SELECT unnest(string_to_array(remedy, E'\n')) FROM told('duplicate_index') \gexec
SELECT count(*) FROM told('duplicate_index');
SELECT indexrelid::regclass, indisreplident, indisclustered FROM pg_index
WHERE indrelid = 'leaned_on'::regclass ORDER BY 1::text;

-- options of operator classes make another index
CREATE TABLE optioned (id bigint PRIMARY KEY, doc tsvector NOT NULL, n integer NOT NULL, m integer NOT NULL);
CREATE INDEX optioned_short ON optioned USING gist (doc tsvector_ops (siglen = 32));
CREATE INDEX optioned_long ON optioned USING gist (doc tsvector_ops (siglen = 200));
CREATE INDEX optioned_plain ON optioned USING gist (doc);
CREATE INDEX optioned_few ON optioned USING brin (n int4_minmax_multi_ops (values_per_range = 8), m);
CREATE INDEX optioned_more ON optioned USING brin (n int4_minmax_multi_ops (values_per_range = 16), m);
SELECT rule, object FROM hygiene.audit('indexes.optioned') WHERE rule IN ('duplicate_index', 'redundant_index');
-- … and the same options none
CREATE INDEX optioned_short_too ON optioned USING gist (doc tsvector_ops (siglen = '32'));
CREATE INDEX optioned_more_too ON optioned USING brin (n int4_minmax_multi_ops (values_per_range = 16), m);
SELECT rule, object FROM hygiene.audit('indexes.optioned') WHERE rule IN ('duplicate_index', 'redundant_index') ORDER BY object COLLATE "C";
SELECT rule, object FROM hygiene.audit(schema => 'indexes') WHERE rule IN ('duplicate_index', 'redundant_index') AND object LIKE '%optioned%' ORDER BY object COLLATE "C";
SET hygiene.mode = off;
DROP TABLE optioned;
RESET hygiene.mode;

-- redundant_index: a leading part of another, which is needed for nothing else
CREATE TABLE parts (id bigint PRIMARY KEY, a integer NOT NULL, b integer NOT NULL, c text NOT NULL, d integer NOT NULL, tags text[] NOT NULL);
CREATE INDEX parts_a ON parts (a);
CREATE INDEX parts_a_b ON parts (a, b);
CREATE INDEX parts_a_b_d ON parts (a, b, d);
CREATE INDEX parts_id ON parts (id);
CREATE INDEX parts_lower ON parts (lower(c));
CREATE INDEX parts_lower_a ON parts (lower(c), a);
CREATE INDEX parts_inc ON parts (b) INCLUDE (d);
CREATE INDEX parts_inc_more ON parts (b) INCLUDE (c, d);
CREATE INDEX parts_inc_turned ON parts (b) INCLUDE (d, c);
-- near: not leading, another order, class, predicate, method; unique; included column not in the other
CREATE INDEX parts_d ON parts (d);
CREATE INDEX parts_d_desc_a ON parts (d DESC, a);
CREATE UNIQUE INDEX parts_c_once ON parts (c);
CREATE INDEX parts_c_once_a ON parts (c, a);
CREATE INDEX parts_c_pattern ON parts (c text_pattern_ops);
CREATE INDEX parts_d_inc ON parts (d) INCLUDE (c) WHERE a > 5;
CREATE INDEX parts_d_b ON parts (d, b) WHERE a > 5;
CREATE INDEX parts_gin ON parts USING gin (tags);
CREATE INDEX parts_hash ON parts USING hash (a);
SELECT * FROM told('redundant_index');
SELECT remedy FROM told('redundant_index') \gexec
SELECT count(*) FROM told('redundant_index');

-- partitions are told with their parent, which has no CONCURRENTLY
CREATE TABLE days (at date, a integer NOT NULL, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE days_2 PARTITION OF days FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
CREATE INDEX days_a ON days (a);
CREATE INDEX days_a_too ON days (a);
CREATE INDEX days_1_own ON days_1 (a);
SELECT * FROM told('duplicate_index');
SELECT remedy FROM told('duplicate_index') \gexec
SELECT count(*) FROM told('duplicate_index');

-- too_many_indexes, index_too_wide
CREATE TABLE many (id bigint PRIMARY KEY, a integer NOT NULL, b integer NOT NULL);
SELECT format('CREATE INDEX many_%s ON many ((a + %s))', i, i) FROM generate_series(1, 14) i \gexec
SELECT object FROM told('too_many_indexes');
CREATE INDEX many_15 ON many ((a - 1));
SELECT object FROM told('too_many_indexes');
CREATE TABLE wide (a int, b int, c int, d int, e int, f int, g int, h int, i int, note text NOT NULL, PRIMARY KEY (a, b, c, d, e, f));
CREATE INDEX wide_five ON wide (b, c, d, e, f);
CREATE INDEX wide_six ON wide (i, c, d, e, f, g);
CREATE INDEX wide_included ON wide (h) INCLUDE (a, b, c, d, e, f, g, i);
SELECT object FROM told('index_too_wide');

-- invalid_index: rebuild, drop, attach
CREATE TABLE broken (id bigint PRIMARY KEY, a integer NOT NULL, b integer NOT NULL);
INSERT INTO broken VALUES (1, 1, 1), (2, 1, 2);
CREATE UNIQUE INDEX CONCURRENTLY broken_a ON broken (a);
CREATE INDEX broken_b ON broken (b);
CREATE UNIQUE INDEX CONCURRENTLY broken_b_a ON broken ((b * 0), (a / 1));
-- an index that is broken and would repeat another is told once
CREATE INDEX broken_b_too ON broken (b);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken_b_too'::regclass;
SELECT * FROM told('invalid_index');
SELECT rule, object FROM hygiene.audit('broken') WHERE object LIKE 'indexes.broken_b%' ORDER BY 1, 2;
DELETE FROM broken WHERE id = 2;
SELECT remedy FROM told('invalid_index') \gexec
SELECT count(*) FROM told('invalid_index');
CREATE TABLE halves (id bigint, a integer NOT NULL, "B" text NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE halves_0 PARTITION OF halves FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE "Halves 1" PARTITION OF halves FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX halves_0_a ON halves_0 (a);
CREATE INDEX halves_a ON ONLY halves (a);
CREATE UNIQUE INDEX halves_lower ON ONLY halves (id, lower("B")) WHERE a > 0;
SELECT object, says, unnest(string_to_array(remedy, E'\n')) FROM told('invalid_index');
SELECT unnest(string_to_array(remedy, E'\n')) FROM told('invalid_index') \gexec
SELECT count(*) FROM told('invalid_index');

-- unused_index and hot_sequential_scan: by the statistics, not by those of yesterday
SET max_parallel_workers_per_gather = 0;
CREATE TABLE parents (id bigint PRIMARY KEY, note text NOT NULL);
INSERT INTO parents VALUES (1, 'x');
CREATE TABLE hot (
	id bigint PRIMARY KEY, parent_id bigint NOT NULL REFERENCES parents, sku text NOT NULL,
	a integer NOT NULL, b integer NOT NULL, batch_number integer NOT NULL, some_code text NOT NULL, pad text NOT NULL) WITH (autovacuum_enabled = off);
CREATE TABLE cold (LIKE hot) WITH (autovacuum_enabled = off);
INSERT INTO hot SELECT i, 1, 's' || i, i, i, i % 1000, 'c' || i % 3, repeat('x', 300) FROM generate_series(1, 60000) i;
INSERT INTO cold SELECT * FROM hot;
ALTER TABLE cold ADD PRIMARY KEY (id);
CREATE INDEX hot_parent ON hot (parent_id);
CREATE INDEX hot_a ON hot (a);
CREATE INDEX hot_b ON hot (b);
CREATE UNIQUE INDEX hot_sku_once ON hot (sku, b);
CREATE INDEX hot_small ON hot (a) WHERE a < 10;
ANALYZE hot, cold;
SET enable_seqscan = off;
SELECT id FROM hot WHERE b = 77;
RESET enable_seqscan;
DO $$BEGIN FOR i IN 1 .. 105 LOOP PERFORM count(pad) FROM hot; END LOOP; PERFORM count(pad) FROM cold; END$$;
SELECT pg_stat_force_next_flush();
SELECT object, rule FROM hygiene.audit(schema => 'indexes')
WHERE rule IN ('unused_index') OR (rule = 'hot_sequential_scan' AND object LIKE '%cold') ORDER BY 1;
SET hygiene.unused_index_days = 0;
SELECT object, remedy FROM told('unused_index');
SELECT object, rule, substring(hint_part FROM '"[a-z_", ]+"') AS columns
FROM hygiene.audit(schema => 'indexes'), substring(message FROM 'search by .*, which') AS hint_part
WHERE rule = 'hot_sequential_scan' ORDER BY 1;
SELECT remedy FROM told('unused_index') \gexec
SELECT count(*) FROM told('unused_index');

SET hygiene.mode = off;
DROP SCHEMA indexes CASCADE;
