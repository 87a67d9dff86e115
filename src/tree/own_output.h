// Files that an earlier run of prereq wrote into the tree.
#pragma once

#include <string_view>

namespace prereq {

/// Whether `text` starts as our findings (JSON, SARIF, GitLab, JUnit), plans and proposals do. They
/// quote what they are about, so reading them would find every finding a second time.
bool IsOwnOutput(std::string_view text);

}  // namespace prereq
