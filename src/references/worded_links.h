// Numbers that links to modules have behind one word, `[Tag 2](02_loops/)`, which is no known
// label.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "references/shapes.h"

namespace prereq::references {

/// The links of one text, by that word.
class WordedLinks {
 public:
  struct Uses {
    std::set<ModuleId> agreeing, against;  // whose number it is, whose it is not
    std::vector<Token> headings;           // of the page, with its own module's number
    std::vector<std::size_t> added;        // indices of references that the word made
  };

  /// Those of a word in lower case; stays where it is. Empty: numbers without a word.
  Uses* Of(const std::string& word) { return &uses_[word]; }

  /// Makes those of `added` certain that were only likely, where links to several modules give each
  /// its number behind one word: two, of which one may be the page's own by its heading; without a
  /// word, `[5 Files](step-5/)`, three, or one with a zero. With them those headings of its own
  /// number. Linear in the text.
  void Settle(Scan& scan, std::vector<Found>& added);

 private:
  void NoteOwnHeadings(const Scan& scan, ModuleId own);

  std::map<std::string, Uses> uses_;
};

}  // namespace prereq::references
