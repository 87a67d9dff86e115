// Blocks in module order within the cells of a notebook.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/module_sequence.h"
#include "prereq/passages.h"

namespace prereq {

/// FindOrderedBlocks for each cell of a notebook by itself, Markdown as Markdown and Python as
/// Python; spans and lines are those of the file. Entries that are moved take the JSON between
/// their lines along, so as many strings remain in a cell. Empty for what is not a notebook.
std::vector<OrderedBlock> FindNotebookBlocks(const std::string& path, std::string_view text,
                                             std::span<const Reference> references,
                                             const ModuleSequence& order);

}  // namespace prereq
