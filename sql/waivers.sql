--
-- waivers.sql
--		Standing exemptions: waive, unwaive, baseline, and what they answer for.
--
SET client_min_messages = warning;
DELETE FROM hygiene.waiver;
DELETE FROM hygiene.journal;
SET hygiene.mode = off;
CREATE SCHEMA waived;
SET search_path = waived, public;
-- defects that are no matter of this topic
SET hygiene.short_primary_key = off;
SET hygiene.all_columns_nullable = off;
SET hygiene.quoted_name = off;
CREATE TABLE goods (id int PRIMARY KEY, price float8, cost real);
CREATE TABLE "Odd Goods" (id int PRIMARY KEY, "Unit Price" float8);
RESET hygiene.mode;
\set VERBOSITY terse

CREATE VIEW open_here AS
	SELECT rule, object FROM hygiene.findings WHERE schema_name = 'waived'
	ORDER BY object COLLATE "C";
SELECT * FROM open_here;

-- One object, one rule
SELECT hygiene.waive('float_money', 'waived.goods.price', 'legacy, replaced in 2027');
SELECT * FROM open_here;
SELECT rule, object, waived, reason FROM hygiene.audit('goods') ORDER BY object COLLATE "C";
SELECT rule, object, reason, created_by = session_user AS by_me,
	   created_at <= now() AS made, expires_at
FROM hygiene.waiver;
SELECT level, open, waived FROM hygiene.summary WHERE rule = 'float_money';

-- Again: changes reason and expiry
SELECT hygiene.waive('float_money', 'waived.goods.price', 'till summer', now() + interval '1 month');
SELECT count(*), min(reason), min(expires_at) > now() AS expires FROM hygiene.waiver;

-- An expired one counts no more
UPDATE hygiene.waiver SET expires_at = now() - interval '1 second';
SELECT * FROM open_here;
SELECT object, why FROM hygiene.stale_waivers;
SELECT hygiene.unwaive('float_money', 'waived.goods.price');
SELECT hygiene.unwaive('float_money', 'waived.goods.price');

-- Waived at DDL: the same column made again is not refused, and journaled
SELECT hygiene.waive('float_money', 'waived."Odd Goods"."Unit Price"', 'measured, not booked');
BEGIN;
SET LOCAL hygiene.mode = off;
DROP TABLE "Odd Goods";
COMMIT;
CREATE TABLE "Odd Goods" (id int PRIMARY KEY, "Unit Price" float8);
SELECT verdict, rule, object, reason FROM hygiene.journal;
-- ... another column is
\set VERBOSITY sqlstate
ALTER TABLE "Odd Goods" ADD COLUMN "Sale Price" float8;

-- A change rule waived: a table that comes and goes
CREATE TABLE staging (id int PRIMARY KEY);
INSERT INTO staging VALUES (1);
DROP TABLE staging;
SELECT hygiene.waive('drop_table', 'waived.staging', 'made anew every night');
DROP TABLE staging;
SELECT verdict, rule, object, reason FROM hygiene.journal WHERE rule = 'drop_table';
SELECT object, why FROM hygiene.stale_waivers;

-- Rows are data: nothing in them reaches further than its own object
INSERT INTO hygiene.waiver (rule, object, reason) VALUES
	('float_money', 'waived.%', 'x'), ('%', '%', 'x'), ('', '', ''),
	('float_money', 'waived.goods', 'x'), ('no_such_rule', 'waived.goods.price', 'x'),
	('FLOAT_MONEY', 'waived.goods.price', repeat('y', 100000));
SELECT * FROM open_here;
SELECT rule, object, why FROM hygiene.stale_waivers ORDER BY rule COLLATE "C", object COLLATE "C";
DELETE FROM hygiene.waiver;
-- ... a long reason is read back from where it is toasted
INSERT INTO hygiene.waiver (rule, object, reason)
SELECT 'float_money', 'waived.goods.price', string_agg(md5(i::text), '') FROM generate_series(1, 3000) AS i;
SELECT object, length(reason) FROM hygiene.audit('goods') WHERE waived;
DELETE FROM hygiene.waiver;

