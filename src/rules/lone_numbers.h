// Numbers that stand for a module without its name: "Lesson 6", "modules 2-4", `requires: [2]`.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

struct NumberPlace {
  Location where;          // as findings show it
  std::size_t column = 0;  // bytes of the line up to the number, or up to where it is sought
  Number first;
  std::optional<Number> last;  // of a range
  bool certain = true;
  bool unknown = false;    // reported as a number that means no module
  bool from_text = false;  // `where` is that of a text with the number in it
};

/// Those of the references, the declared prerequisites and the unknown names, by the path of their
/// file; one for each number of a line.
std::map<std::string, std::vector<NumberPlace>> FindLoneNumbers(const Facts& facts);

/// Where the number begins in `line`, that of the place; nullopt where it is not there.
std::optional<std::size_t> BeginOf(const NumberPlace& place, std::string_view line);
/// Whether the numbers of the place stand in `old_line` as they do in `line`, which is the same but
/// for numbers.
bool StandsAsBefore(const NumberPlace& place, std::string_view line, std::string_view old_line);
/// The number with the label before it, as it stands.
std::string_view WithItsLabel(const NumberPlace& place, std::string_view line);
/// `number` in as many digits as the place has.
std::string WithItsDigits(const NumberPlace& place, std::string_view line, Number number);

/// Whether little more than a comma or a bullet stands between two places of a file: one list.
bool AreOneList(const NumberPlace& one, const NumberPlace& next,
                const std::vector<std::string_view>& lines);

}  // namespace prereq
