#include "passages/grid_tables.h"

#include "passages/item_mentions.h"
#include "passages/sequences.h"

namespace prereq {
namespace {

// Adds the modules of a row; false where their numbers do not rise.
bool AddCellsOf(std::span<const Reference> row, int line, const ModuleSequence& order,
                std::vector<BlockEntry>& cells) {
  for (const Reference& one : row) {
    if (!IsCertain(one) || !order.number(*one.module)) continue;
    if (!cells.empty()) {
      const ModuleId last = cells.back().module;
      if (last == *one.module) continue;  // its link behind its name
      if (*order.number(*one.module) <= *order.number(last)) return false;
    }
    const Span end{one.whole.end(), 0};
    cells.push_back({one.whole, end, end, *one.module, line, line});
  }
  return true;
}

}  // namespace

std::optional<OrderedBlock> GridOf(const std::string& path, const std::vector<TextLine>& lines,
                                   const SiblingLines& group, std::span<const Reference> references,
                                   const ModuleSequence& order) {
  constexpr std::size_t kFewestOfRow = 2, kFewest = 4;
  if (group.kind != SiblingLines::Kind::kRows) return std::nullopt;
  OrderedBlock block;
  std::vector<BlockEntry>& cells = block.entries;
  for (const EntryLines& row : group.entries) {
    const std::size_t known = cells.size();
    const auto inside = ReferencesIn(references, lines[row.first].begin, lines[row.last].end);
    if (!AddCellsOf(inside, static_cast<int>(row.first) + 1, order, cells)) return std::nullopt;
    const bool is_head = cells.empty();
    const bool is_last = known > 0 && &row == &group.entries.back();
    if (!is_head && !is_last && cells.size() - known < kFewestOfRow) return std::nullopt;
  }
  if (cells.size() < kFewest) return std::nullopt;
  block.kind = OrderedBlock::Kind::kTable;
  block.sortable = false;
  const BlockEntry& first = cells.front();
  const std::size_t begin = lines[static_cast<std::size_t>(first.line) - 1].begin;
  block.where = {path, first.line, static_cast<int>(first.body.offset - begin) + 1};
  return block;
}

}  // namespace prereq
