/*-------------------------------------------------------------------------
 *
 * command_table.h
 *		What is done before and after each kind of command.
 *
 *-------------------------------------------------------------------------
 */
#ifndef HYGIENE_COMMAND_TABLE_H
#define HYGIENE_COMMAND_TABLE_H

#include "guard/collect/statement.h"
#include "nodes/primnodes.h"
#include "storage/lockdefs.h"

/* From where a command is judged. */
typedef enum CommandEvent
{
	BY_EVENT_TRIGGERS,			/* ddl_command_start, ddl_command_end */
	BY_UTILITY_HOOK,			/* no event trigger fires: ProcessUtility_hook */
	BY_OBJECT_ACCESS			/* shared objects, which no other database's
								 * event triggers see: object_access_hook */
} CommandEvent;

/*
 * A row of the table.  Steps that are NULL are left out.  All of them may raise
 * an error, which refuses the command.
 */
typedef struct Command
{
	NodeTag		node;
	CommandEvent event;

	/*
	 * The relation that it locks first and most: where its RangeVar is in the
	 * parse tree, or 0.  Its lock, and what decides about that if there are
	 * several.
	 */
	size_t		relation;
	LOCKMODE	lock;
	LOCKMODE	(*lock_of) (const Node *parsetree);

	/* The relation that it reads from end to end, or NULL. */
	const RangeVar *(*reads) (const Node *parsetree);

	/* COMMAND_ bits; what decides about them if subcommands do. */
	int			traits;
	int			(*traits_of) (const Node *parsetree);

	/* Before the command, when its lock has been judged. */
	void		(*before) (Statement *statement, const Node *parsetree);

	/* If statement->removal is set: where the command commits on its way. */
	void		(*at_first_commit) (const Statement *statement);

	/* After it: before the difference is judged. */
	void		(*before_judging) (Statement *statement, const Node *parsetree);

	/*
	 * The same for a command that has committed on its way, so that the
	 * difference cannot be judged; and whether it does.
	 */
	bool		(*commits) (const Node *parsetree);
	void		(*judge_without_before) (const Statement *statement);

	/* After the difference was judged. */
	void		(*after_judging) (const Node *parsetree);
} Command;

/* The row of a utility command; a row of zeros if it has none.  Never NULL. */
extern const Command *command_lookup(const Node *parsetree);

/* What the row says of one command. */
typedef struct CommandFacts
{
	const Command *row;
	int			traits;			/* COMMAND_ bits */
	const RangeVar *relation;	/* that it locks, or NULL */
	LOCKMODE	lock;
	const RangeVar *reads;		/* from end to end, or NULL */
} CommandFacts;

extern CommandFacts command_facts(const Node *parsetree);

#endif							/* HYGIENE_COMMAND_TABLE_H */
