// Marks in a JSON text that a terminal or an editor would obey.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// A JSON text with what Printable would not let through (C1 controls, bidirectional and zero-width
/// marks, separators of lines, DEL) written as \uNNNN: the same value to every reader.
std::string EscapeMarks(std::string_view text);

}  // namespace prereq
