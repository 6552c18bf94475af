/* pg_hygiene--1.1.0.sql: made from pg_hygiene--1.0.0.sql pg_hygiene--1.0.0--1.1.0.sql */

\echo Use "CREATE EXTENSION pg_hygiene" to load this file. \quit

DO $$
BEGIN
	IF pg_catalog.to_regnamespace('hygiene') IS NULL THEN
		CREATE SCHEMA hygiene;
	END IF;
END
$$;

/* pg_hygiene--1.0.0.sql */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION

SET LOCAL search_path = pg_catalog, pg_temp;

-- ---------------------------------------------------------------------------
-- What is recorded.  The library reads and writes these tables by the places of
-- their columns: never drop or reorder them, add new ones at the end.
-- ---------------------------------------------------------------------------

CREATE TABLE hygiene.waiver (
	rule text COLLATE pg_catalog."C" NOT NULL,
	object text COLLATE pg_catalog."C" NOT NULL,
	reason text NOT NULL,
	created_by name NOT NULL DEFAULT SESSION_USER,
	created_at timestamp with time zone NOT NULL DEFAULT pg_catalog.now(),
	expires_at timestamp with time zone,
	CONSTRAINT waiver_pkey PRIMARY KEY (rule, object)
) USING heap;

COMMENT ON TABLE hygiene.waiver IS
'Standing exemptions: one object from one rule. Written by hygiene.waive(), hygiene.unwaive() and hygiene.baseline().';
COMMENT ON COLUMN hygiene.waiver.rule IS 'Name of the rule, as in hygiene.rules.';
COMMENT ON COLUMN hygiene.waiver.object IS 'Identity of the object, quoted, exactly as in hygiene.findings.object.';
COMMENT ON COLUMN hygiene.waiver.reason IS 'Why the object is exempt.';
COMMENT ON COLUMN hygiene.waiver.created_by IS 'Session user who waived it.';
COMMENT ON COLUMN hygiene.waiver.created_at IS 'When it was waived.';
COMMENT ON COLUMN hygiene.waiver.expires_at IS 'From when on the waiver no longer counts; NULL means never.';

CREATE TABLE hygiene.journal (
	at timestamp with time zone,
	xid xid8,
	session_user_name name,
	current_user_name name,
	application_name text,
	client_addr inet,
	command_tag text,
	verdict text,
	rule text,
	object text,
	reason text,
	backup text,
	rows bigint,
	bytes bigint,
	statement text
) USING heap;

CREATE INDEX journal_at_idx ON hygiene.journal (at);

COMMENT ON TABLE hygiene.journal IS
'What was allowed, warned about or recorded, in the transaction that did it. What was refused is not here: it did not happen.';
COMMENT ON COLUMN hygiene.journal.at IS 'Wall-clock time of the entry.';
COMMENT ON COLUMN hygiene.journal.xid IS 'Transaction, as pg_current_xact_id() gives it.';
COMMENT ON COLUMN hygiene.journal.session_user_name IS 'Role that logged in.';
COMMENT ON COLUMN hygiene.journal.current_user_name IS 'Role in force, as SET ROLE left it.';
COMMENT ON COLUMN hygiene.journal.application_name IS 'Setting application_name of the session.';
COMMENT ON COLUMN hygiene.journal.client_addr IS 'Address of the client; NULL for a Unix socket.';
COMMENT ON COLUMN hygiene.journal.command_tag IS 'Tag of the statement that was judged, such as ALTER TABLE.';
COMMENT ON COLUMN hygiene.journal.verdict IS 'allowed (an annotation or a waiver answered for it), warned, or recorded (level audit, or a dump being restored).';
COMMENT ON COLUMN hygiene.journal.rule IS 'Name of the rule.';
COMMENT ON COLUMN hygiene.journal.object IS 'Identity of the object, named as it was before the change.';
COMMENT ON COLUMN hygiene.journal.reason IS 'Reason given by the annotation or waiver.';
COMMENT ON COLUMN hygiene.journal.backup IS 'Backup named by the annotation.';
COMMENT ON COLUMN hygiene.journal.rows IS 'Estimated rows that went along; NULL if unknown or not applicable.';
COMMENT ON COLUMN hygiene.journal.bytes IS 'Bytes that went along; NULL if unknown or not applicable.';
COMMENT ON COLUMN hygiene.journal.statement IS 'Text of the statement that the client sent, cut at 16 kB.';

CREATE TABLE hygiene.backup (
	ref text NOT NULL,
	taken_at timestamp with time zone NOT NULL,
	recorded_by name NOT NULL DEFAULT SESSION_USER,
	recorded_at timestamp with time zone NOT NULL DEFAULT pg_catalog.now()
) USING heap;

