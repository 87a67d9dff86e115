#include "passages/nearly_rising.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "base/file_kinds.h"
#include "base/text.h"
#include "passages/sequences.h"

namespace prereq {
namespace {

constexpr std::size_t kFewestListed = 5, kMostListed = 1000, kFifth = 5;

std::size_t CountOf(const ModuleSequence& order, ModuleId id) {
  std::size_t count = 1;
  for (auto at = order.Previous(id); at; at = order.Previous(*at)) ++count;
  for (auto at = order.Next(id); at; at = order.Next(*at)) ++count;
  return count;
}

// Whether the line that holds `at` begins as an entry of a list, of a map or of a table does.
bool IsEntry(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at) + 1;  // npos + 1 is 0
  const std::string_view before = Trim(text.substr(line, text.find('\n', at) - line));
  return !before.empty() &&
         std::string_view("-*+|\"'{[0123456789").find(before.front()) != std::string_view::npos;
}

// The longest run of `entries`, not necessarily side by side, that rises; the first of several.
std::vector<BlockEntry> LongestRising(const std::vector<BlockEntry>& entries,
                                      const ModuleSequence& order) {
  std::vector<std::size_t> length(entries.size(), 1), next(entries.size(), entries.size());
  std::size_t first = entries.size() - 1;
  for (std::size_t i = entries.size(); i-- > 0;) {
    for (std::size_t k = i + 1; k < entries.size(); ++k) {
      const bool rises = *order.number(entries[i].module) < *order.number(entries[k].module);
      if (!rises || length[k] < length[i]) continue;
      length[i] = length[k] + 1;
      next[i] = k;
    }
    if (length[i] >= length[first]) first = i;
  }
  std::vector<BlockEntry> longest;
  for (std::size_t i = first; i < entries.size(); i = next[i]) longest.push_back(entries[i]);
  return longest;
}

}  // namespace

std::optional<OrderedBlock> FindNearlyRising(const std::string& path, std::string_view text,
                                             std::span<const Reference> references,
                                             const ModuleSequence& order) {
  const FileContent content = FormatOf(path).content;
  if (content != FileContent::kData && content != FileContent::kProse) return std::nullopt;
  std::vector<BlockEntry> entries;
  std::set<ModuleId> modules;
  for (const Reference& reference : references) {
    if (!IsCertain(reference) || !order.number(*reference.module)) continue;
    const bool goes_on = !entries.empty() && entries.back().module == *reference.module;
    if (goes_on) continue;
    if (!modules.insert(*reference.module).second || entries.size() == kMostListed)
      return std::nullopt;
    if (!IsEntry(text, reference.whole.offset)) return std::nullopt;
    const int line = reference.where.line;
    if (!entries.empty() && entries.back().line == line) return std::nullopt;
    BlockEntry entry;
    entry.body = reference.whole;
    entry.mark = entry.tail = {reference.whole.end(), 0};
    entry.module = *reference.module;
    entry.line = entry.last_line = line;
    entries.push_back(entry);
  }
  if (entries.size() < kFewestListed || CountOf(order, entries.front().module) != entries.size()) {
    return std::nullopt;
  }
  std::vector<BlockEntry> rising = LongestRising(entries, order);
  const std::size_t others = entries.size() - rising.size();
  if (others == 0 || others * kFifth > entries.size()) return std::nullopt;
  OrderedBlock block;
  block.kind = OrderedBlock::Kind::kLines;
  block.sortable = false;
  block.where = {path, rising.front().line, 1};
  block.entries = std::move(rising);
  return block;
}

}  // namespace prereq
