// Which words before numbers need more than their number to be the label of a series.
#pragma once

#include <string_view>

namespace prereq {

/// Words that pages also count their own parts with, and those of timetables and plans (`Week 1-2`,
/// `Phase 2`): alone they do not say that modules are meant.
bool MayCountParts(std::string_view word);
bool CountsTime(std::string_view word);

}  // namespace prereq
