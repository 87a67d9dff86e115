// Entries that count their places in words: days of the week, `Part II`, `第二篇`, "Part two".
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// By entry, what the words before its module's first certain reference count, where every entry
/// has such a word that is not the module's own name and they rise; empty otherwise. `references`:
/// of the file, by offset. Linear in the entries' first lines.
std::vector<int> RanksOfTitles(std::string_view text, const OrderedBlock& block,
                               std::span<const Reference> references, const Facts& facts);

}  // namespace prereq
