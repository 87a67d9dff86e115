// Numbers without a name whose meaning pages of the modules explain: what each counts with its own
// number, and what stands around that number where the pages are headed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "passages/numbered_places.h"
#include "passages/tied_words.h"
#include "prereq/passages.h"

namespace prereq {

/// What one page says with numbers.
struct PageNumbers {
  using Around = WordsAround;

  /// A number of a module, beside words, that no reference covers.
  struct Mention {
    Location where;
    int number = 0;
    bool is_part = false;  // `2-1`, `2.1`
    Around around;
    std::string behind;       // the word behind the number, whatever stands before it
    std::string text;         // as written, with the words of `around`
    std::string text_behind;  // the number with the word behind it
    bool is_spelled = false;  // `IV`, `十二`
    bool is_padded = false;   // `005`, as the names of the modules are
    bool is_listed = false;   // one of several behind one word: `chapters #1, #3`
    bool is_proved = false;   // in digits of another script: by a link or in the own heading
    bool of_book = false;     // a chapter's, of the own book, where the series has no label
  };

  /// `:lesson: 2`, `#+LESSON: 2` among the first lines of a page of a module.
  struct Field {
    Location where;
    std::string key;  // lower case
    int number = 0;
    std::string text;
  };

  std::optional<ModuleId> own;
  std::vector<Field> fields;
  std::set<std::string> counts;   // words before `2-1` in a page of module 2: "figure"
  std::optional<Around> heading;  // around the module's own number in the page's first heading
  /// Around another one there, which stands in the page's own name below the module's folder.
  std::optional<Around> part;
  std::set<std::string> elsewhere;  // words for modules that count other things: "Lesson 31" of 20
  std::vector<TiedWord> tied;       // words before numbers that links and paths give to modules
  std::map<std::string, bool> words;  // before numbers, as PageWords tells; of own pages in words
  bool is_fixed = false;              // of a foreign or frozen mirror
  std::vector<Mention> mentions;      // by offset
};

/// Whether the modules are files of SQL, whose numbers people call versions.
bool AreOfSql(const Facts& facts);

/// Reads a page, of module `own` if of any. `references` are those in it, by offset.
/// Linear in the text.
PageNumbers ReadPageNumbers(const std::string& path, std::string_view text,
                            std::optional<ModuleId> own, const Facts& facts,
                            std::span<const Reference> references);

/// The mentions that other pages explain, in the order of `pages`: a part whose word the page of
/// its module counts with, or any word that books count with (CountsParts) where that page counts
/// so or the label is one of a book; a spelled number beside a label; a number amid words with
/// which pages of at least three modules are headed, unless pages are headed so with another number
/// that is in their own names; behind a word that links use as a label (WordsOfModules) or one that
/// says in another language what the label says; a padded number behind "version" where the modules
/// are files of SQL; where the series has no label, that of a chapter of no other book, or one
/// behind a word for modules that counts nothing else in the tree; one behind a word of the series
/// (words_of_series.h), or in a list behind a label; a field
/// that gives all pages which have it, of at least three modules, their module's number; digits of
/// other scripts in links to the module and in its own page's heading. None behind a label that
/// only other series have. One for each page, module and words.
std::vector<ExplainedNumber> ExplainNumbers(const std::vector<PageNumbers>& pages,
                                            const Facts& facts,
                                            const std::vector<std::string>& labels_of_others);

}  // namespace prereq
