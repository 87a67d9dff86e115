// Lists whose entries carry the times or counts of their places.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/config.h"
#include "prereq/passages.h"

namespace prereq {

/// What the entries of a block carry of an order of their own.
struct OwnOrder {
  std::vector<int> ranks;    // by entry, rising; empty: nothing
  std::vector<Span> counts;  // the digits that count the entries
};

/// Times of day or dates that rise from entry to entry (`13:10 - 13:45`, `2024-03-01`, also in a
/// column), numbers under the head of a time that do (weeks), and other numbers behind one word or
/// in one column that go on by one (`T001`, `FR-002`): these belong to the places, or tell the
/// entries apart, but for what a certain one of `references`, those of the file, covers. Linear in
/// the entries.
OwnOrder OrderOfPlaces(const std::string& path, std::string_view text, const OrderedBlock& block,
                       std::span<const Reference> references, const Config& config);

}  // namespace prereq
