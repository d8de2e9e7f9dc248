#include "cre2.h"

#include <re2/re2.h>

#include <string>
#include <vector>

struct cre2_regexp {
  RE2 expression;

  cre2_regexp(const re2::StringPiece &pattern, const RE2::Options &options) : expression(pattern, options) {}
};

extern "C" {

cre2_regexp *cre2_compile(const char *pattern, size_t length) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  return new cre2_regexp(re2::StringPiece(pattern, length), options);
}

void cre2_free(cre2_regexp *regexp) { delete regexp; }

cre2_error cre2_error_code(const cre2_regexp *regexp) {
  switch (regexp->expression.error_code()) {
  case RE2::NoError: return CRE2_OK;
  case RE2::ErrorInternal: return CRE2_INTERNAL;
  case RE2::ErrorBadEscape: return CRE2_BAD_ESCAPE;
  case RE2::ErrorBadCharClass: return CRE2_BAD_CHARACTER_CLASS;
  case RE2::ErrorBadCharRange: return CRE2_BAD_CHARACTER_RANGE;
  case RE2::ErrorMissingBracket: return CRE2_MISSING_BRACKET;
  case RE2::ErrorMissingParen: return CRE2_MISSING_PARENTHESIS;
  case RE2::ErrorUnexpectedParen: return CRE2_UNEXPECTED_PARENTHESIS;
  case RE2::ErrorTrailingBackslash: return CRE2_TRAILING_BACKSLASH;
  case RE2::ErrorRepeatArgument: return CRE2_REPEAT_ARGUMENT;
  case RE2::ErrorRepeatSize: return CRE2_REPEAT_SIZE;
  case RE2::ErrorRepeatOp: return CRE2_REPEAT_OPERATOR;
  case RE2::ErrorBadPerlOp: return CRE2_BAD_PERL_OPERATOR;
  case RE2::ErrorBadUTF8: return CRE2_BAD_UTF8;
  case RE2::ErrorBadNamedCapture: return CRE2_BAD_NAMED_CAPTURE;
  case RE2::ErrorPatternTooLarge: return CRE2_TOO_LARGE;
  }
  return CRE2_INTERNAL;
}

const char *cre2_error_argument(const cre2_regexp *regexp, size_t *length) {
  const std::string &argument = regexp->expression.error_arg();
  *length = argument.size();
  return argument.data();
}

int cre2_group_count(const cre2_regexp *regexp) { return regexp->expression.NumberOfCapturingGroups(); }

int cre2_group_index(const cre2_regexp *regexp, const char *name, size_t length) {
  const auto &groups = regexp->expression.NamedCapturingGroups();
  const auto found = groups.find(std::string(name, length));
  return found == groups.end() ? -1 : found->second;
}

bool cre2_match(const cre2_regexp *regexp, const char *text, size_t length, size_t start, ptrdiff_t *offsets,
                int count) {
  // A null pointer would look to RE2 like a group that took no part.
  if (text == nullptr) text = "";
  constexpr int small = 8;
  re2::StringPiece few[small];
  std::vector<re2::StringPiece> many;
  re2::StringPiece *pieces = few;
  if (count > small) {
    many.resize(static_cast<size_t>(count));
    pieces = many.data();
  }
  const re2::StringPiece subject(text, length);
  if (!regexp->expression.Match(subject, start, length, RE2::UNANCHORED, pieces, count)) return false;
  for (int i = 0; i < count; i++) {
    const bool absent = pieces[i].data() == nullptr;
    offsets[2 * i] = absent ? -1 : pieces[i].data() - text;
    offsets[2 * i + 1] = absent ? -1 : pieces[i].data() - text + static_cast<ptrdiff_t>(pieces[i].size());
  }
  return true;
}

}
