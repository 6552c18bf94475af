/*-------------------------------------------------------------------------
 *
 * value_format.c
 *		What a text looks like.
 *
 * See value_format.h for the contract.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "facts/measured/value_format.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The number of n digits at s, or -1. */
static int
digits(const char *s, int n)
{
	int			value = 0;

	for (int i = 0; i < n; i++)
	{
		if (!is_digit(s[i]))
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

static bool
is_day(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool		leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return year >= 1000 && month >= 1 && month <= 12 && day >= 1 &&
		day <= days[month - 1] + (month == 2 && leap);
}

/* hh:mm, with seconds, fractions and a time zone or not */
static bool
is_time(const char *s, int len)
{
	int			at = 5;

	if (len < 5 || s[2] != ':' || digits(s, 2) < 0 || digits(s, 2) > 24 ||
		digits(s + 3, 2) < 0 || digits(s + 3, 2) > 59)
		return false;
	if (len >= 8 && s[5] == ':' && digits(s + 6, 2) >= 0 && digits(s + 6, 2) <= 60)
	{
		at = 8;
		if (at < len && (s[at] == '.' || s[at] == ','))
		{
			for (at++; at < len && is_digit(s[at]); at++)
				;
		}
	}
	if (at < len && s[at] == ' ')
		at++;
	if (at < len && s[at] == 'Z')
		at++;
	else if (at + 3 <= len && strncmp(s + at, "UTC", 3) == 0)
		at += 3;
	else if (at < len && (s[at] == '+' || s[at] == '-'))
	{
		for (at++; at < len && (is_digit(s[at]) || s[at] == ':'); at++)
			;
	}
	return at == len;
}

bool
value_is_iso_date(const char *s, int len)
{
	if (len < 10 || s[4] != '-' || s[7] != '-' ||
		!is_day(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2)))
		return false;
	return len == 10 || ((s[10] == ' ' || s[10] == 'T') && is_time(s + 11, len - 11));
}

bool
value_is_uuid(const char *s, int len)
{
	int			nhex = 0;

	if (len == 38 && s[0] == '{' && s[37] == '}')
	{
		s++;
		len = 36;
	}
	if (len != 36 && len != 32)
		return false;
	for (int i = 0; i < len; i++)
	{
		bool		hyphen = len == 36 && (i == 8 || i == 13 || i == 18 || i == 23);

		if (hyphen ? s[i] != '-' : !is_hex(s[i]))
			return false;
		nhex += !hyphen;
	}
	return nhex == 32;
}

bool
value_is_hash(const char *s, int len)
{
	static const int hex_lengths[] = {32, 40, 56, 64, 96, 128};
	static const char *const prefixes[] = {
		"$1$", "$2a$", "$2b$", "$2x$", "$2y$", "$5$", "$6$", "$7$", "$y$", "$argon2",
		"$scrypt$", "$pbkdf2", "pbkdf2_", "argon2$", "bcrypt$", "bcrypt_", "scrypt:", "pbkdf2:",
		"scram-sha-", "SCRAM-SHA-", "{SSHA", "{SHA", "{CRYPT}", "md5"
	};
	int			nhex = 0;
	int			nbase64 = 0;

	for (int i = 0; i < lengthof(prefixes); i++)
	{
		int			n = (int) strlen(prefixes[i]);

		if (len > n + 20 && strncmp(s, prefixes[i], n) == 0)
			return true;
	}
	while (nhex < len && is_hex(s[nhex]))
		nhex++;
	for (int i = 0; i < lengthof(hex_lengths); i++)
	{
		if (nhex == len && len == hex_lengths[i])
			return true;
	}

	/* base64 of 16, 20, 32 or 64 bytes ends in the padding of such a length */
	while (nbase64 < len && (is_digit(s[nbase64]) || s[nbase64] == '+' || s[nbase64] == '/' ||
							 ((s[nbase64] | 0x20) >= 'a' && (s[nbase64] | 0x20) <= 'z')))
		nbase64++;
	return (len == 24 && nbase64 == 22 && strncmp(s + 22, "==", 2) == 0) ||
		(len == 28 && nbase64 == 27 && s[27] == '=') ||
		(len == 44 && nbase64 == 43 && s[43] == '=') ||
		(len == 88 && nbase64 == 86 && strncmp(s + 86, "==", 2) == 0);
}
