// Small things about text: lines and columns of byte offsets, trimming, splitting, quoting for
// people and for the shell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// Translates byte offsets of one text into 1-based lines and columns. Lines end at '\n'; the
/// column counts bytes. Keeps no reference to the text.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);
  /// O(log lines). An offset past the end gets the last line.
  [[nodiscard]] Location At(const std::string& path, std::size_t offset) const;

 private:
  std::vector<std::size_t> starts_;  // offset of each line's first byte
};

/// The part of `text` without spaces, tabs, CR and LF at both ends; where nothing is left, its end.
std::string_view Trim(std::string_view text);
/// The parts between separators; "a//b" has an empty middle part; "" has one empty part.
std::vector<std::string_view> Split(std::string_view text, char separator);
/// The lines of a text without their ends (LF or CRLF); a final line end starts no further line.
std::vector<std::string_view> Lines(std::string_view text);
/// ASCII letters lowered; other bytes as they are.
std::string Lower(std::string_view text);

/// The parts in their order with `separator` between them; numbers in decimal.
template <class Range>
std::string Join(const Range& parts, std::string_view separator) {
  std::string joined;
  bool first = true;
  for (const auto& part : parts) {
    if (!first) joined += separator;
    first = false;
    if constexpr (std::is_arithmetic_v<std::decay_t<decltype(part)>>) {
      joined += std::to_string(part);
    } else {
      joined += part;
    }
  }
  return joined;
}

/// Length of the well-formed UTF-8 sequence at the start of `text`; 0 when it is malformed or
/// `text` is empty.
std::size_t Utf8Length(std::string_view text);
/// `text` with each byte that is not UTF-8 written as \xNN; all else as it is, control characters
/// too: what a JSON or YAML string can hold.
std::string EscapeInvalidUtf8(std::string_view text);

/// Appends the character `code` as UTF-8; U+FFFD for half of a surrogate pair, which is no
/// character.
void AppendUtf8(std::string& text, char32_t code);
/// `text` with control bytes, DEL, invalid UTF-8 and deceptive marks (zero-width, bidirectional)
/// written as \xNN, newline as \n: one printable line, whatever a hostile file name holds.
std::string Printable(std::string_view text);
/// One word of a POSIX shell command that means exactly these bytes, on one printable line: bytes
/// that Printable escapes are given to `printf` in octal. Line ends at the very end, which no
/// `$(printf …)` keeps, stand as `final_newline`, a word of the caller's shell; `$'\n'` is known to
/// every shell but the oldest.
std::string ShellQuote(std::string_view text, std::string_view final_newline = "$'\\n'");
/// "path:line:col", "path" when there is no line; the path made Printable.
std::string Show(const Location& where);

}  // namespace prereq