-- Baseline: what is there is accepted, what is new is not
SELECT count(*) > 0 AS some, count(*) = hygiene.baseline('inherited') AS as_many
FROM (SELECT DISTINCT rule, object FROM hygiene.findings) AS f;
SELECT * FROM open_here;
SELECT hygiene.baseline('nothing new');
SELECT hygiene.check('audit');
SET hygiene.mode = off;
CREATE TABLE more_goods (id int PRIMARY KEY, price float8);
RESET hygiene.mode;
SELECT * FROM open_here;
SELECT hygiene.check();
\set VERBOSITY terse
SELECT hygiene.check();

-- Bad arguments
SELECT hygiene.waive('no_such_rule', 'waived.goods.price', 'x');
SELECT hygiene.waive('float_money', 'waived.goods.nothing', 'x');
SELECT object, why FROM hygiene.stale_waivers;
SELECT hygiene.waive(NULL, 'waived.goods.price', 'x');
SELECT hygiene.waive('float_money', NULL, 'x');
SELECT hygiene.waive('float_money', 'waived.goods.price', NULL);
SELECT hygiene.waive('float_money', '', 'x');
SELECT hygiene.waive('float_money', 'waived.goods.price', E' \n\t');
SELECT hygiene.waive('float_money', 'waived.goods.price', repeat('long', 2621440));
SELECT hygiene.waive('float_money', repeat('long', 2621440), 'x');
SELECT hygiene.waive(repeat('long', 2621440), 'waived.goods.price', 'x');
SELECT hygiene.waive('float_money', 'waived.goods.price', 'x', '1999-12-31 UTC');
SELECT hygiene.unwaive(NULL, 'x');
SELECT hygiene.unwaive('float_money', NULL);
SELECT hygiene.baseline(NULL);
SELECT hygiene.baseline('');
SELECT hygiene.baseline(repeat('long', 2621440));
SELECT hygiene.check(NULL);
SELECT hygiene.check('');
SELECT hygiene.check('fatal');
SELECT hygiene.check('off');

-- Whom it is granted may waive without owning the tables
CREATE ROLE regress_hygiene_waiver;
SET ROLE regress_hygiene_waiver;
SELECT hygiene.waive('float_money', 'waived.more_goods.price', 'x');
RESET ROLE;
GRANT EXECUTE ON FUNCTION hygiene.waive(text, text, text, timestamptz) TO regress_hygiene_waiver;
SET ROLE regress_hygiene_waiver;
SELECT hygiene.waive('float_money', 'waived.more_goods.price', 'granted');
INSERT INTO hygiene.waiver VALUES ('float_money', 'waived.goods.cost', 'x');
SELECT rule, object, reason FROM hygiene.waiver WHERE object ~ 'more_goods';
RESET ROLE;

-- A table that is not the extension's holds no waivers, and breaks nothing
BEGIN;
ALTER EXTENSION pg_hygiene DROP TABLE hygiene.waiver;
SELECT count(*) FROM hygiene.audit('goods') WHERE waived;
ROLLBACK;
SELECT count(*) FROM hygiene.audit('goods') WHERE waived;
-- ... nor does a missing index
BEGIN;
SET LOCAL hygiene.mode = off;
ALTER TABLE hygiene.waiver DROP CONSTRAINT waiver_pkey;
SET LOCAL hygiene.mode = enforce;
SELECT count(*) FROM hygiene.audit('goods') WHERE waived;
ALTER TABLE "Odd Goods" RENAME TO "Oddest Goods";
CREATE TABLE "Odd Goods" (id int PRIMARY KEY, "Unit Price" float8);
SELECT count(*) FROM hygiene.journal WHERE object ~ 'Unit Price' AND reason = 'waived: inherited';
ROLLBACK;

SET hygiene.mode = off;
DROP SCHEMA waived CASCADE;
DELETE FROM hygiene.waiver;
REVOKE ALL ON FUNCTION hygiene.waive(text, text, text, timestamptz) FROM regress_hygiene_waiver;
DROP ROLE regress_hygiene_waiver;
