-- implied_unique: uniqueness that follows from that of fewer columns
SET client_min_messages = warning;
CREATE SCHEMA implied;
SET search_path = implied;
CREATE VIEW found AS
	SELECT level, object, evidence ->> 'implied_by' AS implied_by FROM hygiene.audit(schema => 'implied')
	WHERE rule = 'implied_unique' ORDER BY object COLLATE "C";
CREATE TABLE account (id bigint PRIMARY KEY, email text NOT NULL, tenant bigint NOT NULL, note text);
CREATE UNIQUE INDEX "Account Email" ON account (email);
CREATE UNIQUE INDEX by_id ON account (tenant, id);
CREATE UNIQUE INDEX by_email ON account (tenant, email) WHERE note <> '';
CREATE UNIQUE INDEX by_expression ON account (email, lower(note));
ALTER TABLE account ADD CONSTRAINT by_constraint UNIQUE (note, id);
-- a null in the narrower index lets rows pass, in the wider one as well
CREATE TABLE nullable (a bigint UNIQUE, b bigint, UNIQUE (a, b));
SELECT * FROM found;
SELECT message, detail, remedy FROM hygiene.audit('account') WHERE rule = 'implied_unique' AND object = 'implied.by_id' \gx
DROP TABLE account, nullable;
-- what a foreign key or replication needs, other collations, predicates, expressions, deferred ones, equal ones
CREATE TABLE tenant_row (id bigint PRIMARY KEY, tenant bigint NOT NULL, UNIQUE (tenant, id));
CREATE TABLE child (id bigint PRIMARY KEY, tenant bigint NOT NULL, parent bigint NOT NULL,
	FOREIGN KEY (tenant, parent) REFERENCES tenant_row (tenant, id));
CREATE INDEX ON child (tenant, parent);
CREATE TABLE replicated (id bigint PRIMARY KEY, v bigint NOT NULL);
CREATE UNIQUE INDEX replicated_by ON replicated (v, id);
ALTER TABLE replicated REPLICA IDENTITY USING INDEX replicated_by;
CREATE TABLE apart (a text NOT NULL, b bigint NOT NULL, c bigint NOT NULL, d bigint NOT NULL UNIQUE DEFERRABLE);
CREATE UNIQUE INDEX ON apart (a COLLATE "C");
CREATE UNIQUE INDEX ON apart (a, b);
CREATE UNIQUE INDEX ON apart (b) WHERE c > 0;
CREATE UNIQUE INDEX ON apart (b, c) WHERE c > 1;
CREATE UNIQUE INDEX ON apart ((c % 10));
CREATE UNIQUE INDEX ON apart ((c % 10), a);
CREATE UNIQUE INDEX ON apart (d, c);
CREATE INDEX ON apart (c);
CREATE UNIQUE INDEX ON apart (c, a);
SELECT * FROM found;
SET hygiene.mode = off;
DROP SCHEMA implied CASCADE;
