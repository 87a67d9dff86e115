// Blocks of a file that do not simply rise with the order of the modules.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/module_sequence.h"
#include "prereq/passages.h"

namespace prereq {

/// Whether `block` shares a stretch with one of `known`.
bool Overlaps(const OrderedBlock& block, const std::vector<OrderedBlock>& known);

/// Adds to `blocks`, those that rise with `order`, lists that fall, of three modules and more, and
/// in a file that has none of either the one of FindNearlyRising. `reversed` is the order the other
/// way round; `references` are those of the file, by offset. None is sortable.
void AddOtherBlocks(const std::string& path, std::string_view text,
                    std::span<const Reference> references, const ModuleSequence& order,
                    const ModuleSequence& reversed, std::vector<OrderedBlock>& blocks);

}  // namespace prereq
