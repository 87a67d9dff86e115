// Places that name modules one after the other in the same way, whatever the text around them is.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "passages/sequences.h"

namespace prereq {

/// Three or more modules in the order of their numbers with the same bytes between each two, but
/// for digits: `01_a | 02_b | 03_c`, the lines of an order, what a macro or a script repeats. They
/// are found to be told of, never to be sorted. `listed`: spans that blocks cover already, disjoint
/// and sorted.
std::vector<OrderedBlock> FindLooseSequences(const std::string& path, std::string_view text,
                                             std::span<const Reference> references,
                                             const ModuleSequence& order,
                                             std::span<const Span> listed);

}  // namespace prereq