COMMENT ON TABLE hygiene.backup IS
'Backups that were recorded by hygiene.record_backup(): what a change that loses data can fall back on.';
COMMENT ON COLUMN hygiene.backup.ref IS 'Where the backup is, or what it is called.';
COMMENT ON COLUMN hygiene.backup.taken_at IS 'The time to which the backup can bring the database back.';
COMMENT ON COLUMN hygiene.backup.recorded_by IS 'Session user who recorded it.';
COMMENT ON COLUMN hygiene.backup.recorded_at IS 'When it was recorded.';

SELECT pg_catalog.pg_extension_config_dump('hygiene.waiver', '');
SELECT pg_catalog.pg_extension_config_dump('hygiene.journal', '');
SELECT pg_catalog.pg_extension_config_dump('hygiene.backup', '');

-- ---------------------------------------------------------------------------
-- Judging DDL.  These functions have no SET clause: names in annotations are
-- looked up on the author's search path.
-- ---------------------------------------------------------------------------

CREATE FUNCTION hygiene.hygiene_ddl_start()
RETURNS event_trigger
AS 'MODULE_PATHNAME', 'hygiene_ddl_command_start'
LANGUAGE C;

COMMENT ON FUNCTION hygiene.hygiene_ddl_start() IS
'Loads the library before a DDL statement and refuses what cannot be undone later. Called by the event trigger of the same name.';

CREATE FUNCTION hygiene.hygiene_ddl_end()
RETURNS event_trigger
AS 'MODULE_PATHNAME', 'hygiene_ddl_command_end'
LANGUAGE C;

COMMENT ON FUNCTION hygiene.hygiene_ddl_end() IS
'Judges what a DDL statement changed. Called by the event trigger of the same name. Errors: the SQLSTATE of the rule, see hygiene.rules.';

CREATE FUNCTION hygiene.hygiene_table_rewrite()
RETURNS event_trigger
AS 'MODULE_PATHNAME', 'hygiene_table_rewrite'
LANGUAGE C;

COMMENT ON FUNCTION hygiene.hygiene_table_rewrite() IS
'Judges a rewrite of a table before its first row is copied. Called by the event trigger of the same name. Errors: the SQLSTATE of the rule table_rewrite, see hygiene.rules.';

CREATE EVENT TRIGGER hygiene_ddl_start ON ddl_command_start
	EXECUTE FUNCTION hygiene.hygiene_ddl_start();
CREATE EVENT TRIGGER hygiene_ddl_end ON ddl_command_end
	EXECUTE FUNCTION hygiene.hygiene_ddl_end();
CREATE EVENT TRIGGER hygiene_table_rewrite ON table_rewrite
	EXECUTE FUNCTION hygiene.hygiene_table_rewrite();

COMMENT ON EVENT TRIGGER hygiene_ddl_start IS 'pg_hygiene: before each DDL statement.';
COMMENT ON EVENT TRIGGER hygiene_ddl_end IS 'pg_hygiene: after each DDL statement.';
COMMENT ON EVENT TRIGGER hygiene_table_rewrite IS 'pg_hygiene: before a table is rewritten.';

-- ---------------------------------------------------------------------------
-- Asking
-- ---------------------------------------------------------------------------

CREATE FUNCTION hygiene.audit(
	target regclass DEFAULT NULL,
	schema name DEFAULT NULL,
	OUT rule text,
	OUT level text,
	OUT category text,
	OUT object_type text,
	OUT schema_name name,
	OUT table_name name,
	OUT column_name name,
	OUT object text,
	OUT message text,
	OUT detail text,
	OUT remedy text,
	OUT evidence jsonb,
	OUT waived boolean,
	OUT reason text,
	OUT fingerprint text,
	OUT classid oid,
	OUT objid oid,
	OUT objsubid integer)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'hygiene_audit'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION hygiene.audit(regclass, name) IS
'All findings of the rules about the present state, waived ones included. Arguments: target, only this relation (NULL: all); schema, only this schema (NULL: all). Takes no lock on relations of yours. Column fingerprint names rule and object alike in every database; evidence holds what the verdict rests on.';

CREATE FUNCTION hygiene.rules_catalogue(
	OUT rule text,
	OUT category text,
	OUT kind text,
	OUT level text,
	OUT default_level text,
	OUT "when" text,
	OUT title text,
	OUT why text,
	OUT cure text,
	OUT sqlstate text,
	OUT warning_sqlstate text,
	OUT source text)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'hygiene_rules_catalogue'
LANGUAGE C STABLE PARALLEL SAFE;

COMMENT ON FUNCTION hygiene.rules_catalogue() IS
'All rules; behind the view hygiene.rules.';

CREATE VIEW hygiene.rules AS
	SELECT r.rule, r.category, r.kind, r.level, r.default_level, r."when",
		   r.title, r.why, r.cure, r.sqlstate, r.warning_sqlstate, r.source
	FROM hygiene.rules_catalogue() AS r;

