// The tree-sitter queries of src/read/queries/, built into the program.
#pragma once

#include <string_view>

namespace prereq {

/// The import query of a grammar: c, cpp, go, javascript, python, rust or typescript; empty for any
/// other. syntax_tree.h says what its captures mean.
std::string_view ImportQuery(std::string_view language);

}  // namespace prereq
