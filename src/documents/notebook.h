// Cells of a Jupyter notebook, with the way back from their text to the bytes of the file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The source of one cell, its JSON strings decoded and joined.
class NotebookCell {
 public:
  /// Adds decoded text that stands as `file_length` bytes at `file_offset`: equally many when it
  /// was copied, otherwise one escape sequence.
  void Append(std::string_view decoded, std::size_t file_offset, std::size_t file_length);

  [[nodiscard]] const std::string& source() const { return source_; }
  /// The bytes of the file that a non-empty span of `source` came from; over a line end these hold
  /// the JSON between two strings too. O(log pieces).
  [[nodiscard]] Span InFile(Span in_source) const;
  /// The offset in `source` of the byte that stands at `file_offset`, of an escape where that
  /// begins; nullopt when none does. O(log pieces).
  [[nodiscard]] std::optional<std::size_t> InSource(std::size_t file_offset) const;

 private:
  struct Piece {
    std::size_t start = 0;  // in source_
    std::size_t file_offset = 0;
    std::size_t file_length = 0;
    bool copied = true;
  };
  [[nodiscard]] const Piece& PieceAt(std::size_t offset) const;

  std::string source_;
  std::vector<Piece> pieces_;
};

struct Notebook {
  std::string language;             // of its kernel, lower case; empty when it does not say
  std::vector<NotebookCell> cells;  // code cells, in the order they stand
  std::vector<NotebookCell> prose;  // Markdown cells, likewise
  // The first cell, unless it is code: it may hold front matter.
  std::optional<NotebookCell> head;
  Span metadata;  // of the notebook's own object `metadata`; length 0 without one
};

/// Reads a notebook (format 4; format 3 with its worksheets too). Keeps no reference to `text`.
/// Error kInvalid with the place: malformed JSON, nested deeper than 200, no list of cells.
Result<Notebook> ReadNotebook(const std::string& path, std::string_view text);

/// Where a notebook may be edited, and what its code printed.
struct NotebookStretches {
  std::vector<Span> texts;    // string values below `source` or `metadata`, without their quotes
  std::vector<Span> outputs;  // the values of members called `outputs`
};

/// Both sorted. Keys, ids, attachments and outputs are not texts. nullopt where `text` is not JSON.
/// Linear.
std::optional<NotebookStretches> StretchesOf(std::string_view text);

/// Cell text with IPython's own lines blanked out, byte for byte: `%magic`, `!command`, `name?`,
/// and the right side of `x = !command`. All of it when a `%%magic` hands the cell to another
/// language.
std::string WithoutMagics(std::string_view source);

}  // namespace prereq