COMMENT ON VIEW hygiene.rules IS 'The catalogue of rules, with the levels in force in this session.';
COMMENT ON COLUMN hygiene.rules.rule IS 'Name of the rule; its level is the setting hygiene.NAME.';
COMMENT ON COLUMN hygiene.rules.category IS 'Family of the rule.';
COMMENT ON COLUMN hygiene.rules.kind IS 'state (judged at DDL and in audits) or change (judged at DDL only).';
COMMENT ON COLUMN hygiene.rules.level IS 'Level in force: off, audit (recorded), warning (told) or error (refused).';
COMMENT ON COLUMN hygiene.rules.default_level IS 'Level unless set otherwise.';
COMMENT ON COLUMN hygiene.rules."when" IS 'now (at the statement), commit (before the transaction commits), hook (at the statement if the library is loaded) or audit (audits only).';
COMMENT ON COLUMN hygiene.rules.title IS 'The rule in one line.';
COMMENT ON COLUMN hygiene.rules.why IS 'Why it matters.';
COMMENT ON COLUMN hygiene.rules.cure IS 'What to do instead.';
COMMENT ON COLUMN hygiene.rules.sqlstate IS 'SQLSTATE of the rule''s errors.';
COMMENT ON COLUMN hygiene.rules.warning_sqlstate IS 'SQLSTATE of the rule''s warnings.';
COMMENT ON COLUMN hygiene.rules.source IS 'Where the claim can be looked up.';

CREATE VIEW hygiene.findings AS
	SELECT a.rule, a.level, a.category, a.object_type, a.schema_name, a.table_name,
		   a.column_name, a.object, a.message, a.detail, a.remedy, a.evidence,
		   a.fingerprint, a.classid, a.objid, a.objsubid
	FROM hygiene.audit() AS a
	WHERE NOT a.waived;

COMMENT ON VIEW hygiene.findings IS 'Open findings: those of hygiene.audit() that nobody waived.';
COMMENT ON COLUMN hygiene.findings.rule IS 'Name of the rule.';
COMMENT ON COLUMN hygiene.findings.level IS 'Level of the finding: audit, warning or error.';
COMMENT ON COLUMN hygiene.findings.category IS 'Family of the rule.';
COMMENT ON COLUMN hygiene.findings.object_type IS 'What the object is: column, table, foreign key and so on.';
COMMENT ON COLUMN hygiene.findings.schema_name IS 'Schema, not quoted.';
COMMENT ON COLUMN hygiene.findings.table_name IS 'Relation, not quoted.';
COMMENT ON COLUMN hygiene.findings.column_name IS 'Column, not quoted; NULL if the finding is about none.';
COMMENT ON COLUMN hygiene.findings.object IS 'Identity of the object, quoted: what annotations and waivers name.';
COMMENT ON COLUMN hygiene.findings.message IS 'Object, defect, cure and rule in one line.';
COMMENT ON COLUMN hygiene.findings.detail IS 'Further facts.';
COMMENT ON COLUMN hygiene.findings.remedy IS 'SQL that makes the finding go away.';
COMMENT ON COLUMN hygiene.findings.evidence IS 'What the verdict rests on; sizes are in bytes.';
COMMENT ON COLUMN hygiene.findings.fingerprint IS 'Hash of rule and object, the same in every database.';
COMMENT ON COLUMN hygiene.findings.classid IS 'Catalog that holds the object.';
COMMENT ON COLUMN hygiene.findings.objid IS 'OID of the object in that catalog.';
COMMENT ON COLUMN hygiene.findings.objsubid IS 'Number of the column, or 0.';

CREATE VIEW hygiene.summary AS
	SELECT a.rule, a.level,
		   pg_catalog.count(*) FILTER (WHERE NOT a.waived) AS open,
		   pg_catalog.count(*) FILTER (WHERE a.waived) AS waived
	FROM hygiene.audit() AS a
	GROUP BY a.rule, a.level;

COMMENT ON VIEW hygiene.summary IS 'Findings counted by rule and level; rules without findings are left out.';
COMMENT ON COLUMN hygiene.summary.rule IS 'Name of the rule.';
COMMENT ON COLUMN hygiene.summary.level IS 'Level of the findings.';
COMMENT ON COLUMN hygiene.summary.open IS 'Number of findings that nobody waived.';
COMMENT ON COLUMN hygiene.summary.waived IS 'Number of waived findings.';

CREATE VIEW hygiene.stale_waivers AS
	SELECT w.rule, w.object, w.reason, w.created_by, w.created_at, w.expires_at,
		   CASE
			   WHEN r.rule IS NULL THEN 'there is no such rule'::text
			   WHEN w.expires_at OPERATOR(pg_catalog.<=) pg_catalog.now() THEN 'it has expired'::text
			   ELSE 'no finding names this object'::text
		   END AS why
	FROM hygiene.waiver AS w
	LEFT JOIN hygiene.rules AS r ON r.rule OPERATOR(pg_catalog.=) w.rule
	LEFT JOIN (SELECT DISTINCT a.rule, a.object FROM hygiene.audit() AS a) AS f
		ON f.rule OPERATOR(pg_catalog.=) w.rule AND f.object OPERATOR(pg_catalog.=) w.object
	WHERE r.rule IS NULL
		OR w.expires_at OPERATOR(pg_catalog.<=) pg_catalog.now()
		OR (f.object IS NULL AND r.kind OPERATOR(pg_catalog.=) 'state'::text
			AND r.level OPERATOR(pg_catalog.<>) 'off'::text);

