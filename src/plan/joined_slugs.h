// The marks between the words of a slug, where a mirror or code joins them otherwise than the
// series does: `html-parsing` is `html_parsing` where Python imports it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/config.h"
#include "prereq/facts.h"

namespace prereq {

/// `slug` with each `-` and `_` of it as `joint`.
std::string Joined(std::string_view slug, char joint);

/// How the names of mirrors join words.
class JoinedSlugs {
 public:
  /// O(entries).
  JoinedSlugs(const Facts& facts, const std::vector<Mirror>& mirrors);

  /// `slug` as the entries of that mirror join words, where all that show it agree; in a mirror of
  /// code whose pattern has `_` and no `-`, and whose entries are of one word each, with `_`.
  /// Elsewhere, and without a mirror (-1), as it is.
  [[nodiscard]] std::string In(int mirror, const std::string& slug) const;

 private:
  std::map<int, char> joints_;  // by mirror; 0: as the series, or they disagree
};

/// Whether the file at `path` is code in which `-` between two words is an operator.
bool HyphensAreOperators(const std::string& path);

/// Whether what stands at `at` of `code`, which is BlankComments' (paths/code_text.h), is no
/// comment and stands outside of quotes; true as well behind more of a line than is read.
bool IsOutsideQuotes(std::string_view code, std::size_t at);

}  // namespace prereq
