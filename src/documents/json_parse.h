// Parsing JSON from any source: saved findings and proposals.
#pragma once

#include <string>
#include <string_view>

#include "documents/json.h"
#include "prereq/result.h"

namespace prereq {

/// The value that `text` (of the file shown as `path`) holds. Brackets nested deeper than a saved
/// file ever has are refused before the parser spends memory on them. `expected` completes the
/// message: "a saved report". Error kInvalid with line and column.
Result<Json> ParseUntrustedJson(const std::string& path, const std::string& text,
                                std::string_view expected);

}  // namespace prereq
