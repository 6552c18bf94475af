-- What the session holds, in bytes: its private memory as the kernel counts it,
-- what is in use of its memory contexts, and of those of ours.
SELECT 'MEMORY', :'label',
	1024 * substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\s+(\d+) kB')::bigint AS private,
	sum(used_bytes) AS used,
	sum(used_bytes) FILTER (WHERE name ILIKE '%hygiene%') AS own
FROM pg_backend_memory_contexts;
