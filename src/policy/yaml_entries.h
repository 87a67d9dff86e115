// Which bytes are one entry of a list or map of a YAML file: told from the text alone, so that the
// caller must check what the file means without them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// What one may cut so that the list item, or the map member whose key it is, goes that stands at
/// byte `offset` (or holds it), likeliest first; empty when nothing looks like an entry. Whole
/// lines in block style, with comments behind and below the entry that are indented deeper, and
/// those right above it that cannot head what follows or hold one of `names`; in flow style the
/// entry with one comma. Never empty spans.
std::vector<Span> EntriesAt(std::string_view yaml, std::size_t offset,
                            const std::vector<std::string>& names);

}  // namespace prereq
