#ifndef CRE2_H
#define CRE2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// RE2 as a C library: only what RegularExpressions needs.

typedef struct cre2_regexp cre2_regexp;

// RE2's error codes under names that C can see.
typedef enum cre2_error {
  CRE2_OK,
  CRE2_INTERNAL,
  CRE2_BAD_ESCAPE,
  CRE2_BAD_CHARACTER_CLASS,
  CRE2_BAD_CHARACTER_RANGE,
  CRE2_MISSING_BRACKET,
  CRE2_MISSING_PARENTHESIS,
  CRE2_UNEXPECTED_PARENTHESIS,
  CRE2_TRAILING_BACKSLASH,
  CRE2_REPEAT_ARGUMENT,
  CRE2_REPEAT_SIZE,
  CRE2_REPEAT_OPERATOR,
  CRE2_BAD_PERL_OPERATOR,
  CRE2_BAD_UTF8,
  CRE2_BAD_NAMED_CAPTURE,
  CRE2_TOO_LARGE,
} cre2_error;

// Compiles an expression; never NULL, but see cre2_error_code. Free it with cre2_free.
cre2_regexp *cre2_compile(const char *pattern, size_t length);
void cre2_free(cre2_regexp *regexp);

cre2_error cre2_error_code(const cre2_regexp *regexp);
// The part of the expression that is wrong.
const char *cre2_error_argument(const cre2_regexp *regexp, size_t *length);

// The number of groups without the whole match.
int cre2_group_count(const cre2_regexp *regexp);
// The index of a named group, or -1.
int cre2_group_index(const cre2_regexp *regexp, const char *name, size_t length);

// Finds the first match that starts at `start` or later, leftmost first. Fills `offsets` with start and end of the whole
// match and of groups 1 ..< count (-1 where a group took no part).
bool cre2_match(const cre2_regexp *regexp, const char *text, size_t length, size_t start, ptrdiff_t *offsets,
                int count);

#ifdef __cplusplus
}
#endif

#endif
