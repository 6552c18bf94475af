--
-- test/bench/loads/message.sql
--		One message of :n statements.
--

SELECT string_agg(format('CREATE TABLE message_%s (id bigint PRIMARY KEY, name text NOT NULL, price numeric(19,4) NOT NULL, created_at timestamp with time zone NOT NULL DEFAULT now(), updated_at timestamp with time zone, number_of_items integer NOT NULL DEFAULT 0)', i), ' \; ') AS message
FROM generate_series(1, :n) i \gset

\set kind create
:begin
:message;
:end
