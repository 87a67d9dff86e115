// Numbers where an entry or the words of a link say their own.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "references/shapes.h"

namespace prereq::references {

/// A stretch of one line.
struct Line {
  std::size_t begin = 0, end = 0;
};

/// A number at the start of an entry or of the words of a link, or behind a label.
struct Lead {
  Token token;
  std::size_t begin = 0;  // of the label, else of the number
  bool labelled = false;
  bool alone = false;     // nothing else stands there
  bool marked = false;    // a mark or the end of emphasis follows: `08.`, `**02** –`, `02:`
  bool named = false;     // in words: a mark and the module's whole name follow: `3. Loops`
  bool inner = false;     // the target goes on to an anchor: `5.1` may be the page's own section
  bool counted = false;   // at the start of a line, without zeros: an ordered list counts so
  bool row = false;       // at the start of a line, behind a bullet or the bar of a table
  std::string word = {};  // before the number, in lower case, where it is no known word for modules
};

/// The number at `at`, where it stands by itself and ends before `end`.
std::optional<Lead> ReadLead(const Scan& scan, std::size_t at, std::size_t end);

/// Whether a mark and the whole name of the module, and nothing else before `end`, follow the
/// number: `3. Loops`.
bool IsNamedLead(const Scan& scan, const Lead& lead, std::size_t end, ModuleId id);

/// The number that the words of a link, from `begin` to `end`, give to what it leads to; also
/// another one, behind a word, where they begin so. Only a number that is that module's may be
/// neither labelled nor marked: a person is to be asked.
std::optional<Lead> LeadOfText(const Scan& scan, std::size_t begin, std::size_t end,
                               const Reference& target);

/// The number that begins the entry whose line is `line`, before `stop`: behind the marks of lists
/// and tables, and behind tags.
std::optional<Lead> LeadOfLine(const Scan& scan, Line line, std::size_t stop);

}  // namespace prereq::references
