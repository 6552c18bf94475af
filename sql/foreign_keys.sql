--
-- foreign_keys.sql
--		Rules about foreign keys: types, duplicates, validation, nulls.
--
SET client_min_messages = warning;
CREATE SCHEMA links;
SET search_path = links, public;

-- other families have topics of their own
SET hygiene.unindexed_foreign_key = audit;
SET hygiene.missing_primary_key = audit;
SET hygiene.drop_constraint = audit;
SET hygiene.drop_index = audit;

-- foreign_key_type_mismatch: told at once, the narrower side loudly
CREATE DOMAIN big AS bigint;
CREATE TABLE accounts (id bigint PRIMARY KEY, code varchar(20) NOT NULL UNIQUE, label text NOT NULL UNIQUE, nr integer NOT NULL UNIQUE);
BEGIN;
CREATE TABLE narrow (id bigint PRIMARY KEY, account_id integer NOT NULL REFERENCES accounts);
CREATE INDEX ON narrow (account_id);
COMMIT;
BEGIN;
CREATE TABLE "Odd narrow" (id bigint PRIMARY KEY, "Code" varchar(10) NOT NULL REFERENCES accounts (code), label varchar(9) NOT NULL REFERENCES accounts (label));
CREATE INDEX ON "Odd narrow" ("Code");
CREATE INDEX ON "Odd narrow" (label);
COMMIT;
-- near: domains, unlimited text on both sides, a wider column is for the record only
BEGIN;
CREATE TABLE fitting (id bigint PRIMARY KEY, account_id big NOT NULL REFERENCES accounts, code varchar(20) NOT NULL REFERENCES accounts (code), label varchar NOT NULL REFERENCES accounts (label));
CREATE INDEX ON fitting (account_id);
CREATE INDEX ON fitting (code);
CREATE INDEX ON fitting (label);
CREATE TABLE wider (id bigint PRIMARY KEY, nr bigint NOT NULL REFERENCES accounts (nr), code text NOT NULL REFERENCES accounts (code));
CREATE INDEX ON wider (nr);
CREATE INDEX ON wider (code);
COMMIT;
SELECT object, level FROM hygiene.audit(schema => 'links')
WHERE rule = 'foreign_key_type_mismatch' ORDER BY object COLLATE "C";
SELECT detail, remedy FROM hygiene.audit(schema => 'links')
WHERE rule = 'foreign_key_type_mismatch' ORDER BY object COLLATE "C";
ALTER TABLE narrow ALTER COLUMN account_id TYPE bigint;
SELECT count(*) FROM hygiene.audit('links.narrow') WHERE rule = 'foreign_key_type_mismatch';

-- duplicate_foreign_key: order of columns does not count, other parents and columns do
CREATE TABLE regions (country text, region text, other text, PRIMARY KEY (country, region), UNIQUE (region, other));
CREATE TABLE towns (id bigint PRIMARY KEY, country text NOT NULL, region text NOT NULL, other text NOT NULL);
CREATE INDEX ON towns (country, region);
CREATE INDEX ON towns (region, other);
ALTER TABLE towns ADD CONSTRAINT one FOREIGN KEY (country, region) REFERENCES regions;
ALTER TABLE towns ADD CONSTRAINT two FOREIGN KEY (region, other) REFERENCES regions (region, other);
ALTER TABLE towns ADD CONSTRAINT again FOREIGN KEY (region, country) REFERENCES regions (region, country);
ALTER TABLE towns ADD CONSTRAINT cascading FOREIGN KEY (country, region) REFERENCES regions ON DELETE CASCADE;
SELECT object, remedy, detail FROM hygiene.audit(schema => 'links')
WHERE rule = 'duplicate_foreign_key' ORDER BY object COLLATE "C";
-- partitions on either side have copies of the key, which are no duplicates
CREATE TABLE parted (id bigint PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE parted_child (id bigint, parted_id bigint NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE parted_child_0 PARTITION OF parted_child FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE INDEX ON parted_child (parted_id);
ALTER TABLE parted_child ADD FOREIGN KEY (parted_id) REFERENCES parted;
SELECT object FROM hygiene.audit(schema => 'links') WHERE rule LIKE '%foreign_key%' AND table_name LIKE 'parted%';

-- unvalidated_constraint: an audit's matter, never a statement's
ALTER TABLE towns ADD CONSTRAINT short_country CHECK (length(country) = 2) NOT VALID;
ALTER TABLE towns DROP CONSTRAINT two;
ALTER TABLE towns ADD CONSTRAINT two FOREIGN KEY (region, other) REFERENCES regions (region, other) NOT VALID;
SELECT object, object_type, remedy FROM hygiene.audit('links.towns')
WHERE rule = 'unvalidated_constraint' ORDER BY object COLLATE "C";
ALTER TABLE towns VALIDATE CONSTRAINT short_country;
ALTER TABLE towns VALIDATE CONSTRAINT two;
SELECT count(*) FROM hygiene.audit('links.towns') WHERE rule = 'unvalidated_constraint';
BEGIN;
ALTER TABLE towns ADD CONSTRAINT just_now CHECK (length(other) > 0) NOT VALID;
SELECT count(*) AS not_yet FROM hygiene.audit('links.towns') WHERE rule = 'unvalidated_constraint';
ROLLBACK;

-- nullable_composite_foreign_key
CREATE TABLE tenants (id bigint PRIMARY KEY, label text NOT NULL);
CREATE TABLE members (tenant_id bigint NOT NULL REFERENCES tenants, id bigint, label text NOT NULL, PRIMARY KEY (tenant_id, id));
CREATE TABLE half (id bigint PRIMARY KEY, country text, region text, note text NOT NULL, CONSTRAINT half_fk FOREIGN KEY (country, region) REFERENCES regions);
CREATE INDEX ON half (country, region);
CREATE TABLE lonely (id bigint PRIMARY KEY, country text NOT NULL, region text, CONSTRAINT lonely_fk FOREIGN KEY (country, region) REFERENCES regions);
CREATE INDEX ON lonely (country, region);
-- near: MATCH FULL, a check that decides, an optional member of a tenant that is checked by itself
CREATE TABLE whole (id bigint PRIMARY KEY, country text, region text, note text NOT NULL, FOREIGN KEY (country, region) REFERENCES regions MATCH FULL);
CREATE INDEX ON whole (country, region);
CREATE TABLE decided (id bigint PRIMARY KEY, country text, region text, note text NOT NULL, FOREIGN KEY (country, region) REFERENCES regions, CHECK ((country IS NULL) = (region IS NULL)));
CREATE INDEX ON decided (country, region);
CREATE TABLE tasks (id bigint PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES tenants, owner_id bigint, FOREIGN KEY (tenant_id, owner_id) REFERENCES members);
CREATE INDEX ON tasks (tenant_id, owner_id);
SELECT object, remedy FROM hygiene.audit(schema => 'links')
WHERE rule = 'nullable_composite_foreign_key' ORDER BY object COLLATE "C";
SELECT remedy FROM hygiene.audit('links.half') WHERE rule = 'nullable_composite_foreign_key' \gexec
SELECT count(*) FROM hygiene.audit('links.half') WHERE rule = 'nullable_composite_foreign_key';

SET hygiene.mode = off;
DROP SCHEMA links CASCADE;
