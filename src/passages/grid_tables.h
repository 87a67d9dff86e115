// Tables with several modules a row.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/module_sequence.h"
#include "passages/block_lines.h"
#include "prereq/passages.h"

namespace prereq {

/// The cells of a table that name at least four modules from left to right, row by row, two or more
/// in each row but the last: their order is that of the cells, and not sortable. `references` are
/// those of the file, by offset. Linear in what stands in the table.
std::optional<OrderedBlock> GridOf(const std::string& path, const std::vector<TextLine>& lines,
                                   const SiblingLines& group, std::span<const Reference> references,
                                   const ModuleSequence& order);

}  // namespace prereq
