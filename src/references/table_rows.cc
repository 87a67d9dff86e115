#include "references/table_rows.h"

#include "base/text.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestTag = 48;

// The bytes of what begins a cell at `at`; 0 where nothing does.
std::size_t CellBegin(std::string_view text, std::size_t at) {
  if (text[at] == '|') return 1;
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("<td") && !rest.starts_with("<th")) return 0;
  const std::size_t close = rest.substr(0, kLongestTag).find('>');
  return close == std::string_view::npos ? 0 : close + 1;
}

std::size_t SkipCellMarks(std::string_view text, std::size_t at) {
  while (at < text.size() && (IsBlank(text[at]) || text[at] == '*' || text[at] == '`')) ++at;
  return at;
}

}  // namespace

std::vector<TableCell> CellsOf(const Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view text = scan.text;
  const std::string_view row = Trim(text.substr(begin, end - begin));
  std::vector<TableCell> cells;
  if (!row.starts_with('|') && row.find("<t") == std::string_view::npos) return cells;
  for (std::size_t at = begin; at < end; ++at) {
    const std::size_t mark = CellBegin(text, at);
    if (mark == 0) continue;
    TableCell& cell = cells.emplace_back();
    cell.content = SkipCellMarks(text, at + mark);
    if (cell.content >= end || !IsDigit(text[cell.content])) continue;
    const auto token = ReadToken(scan, cell.content);
    if (!token || token->end >= end) continue;
    const std::size_t stop = SkipCellMarks(text, token->end);
    if (stop < end && (text[stop] == '|' || text.substr(stop).starts_with("</t"))) {
      cell.number = token;
    }
  }
  return cells;
}

}  // namespace prereq::references
