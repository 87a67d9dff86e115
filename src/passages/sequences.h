// Modules one after the other where no list or table is: lines that differ only in whom they name,
// lists on one line, headings, tables of TOML, drawings of a tree.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/module_sequence.h"
#include "prereq/passages.h"

namespace prereq {

/// The sequences of one file, by offset; `references` are those of this file, by offset. They rise
/// with `order`; two entries count when their modules follow each other, and in code three are
/// needed, since two statements may stand in that order by chance. Import statements never count:
/// their order says nothing. Entries of headings, and those of drawings with folders inside, are
/// not sortable. Linear but for brackets inside brackets.
std::vector<OrderedBlock> FindSequences(const std::string& path, std::string_view text,
                                        std::span<const Reference> references,
                                        const ModuleSequence& order);

/// Whether a reference tells by itself which module it means: agreeing or owned, no range.
bool IsCertain(const Reference& reference);
/// Whether `entries` rise with the order and are more than chance: see FindOrderedBlocks.
bool RisesWith(const ModuleSequence& order, std::span<const BlockEntry> entries,
               std::size_t fewest);

}  // namespace prereq
