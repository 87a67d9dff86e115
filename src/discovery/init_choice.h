// Which of several numbered groups is the series: that whose policy tells what comes first.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "discovery/init_series.h"

namespace prereq {

/// How many pairs of modules the policy in `text` finds of which one needs the other, in all of its
/// series; 0 where the tree cannot be read by it.
std::size_t CountNeeds(const FileReader& tree, const std::string& text);

/// The indices of those of `groups` that might be the series instead of the first one if more is
/// told of them: text of their own, at least half as many entries (fewer beside pages of HTML), not
/// inside of it. At most a few, the likeliest first.
std::vector<std::size_t> OtherChoices(const std::vector<NumberedGroup>& groups);

/// Whether so many needs of another group outweigh those of the first one: nearly all of them.
bool Outweighs(std::size_t other, std::size_t first);

}  // namespace prereq
