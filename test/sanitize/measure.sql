-- What the session holds: its private memory as the kernel counts it, and its
-- memory contexts as the server does, in kB.
SELECT 'MEMORY', :'label',
	substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\s+(\d+) kB') AS rss,
	sum(total_bytes) / 1024 AS contexts,
	sum(total_bytes) FILTER (WHERE name ILIKE 'hygiene%') / 1024 AS own,
	sum(total_bytes) FILTER (WHERE name = 'CacheMemoryContext') / 1024 AS caches
FROM pg_backend_memory_contexts;
