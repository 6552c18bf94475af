/*-------------------------------------------------------------------------
 *
 * valgrind.h
 *		What the server asks valgrind about itself; the other half of memcheck.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HARNESS_NO_VALGRIND_H
#define HARNESS_NO_VALGRIND_H

#define VALGRIND_COUNT_ERRORS 0
#define VALGRIND_PRINTF(...) ((void) 0)
#define RUNNING_ON_VALGRIND 0

#endif							/* HARNESS_NO_VALGRIND_H */
