// Words that a series is seen to call its modules by, beside its labels: the one in front of the
// numbers in its own names, and those that the modules' own pages say with their own numbers.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "passages/explained_numbers.h"

namespace prereq {

/// The word of the names, in lower case, where the series has no label: "migration" of
/// `db/migration{number}`. Empty for what else may be counted everywhere, "step", and for words of
/// less than four letters.
std::string WordOfNames(const Series& series);

/// A word and the folders whose names count something else by it: `wtdb` with `wtdb/migration6`,
/// `cohorts/2023` with `week_3_storage`.
class SeriesWord {
 public:
  /// O(path parts).
  SeriesWord(std::string word, const Facts& facts);
  /// Whether `word`, in lower case and in any form, before a number of the page `path` is this one
  /// and not said of what such a folder counts. `is_own`: a page of a module.
  [[nodiscard]] bool IsSaid(std::string_view word, const std::string& path, bool is_own) const;

 private:
  std::string word_;
  std::set<std::string> other_folders_;
};

/// The words of `pages` that the pages of at least three modules say with their own number alone,
/// and hardly any with others: "week", where the page of each module says `Week 3`.
std::vector<std::string> WordsOfOwnPages(const std::vector<PageNumbers>& pages);

/// The words before the numbers of one page, with all that they stand with.
class PageWords {
 public:
  void Note(const std::string& word, int number) {
    if (!word.empty()) numbers_[word].insert(number);
  }
  /// Whether each says the page's own number alone (true) or others without it (false); words that
  /// say both tell nothing.
  [[nodiscard]] std::map<std::string, bool> Told(int own) const;

 private:
  std::map<std::string, std::set<int>> numbers_;
};

}  // namespace prereq
