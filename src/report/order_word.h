// A module as one word of an order file.
#pragma once

#include <optional>
#include <string>

#include "prereq/facts.h"

namespace prereq {

/// `06_autograd`, padded as the series pads it; `06 "two words"` when the slug is anything that a
/// line of an order could misread (blanks, quotes, control bytes, punctuation at its ends); without
/// a number the slug alone.
std::string OrderWord(const Facts& facts, const std::optional<Number>& number,
                      const std::string& slug);

}  // namespace prereq
