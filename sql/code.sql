-- Functions, row security and privileges: sins and near-sins side by side.
CREATE SCHEMA code;
SET search_path = code, public;
SET client_min_messages = notice;
SET hygiene.missing_primary_key = off;

-- a search_path that is the caller's: only with the owner's rights
CREATE FUNCTION definer(p int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN p; END $$;
CREATE PROCEDURE definer_procedure() LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;
CREATE FUNCTION invoker(p int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN p; END $$;
CREATE FUNCTION definer_fixed() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = code, pg_temp AS $$ SELECT 1 $$;
CREATE FUNCTION definer_current() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$ SELECT 1 $$;
CREATE FUNCTION definer_empty() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT 1 $$;
CREATE FUNCTION definer_bound() RETURNS int LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC SELECT 1; END;
CREATE FUNCTION "Odd name"("Weird" int, VARIADIC text[]) RETURNS int LANGUAGE sql SECURITY DEFINER SET work_mem = '1MB' AS $$ SELECT 1 $$;
-- told when it becomes so, not again
ALTER FUNCTION invoker(int) SECURITY DEFINER;
CREATE OR REPLACE FUNCTION invoker(p int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN p + 1; END $$;
ALTER FUNCTION definer_fixed() RESET search_path;

-- row security: judged when the transaction commits
SET hygiene.definer_view = warning;
SET hygiene.policy_without_rls = warning;
SET hygiene.always_true_policy = warning;
SET hygiene.rls_without_policy = warning;
SET hygiene.public_create = warning;
CREATE TABLE plain (id int PRIMARY KEY, owner name);
CREATE TABLE silent (id int PRIMARY KEY, owner name);
CREATE POLICY own ON silent USING (owner = current_user);
CREATE TABLE closed (id int PRIMARY KEY, owner name);
ALTER TABLE closed ENABLE ROW LEVEL SECURITY;
BEGIN;
CREATE TABLE restricted (id int PRIMARY KEY, owner name);
ALTER TABLE restricted ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON restricted AS RESTRICTIVE USING (owner = current_user);
COMMIT;
BEGIN;
CREATE TABLE guarded (id int PRIMARY KEY, owner name);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON guarded USING (owner = current_user);
CREATE POLICY readable ON guarded FOR SELECT USING (true);
CREATE POLICY trusted ON guarded TO pg_monitor USING (true);
CREATE POLICY "all" ON guarded USING (true);
CREATE POLICY either ON guarded FOR UPDATE USING (id > 3 OR true);
CREATE POLICY equal ON guarded FOR DELETE USING (1 = 1);
CREATE POLICY anything ON guarded FOR INSERT WITH CHECK (true);
CREATE POLICY half ON guarded USING (owner = current_user) WITH CHECK (true);
CREATE POLICY number ON guarded FOR UPDATE USING (id = 1) WITH CHECK (id = 1);
COMMIT;
-- a restrictive policy narrows what the permissive one opens
BEGIN;
CREATE TABLE narrowed (id int PRIMARY KEY, owner name);
ALTER TABLE narrowed ENABLE ROW LEVEL SECURITY;
CREATE POLICY base ON narrowed USING (true);
CREATE POLICY own ON narrowed AS RESTRICTIVE USING (owner = current_user);
COMMIT;
-- partitions are reached through their parent
BEGIN;
CREATE TABLE whole (id int PRIMARY KEY, owner name) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (10);
ALTER TABLE whole ENABLE ROW LEVEL SECURITY;
ALTER TABLE part ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON whole USING (owner = current_user);
COMMIT;

-- views over them
CREATE VIEW view_plain AS SELECT * FROM plain;
CREATE VIEW view_definer AS SELECT g.id FROM guarded g JOIN plain p USING (id);
CREATE VIEW view_invoker WITH (security_invoker) AS SELECT * FROM guarded;
CREATE VIEW view_invoker_off WITH (security_invoker = off) AS SELECT g.id FROM guarded g, closed;
CREATE ROLE regress_code_reader;
GRANT CREATE, USAGE ON SCHEMA code TO regress_code_reader;
GRANT SELECT ON guarded TO regress_code_reader;
CREATE VIEW view_of_reader AS SELECT * FROM guarded;
ALTER VIEW view_of_reader OWNER TO regress_code_reader;
-- the view was there first
CREATE TABLE guarded_late (id integer PRIMARY KEY, who name NOT NULL);
CREATE VIEW view_before AS SELECT id FROM guarded_late;
CREATE VIEW view_before_invoker WITH (security_invoker) AS SELECT id FROM guarded_late;
CREATE POLICY own ON guarded_late USING (who = CURRENT_USER);
BEGIN;
ALTER TABLE guarded_late ENABLE ROW LEVEL SECURITY;
ALTER TABLE guarded_late DISABLE ROW LEVEL SECURITY;
COMMIT;
ALTER TABLE guarded_late ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE guarded_late IS 'told already';
BEGIN;
SET LOCAL hygiene.mode = off;
SET LOCAL client_min_messages = error;
DROP TABLE guarded_late CASCADE;
COMMIT;

-- privileges
CREATE SCHEMA code_open;
CREATE SCHEMA code_usage;
GRANT CREATE ON SCHEMA code_open TO PUBLIC;
BEGIN;
GRANT CREATE ON SCHEMA code_usage TO PUBLIC;
REVOKE CREATE ON SCHEMA code_usage FROM PUBLIC;
COMMIT;
GRANT USAGE ON SCHEMA code_usage TO PUBLIC;
GRANT ALL ON SCHEMA code_usage TO regress_code_reader;

-- all of it in an audit
SELECT rule, object, message FROM hygiene.audit()
WHERE category = 'code' AND (schema_name::text COLLATE "C") LIKE 'code%'
ORDER BY rule, object COLLATE "C";
SELECT object, remedy, detail FROM hygiene.audit('view_definer')
WHERE rule = 'definer_view';
-- what the remedies are for is gone when they have run
SET hygiene.mode = warn;
CREATE TABLE remedies AS
	SELECT remedy, object, rule FROM hygiene.audit()
	WHERE category = 'code' AND remedy IS NOT NULL AND (schema_name::text COLLATE "C") LIKE 'code%';
SELECT remedy FROM remedies ORDER BY remedy COLLATE "C";
DO $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT remedy FROM code.remedies LOOP
		EXECUTE r.remedy;
	END LOOP;
END $$;
SELECT a.rule, a.object FROM hygiene.audit() a JOIN remedies r USING (rule, object);

SET hygiene.mode = off;
SET client_min_messages = warning;
DROP SCHEMA code, code_open, code_usage CASCADE;
DROP OWNED BY regress_code_reader;
DROP ROLE regress_code_reader;
