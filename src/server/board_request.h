// What the board asks, as JSON from an untrusted sender.
#pragma once

#include <string>
#include <vector>

#include "prereq/proposal.h"

namespace prereq {

/// {"series", "order", "keep", "minimize"}, each of which may be missing. Modules are
/// words as order files have them.
struct BoardRequest {
  std::string series;              // empty: the only one
  std::vector<std::string> order;  // the modules in their places; empty: as they stand
  std::vector<std::string> keep;   // stay at the place that `order` gives them
  Objective minimize = Objective::kRenames;

  bool operator==(const BoardRequest&) const = default;
};

/// Judges the form alone: unknown keys, wrong types, words of more than one line or that say
/// nothing. Error kInvalid with what was expected, and where it is not JSON with line and column.
Result<BoardRequest> ReadBoardRequest(const std::string& text);

/// What ReadBoardRequest reads back.
std::string WriteBoardRequest(const BoardRequest& request);

}  // namespace prereq