COMMENT ON VIEW hygiene.stale_waivers IS
'Waivers that exempt nothing: expired, of an unknown rule, or of an object that no finding names. Waivers of change rules are not judged by the last, as an audit cannot see changes.';
COMMENT ON COLUMN hygiene.stale_waivers.rule IS 'Name of the rule.';
COMMENT ON COLUMN hygiene.stale_waivers.object IS 'Identity of the object.';
COMMENT ON COLUMN hygiene.stale_waivers.reason IS 'Reason of the waiver.';
COMMENT ON COLUMN hygiene.stale_waivers.created_by IS 'Session user who waived it.';
COMMENT ON COLUMN hygiene.stale_waivers.created_at IS 'When it was waived.';
COMMENT ON COLUMN hygiene.stale_waivers.expires_at IS 'When it expires or expired.';
COMMENT ON COLUMN hygiene.stale_waivers.why IS 'Why the waiver is stale.';

CREATE FUNCTION hygiene.status(
	OUT item text,
	OUT value text,
	OUT ok boolean,
	OUT advice text)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'hygiene_status'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION hygiene.status() IS
'Is pg_hygiene on in this session, loaded before the first statement, or bypassed? One row per item, with advice where ok is false.';

CREATE FUNCTION hygiene.check(minimum_level text DEFAULT 'warning')
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	levels CONSTANT text[] := ARRAY['audit', 'warning', 'error'];
	least_level CONSTANT int := array_position(levels, minimum_level);
	n bigint;
	first_ones text;
BEGIN
	IF minimum_level IS NULL THEN
		RAISE EXCEPTION 'argument "minimum_level" must not be null'
			USING ERRCODE = 'null_value_not_allowed';
	END IF;
	IF least_level IS NULL THEN
		RAISE EXCEPTION 'unknown level "%"', left(minimum_level, 60)
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'The levels are audit, warning and error.';
	END IF;

	SELECT count(*), string_agg(f.message || '.', E'\n' ORDER BY f.n) FILTER (WHERE f.n <= 10)
	INTO n, first_ones
	FROM (SELECT o.message,
				 row_number() OVER (ORDER BY array_position(levels, o.level) DESC, o.rule, o.object) AS n
		  FROM hygiene.findings AS o
		  WHERE array_position(levels, o.level) >= least_level) AS f;

	IF n > 0 THEN
		RAISE EXCEPTION '% % open at level % or above',
			n, CASE WHEN n = 1 THEN 'finding is' ELSE 'findings are' END, minimum_level
			USING ERRCODE = 'PH000',
				DETAIL = first_ones || CASE WHEN n > 10 THEN format(E'\nAnd %s more.', n - 10) ELSE '' END,
				HINT = 'SELECT object, message, remedy FROM hygiene.findings; lists them, SELECT hygiene.waive(rule, object, reason); accepts one.';
	END IF;
END
$$;

COMMENT ON FUNCTION hygiene.check(text) IS
'Raises an error (SQLSTATE PH000) if a finding of at least this level is open: a gate for continuous integration. Argument: minimum_level, one of audit, warning, error. Other errors: null_value_not_allowed, invalid_parameter_value.';

CREATE FUNCTION hygiene.report(format text DEFAULT 'text')
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	levels CONSTANT text[] := ARRAY['error', 'warning', 'audit'];
	body text;
	head text;
