/*-------------------------------------------------------------------------
 *
 * memcheck.h
 *		Tells AddressSanitizer what the server's allocator tells valgrind.
 *
 * A stand-in for valgrind's header of that name: a server that is built with
 * -DUSE_VALGRIND and finds this one first poisons what is not allocated.  Memory
 * contexts take blocks from malloc() and cut chunks out of them; with this the
 * sanitizer knows where each chunk ends, to the byte, and that it is gone after
 * pfree().  (A chunk that is freed is also wiped, by its full length: so nothing
 * is to be done at VALGRIND_MEMPOOL_FREE, which does not know it.)
 *
 *-------------------------------------------------------------------------
 */
#ifndef HARNESS_POISON_H
#define HARNESS_POISON_H

#include <sanitizer/asan_interface.h>

#define VALGRIND_MAKE_MEM_NOACCESS(addr, size) __asan_poison_memory_region((addr), (size))
#define VALGRIND_MAKE_MEM_DEFINED(addr, size) __asan_unpoison_memory_region((addr), (size))
#define VALGRIND_MAKE_MEM_UNDEFINED(addr, size) __asan_unpoison_memory_region((addr), (size))
#define VALGRIND_MEMPOOL_ALLOC(pool, addr, size) __asan_unpoison_memory_region((addr), (size))
#define VALGRIND_MEMPOOL_CHANGE(pool, from, to, size) __asan_unpoison_memory_region((to), (size))
#define VALGRIND_MEMPOOL_FREE(pool, addr) ((void) 0)
#define VALGRIND_MEMPOOL_TRIM(pool, addr, size) ((void) 0)
#define VALGRIND_CREATE_MEMPOOL(pool, redzone, zeroed) ((void) 0)
#define VALGRIND_DESTROY_MEMPOOL(pool) ((void) 0)
#define VALGRIND_CHECK_MEM_IS_DEFINED(addr, size) ((void) 0)
#define VALGRIND_CHECK_MEM_IS_ADDRESSABLE(addr, size) ((void) 0)

#endif							/* HARNESS_POISON_H */
