/*-------------------------------------------------------------------------
 *
 * reference.c
 *	  What the name of a column says of the table that it refers to.
 *
 * See reference.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "plain.h"
#include "reference.h"

/* Words that say that a number was given by somebody else. */
static const char *const external_words[] = {
	"external", "ext", "extern", "foreign", "remote", "legacy", "old", "original", "origin",
	"source", "src", "upstream", "partner", "provider", "vendor", "thirdparty", "import",
	"imported", "api", "crm", "erp", "sap", "stripe", "paypal", "google", "facebook", "twitter",
	"github", "gitlab", "slack", "salesforce", "hubspot", "shopify", "apple", "azure", "aws",
	"okta", "auth0", "twilio", "zendesk", "jira", "xero", "quickbooks", "amazon", "ebay",
	"mailchimp", "linkedin", "discord", "telegram", "firebase", "cognito", "correlation", "trace",
	"tracking", "request", "span", "max", "min",
};

/* Letters of the name like those of "text", which is lower case? */
static bool
is_text(const char *name, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
	{
		char		c = name[i] >= 'A' && name[i] <= 'Z' ? name[i] + ('a' - 'A') : name[i];

		if (c != text[i])
			return false;
	}
	return true;
}

static bool
ends_with(const char *name, size_t len, const char *ending)
{
	size_t		ending_len = strlen(ending);

	return len > ending_len && is_text(name + len - ending_len, ending, ending_len);
}

static bool
begins_with(const char *name, size_t len, const char *beginning)
{
	size_t		beginning_len = strlen(beginning);

	return len >= beginning_len && is_text(name, beginning, beginning_len);
}

bool
reference_like(const char *name)
{
	size_t		len = strlen(name);

	switch (name[len > 0 ? len - 1 : 0])
	{
		case 'd':
		case 'D':
			if (ends_with(name, len, "id"))
				return true;	/* also uuid and guid */
			break;
		case 'k':
		case 'K':
			if (ends_with(name, len, "_fk"))
				return true;
			break;
	}
	return begins_with(name, len, "id_") || begins_with(name, len, "fk_");
}

bool
reference_kind_like(const char *name)
{
	size_t		len = strlen(name);

	switch (name[len > 0 ? len - 1 : 0])
	{
		case 'e':
		case 'E':
			return ends_with(name, len, "type") || ends_with(name, len, "table");
		case 'd':
		case 'D':
			return ends_with(name, len, "kind");
		case 's':
		case 'S':
			return ends_with(name, len, "class");
		case 'y':
		case 'Y':
			return ends_with(name, len, "entity");
		case 'l':
		case 'L':
			return ends_with(name, len, "model");
	}
	return false;
}

bool
reference_is_external(const Words *words)
{
	for (int w = 0; w < words->nwords; w++)
	{
		for (size_t i = 0; i < lengthof(external_words); i++)
		{
			if (words->word[w][0] == external_words[i][0] &&
				strcmp(words->word[w], external_words[i]) == 0)
				return true;
		}
	}
	return false;
}

const char *
reference_noun(const Words *words, int from, int to, char out[NOUN_BYTES])
{
	int			len = 0;

	out[0] = '\0';
	for (int w = from; w < to; w++)
	{
		if (len + words->len[w] >= NOUN_BYTES)
		{
			out[0] = '\0';
			break;
		}
		memcpy(out + len, words->word[w], words->len[w] + 1);
		len += words->len[w];
	}
	return out;
}

/* The words of a name that say what is referred to: without id, fk and the like. */
void
reference_target(const Words *words, int *from, int *to, char glued[NOUN_BYTES])
{
	static const char *const marks[] = {"id", "uuid", "guid", "fk"};

	*from = 0;
	*to = words->nwords;
	glued[0] = '\0';
	for (size_t i = 0; i < lengthof(marks); i++)
	{
		if (*to - *from > 1 && strcmp(words->word[*to - 1], marks[i]) == 0)
		{
			(*to)--;
			return;
		}
	}
	for (size_t i = 0; i < lengthof(marks); i++)
	{
		if (*to - *from > 1 && strcmp(words->word[*from], marks[i]) == 0)
		{
			(*from)++;
			return;
		}
	}

	/* customerid */
	if (*to == 1 && words->len[0] > 4 && words->len[0] < NOUN_BYTES &&
		strcmp(words->word[0] + words->len[0] - 2, "id") == 0)
	{
		memcpy(glued, words->word[0], words->len[0] - 2);
		glued[words->len[0] - 2] = '\0';
	}
	*to = 0;
}
