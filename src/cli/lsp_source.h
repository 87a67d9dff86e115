// A file as it was when the tree was linted, with the places of the language server protocol.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "documents/json.h"
#include "prereq/result.h"

namespace prereq {

/// An absolute path as a `file:` URI.
std::string UriOf(const std::string& path);
/// The path that a `file:` URI names; empty for any other.
std::string PathOf(const std::string& uri);

/// Lines of the protocol count from 0, columns in UTF-16 units.
class SourceFile {
 public:
  explicit SourceFile(std::string text);
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  /// Its bytes; they live as long as this.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The protocol's place of a byte.
  [[nodiscard]] Json At(std::size_t offset) const;
  /// The byte of a place of ours; nothing outside the file.
  [[nodiscard]] std::optional<std::size_t> OffsetOf(const Location& where) const;
  /// The byte of a place of the protocol.
  [[nodiscard]] std::optional<std::size_t> OffsetAt(int line, int character) const;
  /// Where the word that begins at `offset` ends, for an editor to underline.
  [[nodiscard]] std::size_t WordEnd(std::size_t offset) const;
  /// The line of a byte, counted from 1.
  [[nodiscard]] int LineOf(std::size_t offset) const;
  /// The name that holds the byte at `offset`: letters, digits, `_`, `-` and all beyond ASCII;
  /// empty for none.
  [[nodiscard]] std::string WordAt(std::size_t offset) const;

 private:
  std::string text_;
  std::vector<std::size_t> lines_;  // their first bytes
};

}  // namespace prereq
