// Lines of a text as the search for ordered blocks sees them, and groups of sibling entries.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// How a file writes comments and goes on with lists; decided by its name.
struct TextKind {
  bool yaml = false;
  bool prose = false;        // Markdown and the like: a list's text may go on unindented
  bool literals = false;     // may hold literals between brackets
  bool keywords = false;     // `#+INCLUDE:` is not a comment
  bool dotted = false;       // `. ` begins an item, `.. ` one inside it
  std::string_view comment;  // "#", "//" or "<!--"; empty when none is known
};
TextKind KindOfText(std::string_view path);

struct TextLine {
  enum class Kind { kBlank, kComment, kItem, kRow, kOther };
  std::size_t begin = 0;  // first byte of the line
  std::size_t first = 0;  // first byte that is not a blank
  std::size_t end = 0;    // behind the last byte that is not a blank and no line end
  Kind kind = Kind::kOther;
  char family = 0;       // kItem: '-', '*', '+', or '.', ')' and '#' for ordered lists
  std::size_t mark = 0;  // kItem: bytes of the marker; of an ordered one with its delimiter

  [[nodiscard]] std::size_t indent() const { return first - begin; }
};

/// All lines. Linear.
std::vector<TextLine> ReadLines(std::string_view text, const TextKind& kind);

/// Lines first..last are one entry; lines comment..first-1 are comments right above it.
struct EntryLines {
  std::size_t first = 0, last = 0;
  std::size_t comment = 0;  // == first when there is none
  bool apart = false;       // a blank line, or no entry, stands above the comment
  bool cut = false;         // a comment that belongs to no entry stands before it
};

/// Entries side by side at one indentation.
struct SiblingLines {
  // kElements: of HTML, or of a toctree; kKeys: anything else, YAML keys and literals
  enum class Kind { kItems, kRows, kElements, kKeys };
  Kind kind = Kind::kKeys;
  std::vector<EntryLines> entries;
  std::optional<std::size_t> parent;  // the line that they stand below
  bool open = false;                  // text goes on right behind: not known whether inside
};

/// Every group of two or more siblings, inner ones too. Linear.
std::vector<SiblingLines> GroupSiblings(std::string_view text, const std::vector<TextLine>& lines,
                                        const TextKind& kind);

}  // namespace prereq