BEGIN
	IF format IS NULL THEN
		RAISE EXCEPTION 'argument "format" must not be null'
			USING ERRCODE = 'null_value_not_allowed';
	END IF;

	IF format = 'text' THEN
		SELECT pg_catalog.format('%s: %s open (%s error, %s warning, %s audit), %s waived',
								 current_database(),
								 count(*) FILTER (WHERE NOT a.waived),
								 count(*) FILTER (WHERE NOT a.waived AND a.level = 'error'),
								 count(*) FILTER (WHERE NOT a.waived AND a.level = 'warning'),
								 count(*) FILTER (WHERE NOT a.waived AND a.level = 'audit'),
								 count(*) FILTER (WHERE a.waived)),
			   string_agg(E'\n\n' || a.level || ': ' || a.message ||
						  coalesce(E'\n    ' || replace(a.detail, E'\n', E'\n    '), '') ||
						  coalesce(E'\n    ' || replace(a.remedy, E'\n', E'\n    '), ''),
						  '' ORDER BY array_position(levels, a.level), a.rule, a.object)
				   FILTER (WHERE NOT a.waived)
		INTO head, body
		FROM hygiene.audit() AS a;
		RETURN head || coalesce(body, '') || E'\n';
	ELSIF format = 'json' THEN
		RETURN (
			SELECT jsonb_pretty(jsonb_build_object(
					   'database', current_database(),
					   'generated_at', statement_timestamp(),
					   'open', count(*) FILTER (WHERE NOT a.waived),
					   'waived', count(*) FILTER (WHERE a.waived),
					   'findings', coalesce(jsonb_agg(to_jsonb(a) - ARRAY['classid', 'objid', 'objsubid']
													  ORDER BY array_position(levels, a.level), a.rule, a.object), '[]')))
			FROM hygiene.audit() AS a);
	END IF;

	RAISE EXCEPTION 'unknown format "%"', left(format, 60)
		USING ERRCODE = 'invalid_parameter_value',
			HINT = 'The formats are text and json.';
END
$$;

COMMENT ON FUNCTION hygiene.report(text) IS
'The findings as one text. Argument: format, text (open findings for people) or json (all findings for programs). Errors: null_value_not_allowed, invalid_parameter_value.';

-- ---------------------------------------------------------------------------
-- Rehearsing.  Neither has a SET clause, and both run with the caller's rights:
-- the migration is to see what it will see.
-- ---------------------------------------------------------------------------

CREATE FUNCTION hygiene.dry_run(
	sql text,
	OUT statement_number integer,
	OUT statement text,
	OUT verdict text,
	OUT rule text,
	OUT level text,
	OUT category text,
	OUT object_type text,
	OUT object text,
	OUT message text,
	OUT detail text,
	OUT hint text,
	OUT remedy text,
	OUT reason text,
	OUT backup text,
	OUT sqlstate text,
	OUT rows bigint,
	OUT bytes bigint,
	OUT evidence jsonb)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'hygiene_dry_run'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION hygiene.dry_run(text) IS
'Runs a migration for real, takes everything back and returns what it would have been told: one row per finding (verdict refused, warned, recorded or allowed), per statement that fails by itself (failed) or cannot be rehearsed (not run), and per remark (noted). Argument: sql, any number of statements with their own BEGIN, COMMIT and SAVEPOINT. It takes the locks that the migration takes, until it ends. Not taken back: values drawn from sequences, session-level advisory locks, what functions do outside of the database, and the transaction ID. Errors: null_value_not_allowed, read_only_sql_transaction.';

CREATE FUNCTION hygiene.trace(
	sql text,
	OUT statement_number integer,
	OUT statement text,
	OUT outcome text,
	OUT message text,
	OUT seconds double precision,
	OUT wal_bytes bigint,
	OUT rows_changed bigint,
	OUT locks jsonb,
	OUT rewrites jsonb,
	OUT index_builds jsonb,
	OUT full_scans jsonb)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'hygiene_trace'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION hygiene.trace(text) IS
'Runs a migration for real, takes everything back and returns what each statement did: outcome (ran, failed or not run, with message), seconds, bytes written to WAL, rows inserted, updated and deleted in tables, and arrays of the relation locks it newly took (relation, kind, mode, existed before the script, rows, bytes), the relations it rewrote (relation, reason, bytes), the indexes it built (index, table, bytes) and the tables it read from end to end (relation, scans, bytes). Argument: sql, as in hygiene.dry_run(), with the same limits; a lock that an earlier statement took is not listed again. Errors: null_value_not_allowed, read_only_sql_transaction.';

-- ---------------------------------------------------------------------------
-- Answering.  allow() has no SET clause: what it sets must outlive it.
-- ---------------------------------------------------------------------------

CREATE FUNCTION hygiene.allow(rule text, object text, reason text, backup text DEFAULT NULL)
RETURNS text
AS 'MODULE_PATHNAME', 'hygiene_allow_annotation'
LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION hygiene.allow(text, text, text, text) IS
'Says that a finding of this transaction is meant, as SET LOCAL hygiene.allow does, and adds to what was said before. Arguments: rule, as in hygiene.rules; object, a dotted name quoted as in SQL; reason; backup, a reference to a backup or NULL. Returns the annotation. Errors: null_value_not_allowed, invalid_parameter_value, program_limit_exceeded (8 kB an argument).';

