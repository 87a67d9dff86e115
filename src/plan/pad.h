// One width for all numbers of a series, so that tools which sort names as text show its order.
#pragma once

#include <optional>
#include <string>

#include "prereq/edits.h"

namespace prereq {

/// The pattern of the series with numbers of `width` digits; without one, of as many as the largest
/// number has, at least two. Error kInvalid: a number of the series has more digits.
Result<std::string> PaddedPattern(const Facts& facts, std::optional<int> width);

/// Adds to `edits` what writes `pattern` in the place of the series' own in the policy, which is
/// `policy` in `tree`. Error kInvalid: the pattern does not stand there as one text.
Status EditPattern(const Series& series, const std::string& pattern, const std::string& policy,
                   const FileReader& tree, EditSet& edits);

}  // namespace prereq
