// Chapters whose titles stand between lists of their pages: the parts of a SUMMARY.md, several
// toctrees, the includes below the headings of a book.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "passages/sequences.h"

namespace prereq {

/// Runs of pages, each of one module, below titles that need not name it. A page is an item of a
/// list, or a line that is nothing but a path or a command; a line of another module between them
/// ends the run. Three modules or more that rise, at least half of them with several pages. They
/// are found to be told of, never to be sorted. `listed`: spans that blocks cover already, disjoint
/// and sorted. Linear.
std::vector<OrderedBlock> FindPagedChapters(const std::string& path, std::string_view text,
                                            std::span<const Reference> references,
                                            const ModuleSequence& order,
                                            std::span<const Span> listed);

}  // namespace prereq
