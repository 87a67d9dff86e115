// Lines that may stand for one module: items of lists, rows of tables, entries of menus, in the
// ways of several formats.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_kinds.h"
#include "prereq/facts.h"

namespace prereq {

/// What kind of entry a line is, with its indentation; `mark` is 0 for none. Entries side by side
/// are of one kind.
struct LineKind {
  char mark = '\0';
  std::size_t indent = 0;

  bool operator==(const LineKind&) const = default;
};
LineKind KindOfLine(const FileFormat& format, std::string_view line);
/// The same within the directive `toctree`, where each line is an entry.
LineKind KindOfMenuLine(std::string_view line);

/// Whether a line without an entry leaves the list open that it stands in; `kind` is that of the
/// list's entries.
bool LeavesListOpen(const FileFormat& format, std::string_view line, LineKind kind);

/// The number that an item, a cell or a name begins with: "5. Queries", "| 05 |", "[5. Queries]",
/// with its place in the line; `path_begin` and `path_end`: where the line's path stands, before
/// which names usually stand, in HTML, AsciiDoc and code also behind. Nothing when the words begin
/// otherwise.
std::optional<std::pair<std::size_t, Number>> NumberOfEntry(const FileFormat& format,
                                                            std::string_view line,
                                                            std::size_t path_begin,
                                                            std::size_t path_end,
                                                            const std::vector<std::string>& labels);

/// The parts of a text that are a menu, first bytes of lines: within `toctree`, of reStructuredText
/// or as MyST writes it.
std::vector<Span> FindMenus(const FileFormat& format, std::string_view text);

}  // namespace prereq
