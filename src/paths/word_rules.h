// How each kind of code and build file writes its words: quotes, bare words, what is left out.
// What the table of file kinds (base/file_kinds.h) does not say; a new kind is one row here where
// it differs from most: strings in either quotes, `\"` inside of them, no bare words.
#pragma once

#include <span>
#include <string_view>

#include "base/file_kinds.h"

namespace prereq {

struct WordRules {
  bool bare = false;                 // words without quotes may be paths
  bool characters = false;           // single quotes stand around characters, not strings
  bool backticks = false;            // around strings
  bool long_strings = false;         // three quotes open a text
  bool many_lines = false;           // a string may go on in the next line
  bool raw = false;                  // `\"` ends a string
  bool comment_after_blank = false;  // `a#b` is a word
  bool here_documents = false;
  bool name_inside = false;  // a call's name is the first word in its brackets: `(load "x")`
  bool nests = false;        // block comments may hold one another
  bool keys = false;         // YAML: keys by indentation
  bool substitutes = false;  // `$(cat x)` and `(cd x; make)` hold commands of their own
};

const WordRules& WordRulesOf(const FileFormat& format);

/// Lines between which nothing is code: documentation, verbatim text. `close` empty: to the end.
struct Stretch {
  std::string_view open, close;  // what a line begins with, behind blanks
};
/// Those of a kind of file.
std::span<const Stretch> StretchesWithoutCode(const FileFormat& format);

}  // namespace prereq
