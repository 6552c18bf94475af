/*-------------------------------------------------------------------------
 *
 * settings_lists.h
 *		Hooks of the settings that are lists; for settings.c alone.
 *
 * What the lists say is asked through settings.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SETTINGS_LISTS_H
#define HYGIENE_SETTINGS_LISTS_H

#include "postgres.h"

#include "utils/guc.h"

/*
 * Check hooks: false with a detail if the text is no such list, else the
 * parsed list in *extra.  Assign hooks put it in force.
 */
extern bool settings_check_ignore_tables(char **newval, void **extra, GucSource source);
extern void settings_assign_ignore_tables(const char *newval, void *extra);
extern bool settings_check_words(char **newval, void **extra, GucSource source);
extern void settings_assign_money_words(const char *newval, void *extra);
extern void settings_assign_not_money_words(const char *newval, void *extra);

#endif							/* HYGIENE_SETTINGS_LISTS_H */
