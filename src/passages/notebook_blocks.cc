#include "passages/notebook_blocks.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "documents/notebook.h"
#include "passages/module_blocks.h"
#include "passages/whole_orders.h"

namespace prereq {
namespace {

class CellBlocks {
 public:
  CellBlocks(const std::string& path, const LineIndex& lines, const NotebookCell& cell)
      : path_(path), lines_(lines), cell_(cell) {}

  // The references inside the cell, in its own offsets.
  [[nodiscard]] std::vector<Reference> Inside(std::span<const Reference> references) const {
    std::vector<Reference> inside;
    if (cell_.source().empty()) return inside;
    const Span all = cell_.InFile({0, cell_.source().size()});
    const auto offset = [](const Reference& reference) { return reference.whole.offset; };
    auto at = std::ranges::lower_bound(references, all.offset, {}, offset);
    for (; at != references.end() && at->whole.end() <= all.end(); ++at) {
      Reference reference = *at;
      if (!Move(reference.whole) || !Move(reference.number)) continue;
      inside.push_back(std::move(reference));
    }
    return inside;
  }

  // The block in the file's offsets; false when it cannot be told what to move.
  bool ToFile(OrderedBlock& block) const {
    for (BlockEntry& entry : block.entries) {
      if (entry.body.length == 0) return false;
      entry.body = cell_.InFile(entry.body);
      entry.mark = InFile(entry.mark, entry.body.end());
      entry.tail = InFile(entry.tail, entry.mark.end());
      entry.line = lines_.At(path_, entry.body.offset).line;
      entry.last_line = lines_.At(path_, entry.body.end() - 1).line;
    }
    block.where = lines_.At(path_, block.entries.front().body.offset);
    return true;
  }

 private:
  [[nodiscard]] Span InFile(Span span, std::size_t when_empty) const {
    return span.length == 0 ? Span{when_empty, 0} : cell_.InFile(span);
  }

  bool Move(Span& span) const {
    if (span.length == 0) return true;
    const auto begin = cell_.InSource(span.offset), last = cell_.InSource(span.end() - 1);
    if (!begin || !last) return false;
    span = {*begin, *last + 1 - *begin};
    return true;
  }

  const std::string& path_;
  const LineIndex& lines_;
  const NotebookCell& cell_;
};

}  // namespace

std::vector<OrderedBlock> FindNotebookBlocks(const std::string& path, std::string_view text,
                                             std::span<const Reference> references,
                                             const ModuleSequence& order) {
  std::vector<OrderedBlock> blocks;
  const Result<Notebook> notebook = ReadNotebook(path, text);
  if (!notebook) return blocks;
  const LineIndex lines(text);
  const auto look = [&](const NotebookCell& cell, const std::string& as) {
    const CellBlocks inside(path, lines, cell);
    const std::vector<Reference> own = inside.Inside(references);
    if (own.empty()) return;
    for (OrderedBlock& block : FindOrderedBlocks(as, cell.source(), own, order)) {
      if (inside.ToFile(block)) blocks.push_back(std::move(block));
    }
  };
  for (const NotebookCell& cell : notebook->prose) look(cell, "cell.md");
  for (const NotebookCell& cell : notebook->cells) look(cell, "cell.py");
  // Cells that name a module each.
  std::ranges::stable_sort(blocks, {}, &OrderedBlock::where);
  std::vector<Span> known;
  for (const OrderedBlock& block : blocks) {
    const std::size_t begin = block.entries.front().body.offset;
    if (known.empty() || known.back().end() <= begin) {
      known.push_back({begin, block.entries.back().tail.end() - begin});
    }
  }
  std::ranges::move(FindWholeOrders(path, text, references, order, known),
                    std::back_inserter(blocks));
  std::ranges::stable_sort(blocks, {}, &OrderedBlock::where);
  return blocks;
}

}  // namespace prereq
