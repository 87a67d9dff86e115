// Two orders side by side, with a line from each module's old place to its new one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// Both orders from top to bottom. `new_row[i]`: where the module of `left[i]` comes to stand in
/// `right`; nothing: it leaves the series. A row of `right` that no module comes to is new.
struct Slope {
  std::vector<std::string> left, right;  // names as the series writes them, not yet printable
  std::vector<std::optional<std::size_t>> new_row;
};
Slope SlopeOf(const Facts& facts, const Plan& plan);

/// The picture in characters, for a terminal or a block of a document: `left`, lines drawn with
/// Braille dots, `right`. Rows where nothing changes and no line passes are summed up. Empty when
/// no module changes places, or so many rows change that a picture shows nothing.
std::vector<std::string> DrawSlope(const Slope& slope);

}  // namespace prereq
