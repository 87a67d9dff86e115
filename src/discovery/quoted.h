// Texts as a policy that `init` writes holds them.
#pragma once

#include <string>
#include <vector>

namespace prereq {

/// A YAML double-quoted scalar. Valid UTF-8 only: other names cannot stand in a policy.
std::string Quote(const std::string& text);
/// A YAML list of them, on one line.
std::string QuoteAll(const std::vector<std::string>& texts);

}  // namespace prereq
