-- All rows of a table go at once
-- verdict: refused truncate
TRUNCATE events;
