// The words of code and build files that may name a path: string literals everywhere, bare words
// where the language has them (shell, Make, CMake, Docker, …); comments and long texts left out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "prereq/facts.h"

namespace prereq {

/// One word outside comments. Views belong to the text that was read.
struct SourceWord {
  std::string_view text;  // without its quotes
  std::size_t offset = 0;
  bool quoted = false;
  bool is_key = false;        // a `:` follows: a key of JSON
  char previous = '\n';       // the last byte before it that is not a blank
  int depth = 0;              // of open brackets
  std::string_view call;      // of the innermost bracket: `file.path` in `file.path("R", "x.R")`,
                              // "dependencies" in `"dependencies": {…}`; in YAML the key that
                              // holds `assigned`, in markup the element
  std::string_view head;      // the first bare word of the line, in YAML of the value: `source`
  std::string_view assigned;  // the last name before a `=` or `:` of the statement, in code; the
                              // key in data, also of a list's entries; the attribute in markup
  std::string_view before;    // the quoted word right before a comma and this one; else empty
};

/// Whether `word` is one of `words`, byte for byte.
inline bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Whether `word` is one of `words`, which have single blanks between.
inline bool HasWord(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos && !word.empty();
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) {
      return true;
    }
  }
  return false;
}

/// Whether files of this kind hold words that may be paths at all.
bool HasSourceWords(const FileFormat& format);

/// The words of `text`, by offset. Strings of several lines that the language writes between triple
/// quotes, and here-documents, count as text. Lines that notebooks keep in comments
/// (`# MAGIC %run ./02_beta`) count as code. Linear.
std::vector<SourceWord> FindSourceWords(const FileFormat& format, std::string_view text);

}  // namespace prereq