CREATE FUNCTION hygiene.waive(rule text, object text, reason text,
							  expires_at timestamp with time zone DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	rule_kind text;
BEGIN
	IF waive.rule IS NULL OR waive.object IS NULL OR waive.reason IS NULL THEN
		RAISE EXCEPTION 'arguments "rule", "object" and "reason" must not be null'
			USING ERRCODE = 'null_value_not_allowed';
	END IF;
	IF octet_length(waive.object) > 2000 OR octet_length(waive.reason) > 8192 THEN
		RAISE EXCEPTION 'argument "%" is too long',
			CASE WHEN octet_length(waive.object) > 2000 THEN 'object' ELSE 'reason' END
			USING ERRCODE = 'program_limit_exceeded',
				DETAIL = 'An object may have 2000 bytes, a reason 8192.';
	END IF;
	IF btrim(waive.object, E' \t\r\n') = '' OR btrim(waive.reason, E' \t\r\n') = '' THEN
		RAISE EXCEPTION 'argument "%" must not be empty',
			CASE WHEN btrim(waive.object, E' \t\r\n') = '' THEN 'object' ELSE 'reason' END
			USING ERRCODE = 'invalid_parameter_value';
	END IF;
	IF waive.expires_at <= now() THEN
		RAISE EXCEPTION 'argument "expires_at" lies in the past: %', waive.expires_at
			USING ERRCODE = 'invalid_parameter_value';
	END IF;

	SELECT r.kind INTO rule_kind FROM hygiene.rules AS r WHERE r.rule = waive.rule;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'unknown rule "%"', left(waive.rule, 60)
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'SELECT rule, title FROM hygiene.rules; lists the rules.';
	END IF;
	IF rule_kind = 'state' AND NOT EXISTS (
		SELECT FROM hygiene.audit() AS a
		WHERE a.rule = waive.rule AND a.object = waive.object)
	THEN
		RAISE WARNING 'no finding of rule "%" names "%"', waive.rule, left(waive.object, 200)
			USING DETAIL = 'The waiver is kept for when one does.',
				HINT = 'The object must read as in hygiene.findings: SELECT rule, object FROM hygiene.findings;';
	END IF;

	INSERT INTO hygiene.waiver AS w (rule, object, reason, created_by, created_at, expires_at)
	VALUES (waive.rule, waive.object, waive.reason, session_user, now(), waive.expires_at)
	ON CONFLICT ON CONSTRAINT waiver_pkey DO UPDATE
	SET reason = excluded.reason, created_by = excluded.created_by,
		created_at = excluded.created_at, expires_at = excluded.expires_at;
END
$$;

COMMENT ON FUNCTION hygiene.waive(text, text, text, timestamp with time zone) IS
'Exempts an object from a rule until further notice, or changes the waiver there is. Arguments: rule, as in hygiene.rules; object, exactly as in hygiene.findings (2000 bytes at most); reason (8192 bytes at most); expires_at, or NULL for never. A WARNING if no finding names the object. Errors: null_value_not_allowed, invalid_parameter_value, program_limit_exceeded.';

CREATE FUNCTION hygiene.unwaive(rule text, object text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF unwaive.rule IS NULL OR unwaive.object IS NULL THEN
		RAISE EXCEPTION 'arguments "rule" and "object" must not be null'
			USING ERRCODE = 'null_value_not_allowed';
	END IF;
	DELETE FROM hygiene.waiver AS w
	WHERE w.rule = unwaive.rule AND w.object = unwaive.object;
	RETURN FOUND;
END
$$;

COMMENT ON FUNCTION hygiene.unwaive(text, text) IS
'Takes a waiver back. Returns whether there was one. Error: null_value_not_allowed.';

CREATE FUNCTION hygiene.baseline(reason text)
RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	n bigint;
BEGIN
	IF baseline.reason IS NULL THEN
		RAISE EXCEPTION 'argument "reason" must not be null'
			USING ERRCODE = 'null_value_not_allowed';
	END IF;
	IF octet_length(baseline.reason) > 8192 THEN
		RAISE EXCEPTION 'argument "reason" is too long'
			USING ERRCODE = 'program_limit_exceeded',
				DETAIL = 'A reason may have 8192 bytes.';
	END IF;
	IF btrim(baseline.reason, E' \t\r\n') = '' THEN
		RAISE EXCEPTION 'argument "reason" must not be empty'
			USING ERRCODE = 'invalid_parameter_value';
	END IF;

	INSERT INTO hygiene.waiver AS w (rule, object, reason, created_by, created_at, expires_at)
	SELECT DISTINCT a.rule, a.object, baseline.reason, session_user, now(), NULL::timestamptz
	FROM hygiene.audit() AS a
	WHERE NOT a.waived AND octet_length(a.object) <= 2000
	ON CONFLICT ON CONSTRAINT waiver_pkey DO UPDATE
	SET reason = excluded.reason, created_by = excluded.created_by,
		created_at = excluded.created_at, expires_at = excluded.expires_at;
	GET DIAGNOSTICS n = ROW_COUNT;
	RETURN n;
END
$$;

COMMENT ON FUNCTION hygiene.baseline(text) IS
'Waives all open findings, so that only new ones count from now on. Argument: reason (8192 bytes at most). Returns how many were waived. Errors: null_value_not_allowed, invalid_parameter_value, program_limit_exceeded.';

CREATE FUNCTION hygiene.record_backup(ref text,
									  taken_at timestamp with time zone DEFAULT pg_catalog.now())
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF record_backup.ref IS NULL OR record_backup.taken_at IS NULL THEN
		RAISE EXCEPTION 'arguments "ref" and "taken_at" must not be null'
			USING ERRCODE = 'null_value_not_allowed';
	END IF;
	IF octet_length(record_backup.ref) > 8192 THEN
		RAISE EXCEPTION 'argument "ref" is too long'
			USING ERRCODE = 'program_limit_exceeded',
				DETAIL = 'A reference may have 8192 bytes.';
	END IF;
	IF btrim(record_backup.ref, E' \t\r\n') = '' THEN
		RAISE EXCEPTION 'argument "ref" must not be empty'
			USING ERRCODE = 'invalid_parameter_value';
	END IF;
	IF record_backup.taken_at > clock_timestamp() OR NOT isfinite(record_backup.taken_at) THEN
		RAISE EXCEPTION 'argument "taken_at" lies in the future: %', record_backup.taken_at
			USING ERRCODE = 'invalid_parameter_value';
	END IF;

	INSERT INTO hygiene.backup (ref, taken_at, recorded_by, recorded_at)
	VALUES (record_backup.ref, record_backup.taken_at, session_user, now());
END
$$;

COMMENT ON FUNCTION hygiene.record_backup(text, timestamp with time zone) IS
'Records that a backup was taken: for the backup job to call when it is done. Arguments: ref, where the backup is (8192 bytes at most); taken_at, the time to which it can bring the database back. Errors: null_value_not_allowed, invalid_parameter_value, program_limit_exceeded.';

-- ---------------------------------------------------------------------------
-- Who may do what.  Asking and annotating are everybody's; waiving and recording
-- backups are the owner's and theirs to whom EXECUTE is granted.
-- ---------------------------------------------------------------------------

COMMENT ON SCHEMA hygiene IS 'pg_hygiene: findings, waivers and the journal of schema changes.';
GRANT USAGE ON SCHEMA hygiene TO PUBLIC;

REVOKE ALL ON TABLE hygiene.waiver, hygiene.journal, hygiene.backup FROM PUBLIC;
GRANT SELECT ON TABLE hygiene.waiver, hygiene.backup, hygiene.rules, hygiene.findings,
	hygiene.summary, hygiene.stale_waivers TO PUBLIC;
GRANT SELECT ON TABLE hygiene.journal TO pg_monitor;

REVOKE ALL ON FUNCTION hygiene.hygiene_ddl_start(), hygiene.hygiene_ddl_end(),
	hygiene.hygiene_table_rewrite(),
	hygiene.waive(text, text, text, timestamp with time zone),
	hygiene.unwaive(text, text), hygiene.baseline(text),
	hygiene.record_backup(text, timestamp with time zone) FROM PUBLIC;
/* pg_hygiene--1.0.0--1.1.0.sql */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION

SET LOCAL search_path = pg_catalog, pg_temp;

-- ---------------------------------------------------------------------------
-- A schema called hygiene that was there before the extension may be a trap: what
-- lies in it is called by those who ask the extension.
-- ---------------------------------------------------------------------------

DO $$
DECLARE
	schema CONSTANT oid := to_regnamespace('hygiene');
	trusted CONSTANT oid[] := ARRAY(SELECT oid FROM pg_roles WHERE rolsuper
									UNION SELECT extowner FROM pg_extension
									WHERE extname = 'pg_hygiene');
	stranger text;
BEGIN
	SELECT pg_get_userbyid(n.nspowner) INTO stranger FROM pg_namespace AS n
	WHERE n.oid = schema AND n.nspowner <> ALL (trusted);
	IF FOUND THEN
		RAISE EXCEPTION 'schema "hygiene" belongs to role "%", who could change what is in it', stranger
			USING ERRCODE = 'insufficient_privilege',
				HINT = 'ALTER SCHEMA hygiene OWNER TO CURRENT_USER; or DROP SCHEMA hygiene;';
	END IF;

	SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END INTO stranger
	FROM pg_namespace AS n, aclexplode(n.nspacl) AS a
	WHERE n.oid = schema AND a.privilege_type = 'CREATE' AND a.grantee <> ALL (trusted);
	IF FOUND THEN
		RAISE EXCEPTION 'role "%" may create objects in schema "hygiene"', stranger
			USING ERRCODE = 'insufficient_privilege',
				HINT = format('REVOKE CREATE ON SCHEMA hygiene FROM %s;', stranger);
	END IF;

	SELECT o.name INTO stranger
	FROM (SELECT oid::regprocedure::text AS name, proowner AS owner FROM pg_proc WHERE pronamespace = schema
		  UNION ALL SELECT oid::regclass::text, relowner FROM pg_class WHERE relnamespace = schema
		  UNION ALL SELECT oid::regoperator::text, oprowner FROM pg_operator WHERE oprnamespace = schema
		  UNION ALL SELECT oid::regtype::text, typowner FROM pg_type WHERE typnamespace = schema) AS o
	WHERE o.owner <> ALL (trusted)
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'schema "hygiene" holds "%", which is neither the extension''s nor a superuser''s', stranger
			USING ERRCODE = 'duplicate_object',
				HINT = 'Move it to another schema, or drop it.';
	END IF;
END
$$;

-- ---------------------------------------------------------------------------
-- Waivers that a dump or replication brings take the place of those there are:
-- a database may have some from its template.  Findings about the database as a
-- whole no longer go by its name, which changes while waivers stay.
-- ---------------------------------------------------------------------------

CREATE FUNCTION hygiene.restoring()
RETURNS boolean
AS 'MODULE_PATHNAME', 'hygiene_restoring'
LANGUAGE C STABLE PARALLEL RESTRICTED;

COMMENT ON FUNCTION hygiene.restoring() IS
'Are rows that this session inserts brought from elsewhere: by a dump that is being restored, by replication, by an update of the extension?';

CREATE FUNCTION hygiene.take_waiver()
RETURNS trigger
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	-- the names that these were given before, and that nothing else has there
	IF new.rule IN ('backup_unconfirmed', 'sql_ascii', 'transaction_wraparound', 'autovacuum_off',
					'missing_foreign_key', 'duplicated_column')
		AND new.object ~ '^([a-z_][a-z0-9_]*|"([^"]|"")+")$'
		OR new.rule = 'guard_bypassed' AND new.object = quote_ident(current_database())
		AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_database())
	THEN
		new.object := 'this database';
	ELSIF new.rule = 'guard_bypassed' AND new.object ~
		'^([a-z_][a-z0-9_]*|"([^"]|"")+") (hygiene[.]mode|session_replication_role|event_triggers)$'
	THEN
		new.object := 'this database ' || substring(new.object FROM '[a-z_.]+$');
	END IF;
	DELETE FROM hygiene.waiver AS w WHERE w.rule = new.rule AND w.object = new.object;
	RETURN new;
END
$$;

COMMENT ON FUNCTION hygiene.take_waiver() IS
'A waiver that is brought from elsewhere takes the place of the one there is.';

CREATE TRIGGER take_waiver BEFORE INSERT ON hygiene.waiver
	FOR EACH ROW WHEN (hygiene.restoring()) EXECUTE FUNCTION hygiene.take_waiver();
ALTER TABLE hygiene.waiver ENABLE ALWAYS TRIGGER take_waiver;

REVOKE ALL ON FUNCTION hygiene.take_waiver() FROM PUBLIC;

COMMENT ON COLUMN hygiene.waiver.object IS
'Identity of the object, quoted, exactly as in hygiene.findings.object; of the database as a whole: this database.';

WITH old AS (
	DELETE FROM hygiene.waiver AS w WHERE w.object !~ '[.(]' OR w.rule = 'guard_bypassed'
	RETURNING w.*)
INSERT INTO hygiene.waiver
SELECT * FROM old
ORDER BY old.object = quote_ident(current_database()), old.created_at;

-- ---------------------------------------------------------------------------
-- The schema becomes a member, so that it goes with the extension, unless
-- somebody else keeps things in it.  No extension can lie in a schema that is
-- its own, hence it moves out, as far as the catalogs are concerned.
-- ---------------------------------------------------------------------------

DO $$
DECLARE
	own CONSTANT oid := (SELECT oid FROM pg_extension WHERE extname = 'pg_hygiene');
	schema CONSTANT oid := to_regnamespace('hygiene');
BEGIN
	UPDATE pg_extension SET extnamespace = to_regnamespace('pg_catalog') WHERE oid = own;
	DELETE FROM pg_depend
	WHERE classid = 'pg_extension'::regclass AND objid = own AND refclassid = 'pg_namespace'::regclass;

	IF NOT EXISTS (SELECT FROM pg_depend
				   WHERE classid = 'pg_namespace'::regclass AND objid = schema AND deptype = 'e')
		AND NOT EXISTS (SELECT FROM pg_depend AS d
						WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = schema
							AND d.deptype = 'n'
							AND NOT EXISTS (SELECT FROM pg_depend AS m
											WHERE m.classid = d.classid AND m.objid = d.objid
												AND m.refclassid = 'pg_extension'::regclass
												AND m.refobjid = own AND m.deptype = 'e'))
	THEN
		ALTER EXTENSION pg_hygiene ADD SCHEMA hygiene;
	END IF;
END
$$;

-- ---------------------------------------------------------------------------
-- The owner of a database, whoever that is, may dump it, and a dump reads the
-- journal.
-- ---------------------------------------------------------------------------

GRANT SELECT ON TABLE hygiene.journal TO pg_database_owner;
