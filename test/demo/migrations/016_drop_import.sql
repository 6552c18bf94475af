-- A table is dropped, meant: a comment on the statement says so
-- verdict: applied
/* hygiene: allow drop_table public.import_2019 because all lines were booked in 2019 */
DROP TABLE import_2019;
