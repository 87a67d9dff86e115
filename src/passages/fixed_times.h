// Lists whose entries carry the times of their places.
#pragma once

#include <string_view>

#include "prereq/passages.h"

namespace prereq {

/// Whether each entry of a block begins with a time of day or a date, and these rise: `13:10 -
/// 13:45` of a schedule, `2024-03-01` of a syllabus belong to the place, not to the module that
/// stands there. Linear in the entries.
bool HasTimesOfPlaces(std::string_view text, const OrderedBlock& block);

}  // namespace prereq
