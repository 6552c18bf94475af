/*-------------------------------------------------------------------------
 *
 * settings_lists.h
 *		Hooks of the settings that are lists; for settings.c alone.
 *
 * Callers that need the lists themselves use settings.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_SETTINGS_LISTS_H
#define HYGIENE_SETTINGS_LISTS_H

#include "postgres.h"

#include "utils/guc.h"
#include "words/money.h"

/*
 * Check hooks: return false and set a detail if the text is not such a list;
 * otherwise return the parsed list in *extra, allocated as GUCs require.
 */
extern bool settings_check_ignore_tables(char **newval, void **extra, GucSource source);
extern bool settings_check_words(char **newval, void **extra, GucSource source);

/* Assign hook of hygiene.ignore_tables: settings_ignores_table() uses the list. */
extern void settings_assign_ignore_tables(const char *newval, void *extra);

/* Points "words" at the list that settings_check_words() has parsed. */
extern void settings_use_words(MoneyWords *words, const void *extra);

/* hygiene.money_words and hygiene.not_money_words as they are in force */
extern MoneyWords settings_money_words;
extern MoneyWords settings_not_money_words;

#endif							/* HYGIENE_SETTINGS_LISTS_H */
