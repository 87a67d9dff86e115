// The strings of a notebook's JSON as one plain text, with the way back to the file's own bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prereq::references {

struct PlainText {
  struct Piece {
    std::size_t plain = 0;  // offset in `text`
    std::size_t raw = 0;    // of the same byte in the file
    bool escape = false;    // one character written as an escape; else bytes run side by side
  };
  std::string text;
  std::vector<Piece> pieces;  // rising

  /// The raw offset of the plain byte at `offset`; of one inside an escape, where the escape
  /// begins.
  [[nodiscard]] std::size_t Raw(std::size_t offset) const;
  /// Where the plain byte before `end` ends in the file.
  [[nodiscard]] std::size_t RawEnd(std::size_t end) const;
};

/// Unescapes every JSON string of `json`, in order; a string that does not end in a line end is
/// followed by one, so nothing reaches from one string into the next. What stands between strings
/// is left out. nullopt when a string does not end or holds a bad escape. Linear.
std::optional<PlainText> UnescapeStrings(std::string_view json);

}  // namespace prereq::references
