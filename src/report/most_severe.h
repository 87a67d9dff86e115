// Which findings stay when not all of them fit.
#pragma once

#include <cstddef>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// Rising indices of at most `most` findings: errors before warnings, then the first ones.
std::vector<std::size_t> MostSevereOf(const Verdict& verdict, std::size_t most);
/// These findings themselves.
Verdict MostSevere(const Verdict& verdict, std::size_t most);

}  // namespace prereq
