/*-------------------------------------------------------------------------
 *
 * secret_literal.c
 *	  Is a secret written into a text?
 *
 * Three things give one away: a form that nothing else has (a key in PEM, the
 * tokens of well-known services, a URL or connection string with a password),
 * and in code a literal beside a name that is a secret's.  Placeholders and
 * what is put together at run time are none.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "secret.h"
#include "secret_literal.h"

#define LONGEST_NAME 63

/* No more is read of what may be a password. */
#define LONGEST_PASSWORD 1000

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool
is_name_char(char c)
{
	return is_alnum(c) || c == '_' || (unsigned char) c >= 0x80;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* So many letters and digits (and the others given) follow. */
static bool
long_run(const char *s, int wanted, const char *others)
{
	int			n = 0;

	while (s[n] != '\0' && (is_alnum(s[n]) || strchr(others, s[n]) != NULL))
	{
		if (++n >= wanted)
			return true;
	}
	return false;
}

/* Does a value of len bytes stand for another that is put in later? */
static bool
is_placeholder(const char *s, int len)
{
	if (len < 3 || s[0] == '%' || s[0] == '$' || s[0] == '{' || s[0] == '<' || s[0] == ':' ||
		(s[0] == '[' && s[len - 1] == ']'))
		return true;
	for (int i = 1; i < len; i++)
	{
		if (s[i] != s[0])
			return false;
	}
	return true;				/* xxxxxx, ****** */
}

/* A form that is a secret wherever it stands. */
static const char *
form_at(const char *s)
{
	static const struct
	{
		const char *prefix;
		int			run;
		const char *kind;
	}			forms[] =
	{
		{"AKIA", 16, "an access key"},
		{"ghp_", 30, "a token"},
		{"gho_", 30, "a token"},
		{"ghs_", 30, "a token"},
		{"github_pat_", 30, "a token"},
		{"glpat-", 18, "a token"},
		{"sk_live_", 16, "a key"},
		{"rk_live_", 16, "a key"},
		{"sk-ant-", 20, "a key"},
		{"sk-proj-", 20, "a key"},
		{"xoxb-", 20, "a token"},
		{"xoxp-", 20, "a token"},
		{"AIza", 33, "a key"},
		{"SG.", 40, "a key"},
		{"eyJhbGciOi", 20, "a token"},
	};

	for (size_t i = 0; i < lengthof(forms); i++)
	{
		size_t		n = strlen(forms[i].prefix);

		if (s[0] == forms[i].prefix[0] && strncmp(s, forms[i].prefix, n) == 0 &&
			long_run(s + n, forms[i].run, "_-."))
			return forms[i].kind;
	}
	if (strncmp(s, "-----BEGIN ", 11) == 0)
	{
		bool		key = false;

		/* no further than the dashes: there may be many such places */
		for (s += 11; *s != '\0'; s++)
		{
			if (strncmp(s, "-----", 5) == 0)
				return key ? "a private key" : NULL;
			key = key || strncmp(s, "PRIVATE KEY", 11) == 0;
		}
	}
	return NULL;
}

/* The password of a URL, if s stands at its "://"; its length in *len. */
static const char *
url_password(const char *s, int *len)
{
	const char *colon = NULL;

	for (s += 3; *s != '\0' && !is_blank(*s) && *s != '/' && *s != '\'' && *s != '"'; s++)
	{
		if (*s == '@')
		{
			*len = colon ? (int) (s - colon - 1) : 0;
			return colon ? colon + 1 : NULL;
		}
		if (*s == ':' && colon == NULL)
			colon = s;
	}
	return NULL;
}

/* The value in a connection string, if s stands at "password" or the like. */
static const char *
connection_password(const char *s, int *len)
{
	static const char *const keys[] = {"password", "sslpassword", "passwd", "pwd"};

	for (size_t i = 0; i < lengthof(keys); i++)
	{
		size_t		n = strlen(keys[i]);
		const char *value;

		if (strncmp(s, keys[i], n) != 0 || s[n] != '=')
			continue;
		value = s + n + 1;
		for (*len = 0; *len < LONGEST_PASSWORD && value[*len] != '\0' &&
			 strchr(" \t\r\n'\";&", value[*len]) == NULL; (*len)++)
			 /* up to its end */ ;
		return value;
	}
	return NULL;
}

/* Is it a type's word, as may stand between a variable and its value? */
static bool
is_type_word(const char *s, int len)
{
	static const char *const words[] = {"constant", "text", "varchar", "character", "varying",
	"char", "bpchar", "bytea", "name", "citext", "json", "jsonb", "not", "null"};

	for (size_t i = 0; i < lengthof(words); i++)
	{
		size_t		k = 0;

		while (k < (size_t) len && words[i][k] != '\0' && (s[k] | 0x20) == words[i][k])
			k++;
		if (k == (size_t) len && words[i][k] == '\0')
			return true;
	}
	return false;
}

/*
 * After a name in code: the literal that it is given or compared with, and
 * what lies in between are types.  NULL if there is none.
 */
static const char *
given_literal(const char *s, bool direct, int *len)
{
	bool		given = direct;

	for (;;)
	{
		while (is_blank(*s) || *s == '(' || *s == ')' || (*s >= '0' && *s <= '9'))
			s++;
		if (*s == '\'' && given)
		{
			*len = (int) strcspn(s + 1, "'");
			return s[*len + 1] == '\'' ? s + 1 : NULL;
		}
		if (given && (*s == 'E' || *s == 'e') && s[1] == '\'')
		{
			s++;
			continue;
		}
		if (*s == ':' && s[1] == '=')
		{
			given = true;
			s += 2;
		}
		else if (*s == '=')
		{
			given = true;
			s += (s[1] == '>') ? 2 : 1;
		}
		else if (is_name_char(*s))
		{
			int			n = 0;

			while (is_name_char(s[n]))
				n++;
			if (n == 7 && (strncmp(s, "DEFAULT", 7) == 0 || strncmp(s, "default", 7) == 0))
				given = true;
			else if (given || !is_type_word(s, n))
				return NULL;
			s += n;
		}
		else
			return NULL;
	}
}

/* The kind of secret that the name at s gives to what it is given; or NULL. */
static const char *
named_literal(const char *s, int n)
{
	char		name[LONGEST_NAME + 1];
	const char *value;
	int			len;
	bool		direct;
	const char *kind;

	if (n > LONGEST_NAME)
		return NULL;
	memcpy(name, s, n);
	name[n] = '\0';
	if (!secret_may_hold(name))
		return NULL;

	/* CREATE ROLE … PASSWORD '…' */
	direct = strcmp(name, "PASSWORD") == 0 || strcmp(name, "password") == 0;
	value = given_literal(s + n, direct, &len);
	if (value == NULL || is_placeholder(value, len))
		return NULL;

	/* a literal that goes on in || is a part only, yet a part that is written */
	kind = secret_judge(name, "", -1, false).kind;
	return kind[0] != '\0' ? kind : NULL;
}

const char *
secret_literal_find(const char *text, bool code, int *line)
{
	const char *s = text;
	bool		quoted = false;

	*line = 1;
	while (*s != '\0')
	{
		const char *kind;
		const char *value;
		int			len;

		if (*s == '\n')
			(*line)++;
		if (code && !quoted && s[0] == '-' && s[1] == '-' && strncmp(s, "-----", 5) != 0)
		{
			s += strcspn(s, "\n");
			continue;
		}
		if (*s == '\'')
			quoted = !quoted;
		if (!is_alnum(s[0]) && s[0] != '-' && s[0] != ':')
		{
			s++;
			continue;
		}
		if (s == text || !is_name_char(s[-1]))
		{
			kind = form_at(s);
			if (kind != NULL)
				return kind;
			value = connection_password(s, &len);
			if (value != NULL && (!code || quoted) && !is_placeholder(value, len))
				return "a password in a connection string";
		}
		if (strncmp(s, "://", 3) == 0)
		{
			value = url_password(s, &len);
			if (value != NULL && !is_placeholder(value, len))
				return "a password in a URL";
		}
		if (is_name_char(*s))
		{
			int			n = 0;

			while (is_name_char(s[n]))
				n++;
			if (code && !quoted)
			{
				kind = named_literal(s, n);
				if (kind != NULL)
					return kind;
			}
			s += n;
			continue;
		}
		s++;
	}
	return NULL;
}

const char *
secret_literal_named(const char *name, const char *value)
{
	SecretJudgement j;

	if (name == NULL || is_placeholder(value, (int) strlen(value)))
		return NULL;
	j = secret_judge(name, "", -1, false);
	return j.verdict == SECRET_PLAIN ? j.kind : NULL;
}
