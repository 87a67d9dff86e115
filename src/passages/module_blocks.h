// Finds the blocks of a text whose entries stand in module order: lists, tables, maps, literals.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/module_sequence.h"
#include "prereq/passages.h"

namespace prereq {

/// The blocks of one file. `references` are those of this file, by offset.
///
/// An entry is an item of a list (also YAML), a row of a table, a key of a YAML map, an element
/// between brackets of code, a line of a toctree, or a `<tr>` or `<li>` that has lines of its own,
/// each with all lines that belong to it; in a notebook, what is one of these within a cell. It
/// stands for the module that its first line names with certainty, else for the only one that it
/// names at all, as a section does whose list holds several pages of one module; a key counts only
/// if the key itself names the module. A comment right above an entry belongs to it; one that
/// stands apart is the title of what follows and ends the block. Two entries are a block when their
/// modules follow each other in the order, more when they rise.
///
/// Not sortable, because moving them could break the file: entries with YAML anchors, with brackets
/// or commas that do not close, with text that goes on below the list in code, rows that go on in
/// the next row. FindSequences says what counts besides. Linear in the text, but for entries inside
/// entries (once per level).
std::vector<OrderedBlock> FindOrderedBlocks(const std::string& path, std::string_view text,
                                            std::span<const Reference> references,
                                            const ModuleSequence& order);

}  // namespace prereq
