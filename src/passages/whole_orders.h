// Places of a file that name every module in one form and in the order of their numbers, whatever
// stands between them: cards, links in a line, cells of a notebook.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "passages/sequences.h"

namespace prereq {

/// The blocks of a file in which the places of one form (the same path before the name, the same
/// marks before that) name all modules but perhaps one, at least three, one after the other in the
/// order of their numbers, in pages, notebooks, markup and CSV. They are told of, never sorted.
/// Sentences on lines of their own, and imports, never count. `listed`: spans that blocks cover
/// already, disjoint and sorted; `references`: of the file, by offset. Linear.
std::vector<OrderedBlock> FindWholeOrders(const std::string& path, std::string_view text,
                                          std::span<const Reference> references,
                                          const ModuleSequence& order,
                                          std::span<const Span> listed);

}  // namespace prereq
