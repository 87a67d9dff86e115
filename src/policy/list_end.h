// Where a list of a policy ends, told from its text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace prereq {

/// Bytes to put into a file.
struct Insertion {
  std::size_t offset = 0;
  std::string text;
};

/// Where a key at the left margin has its value.
struct KeyPlace {
  enum class Kind { kAbsent, kBlock, kFlow };
  Kind kind = Kind::kAbsent;
  std::size_t behind = 0;  // the first byte behind the colon
};
/// `key` with its colon: "constraints:". Of a value in `[ ]` the bracket is on the key's line.
KeyPlace FindTopKey(const std::string& text, std::string_view key);

/// Behind the last line of the block list whose key stands before `begin`, with the indentation of
/// its items; two blanks when it has none.
struct ListEnd {
  std::size_t offset = 0;
  std::string indent = "  ";
};
ListEnd EndOfBlockList(const std::string& text, std::size_t begin);

/// `lines`, whose lines end in LF, with the line ends of `text`: those of its first line.
std::string WithLineEndsOf(std::string_view text, std::string_view lines);

}  // namespace prereq
