// What ties the numbers of a list or range together: `, `, " and ", "、", " bis ", ` - `.
#pragma once

#include <cstddef>
#include <string_view>

namespace prereq::references {

/// What stands between two numbers.
struct NumberJoint {
  std::size_t end = 0;     // where the second number begins
  bool is_range = false;   // `-`, "to", "bis"
  bool has_word = false;   // "and", "oder", `&`; else a mark alone
  bool has_mark = false;   // a comma or the like
  bool is_spaced = false;  // a blank, or a mark of a script without blanks
};

/// The joint behind a number that ends at `at`; its end is `at` where none stands. Emphasis around
/// the numbers, an aside in brackets behind the first (`3 (loops), 4 (files)`), a `#` and a `第`
/// before the second and one line end are passed. Does not look whether a number follows. Looks at
/// no more than kReach bytes.
NumberJoint NumberJointAt(std::string_view text, std::size_t at);

/// Whether `gap` is a comma or the like, a word for "and" or "or", or both, with blanks or TeX's
/// `~`, and nothing more: it stands between the numbers of a list.
bool IsListGap(std::string_view gap);

/// Whether a word behind the number that ends at `at` says what it counts, "3 hours"; a word that
/// ties another number to it does not.
bool CountsThings(std::string_view text, std::size_t at);

}  // namespace prereq::references
