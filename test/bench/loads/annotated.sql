--
-- test/bench/loads/annotated.sql
--		One message of :n statements, each with an annotation that it needs.
--

SELECT string_agg(format('/* hygiene: allow float_money public.annotated_%s.price because the interface of the old shop has it that way */ CREATE TABLE annotated_%s (id bigint PRIMARY KEY, price float8 NOT NULL)', i, i), ' \; ') AS message
FROM generate_series(1, :n) i \gset

\set kind create
:begin
:message;
:end
