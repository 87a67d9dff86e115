// Lists that number their entries by themselves and whose entries are the titles of all modules: no
// number of theirs can be edited, and each says which module is which all the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/module_sequence.h"
#include "prereq/facts.h"
#include "prereq/passages.h"

namespace prereq {

/// Ordered lists (`1.` on each line, `#.`, `. `, `<ol>`, `\item` of an enumeration) each of whose
/// entries is the title, the slug or an alias of one module and nothing more, in the order of the
/// numbers, and that hold all modules but perhaps one, at least three. Never sortable; what
/// overlaps `known` is left out. Linear.
std::vector<OrderedBlock> FindTitleLists(const std::string& path, std::string_view text,
                                         const Facts& facts, const ModuleSequence& order,
                                         const std::vector<OrderedBlock>& known);

}  // namespace prereq
