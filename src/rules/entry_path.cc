#include "rules/entry_path.h"

#include <algorithm>
#include <functional>

#include "base/file_kinds.h"
#include "base/text.h"
#include "model/certainty.h"
#include "references/target_lines.h"

namespace prereq {
namespace {

constexpr std::size_t kMostLines = 40;  // of an entry, up and down

bool BeginsItem(std::string_view shown) { return shown.starts_with("- "); }

// Where the line's own text begins, behind the mark of an item.
std::size_t ColumnOf(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
  if (!BeginsItem(line.substr(first))) return first;
  return std::min(line.find_first_not_of(" \t", first + 1), line.size());
}

// A line of brackets around an entry, where no indentation says what is inside: `[[lesson]]`, `},`.
bool IsBracket(std::string_view shown) {
  return shown.starts_with('[') || shown.starts_with(']') || shown.starts_with('{') ||
         shown.starts_with('}') || shown.starts_with(')') || shown.starts_with("</");
}

// A line of the entry that names a module, and how far away.
struct NearName {
  std::size_t steps = kMostLines + 1;
  std::optional<ModuleId> module;
};

}  // namespace

EntryPaths::EntryPaths(const Facts& facts, const std::string& path,
                       const std::vector<std::string_view>& lines)
    : lines_(lines) {
  if (!references::HoldsEntries(FormatOf(path))) return;
  const auto path_of = [](const Reference& one) -> const std::string& { return one.where.path; };
  for (auto at = std::ranges::lower_bound(facts.references, path, std::less<>(), path_of);
       at != facts.references.end() && at->where.path == path; ++at) {
    const Reference& reference = *at;
    const bool sure = IsSure(reference) && reference.module && reference.where.line > 0;
    if (!sure || reference.name.length == 0) continue;
    const auto line = static_cast<std::size_t>(reference.where.line - 1);
    const auto [known, is_new] = named_.try_emplace(line, reference.module);
    if (!is_new && known->second != reference.module) known->second.reset();
  }
}

std::optional<ModuleId> EntryPaths::ModuleOf(int line) const {
  const auto at = static_cast<std::size_t>(line - 1);
  if (named_.empty() || line < 1 || at >= lines_.size()) return std::nullopt;
  if (const auto here = named_.find(at); here != named_.end()) return here->second;
  const std::size_t column = ColumnOf(lines_[at]);
  const auto shown = [&](std::size_t i) { return Trim(lines_[i]); };
  const auto is_edge = [&](std::size_t i) {
    return shown(i).empty() ||
           (IsBracket(shown(i)) && (column == 0 || ColumnOf(lines_[i]) < column));
  };
  NearName above, below;
  for (std::size_t steps = 1; steps <= std::min(kMostLines, at); ++steps) {
    const std::size_t i = at - steps;
    if (BeginsItem(shown(i + 1)) && ColumnOf(lines_[i + 1]) <= column) break;
    if (is_edge(i)) break;
    const auto known = named_.find(i);
    if (known == named_.end() || ColumnOf(lines_[i]) > column) continue;
    above = {steps, known->second};
    break;
  }
  for (std::size_t steps = 1; steps <= kMostLines && at + steps < lines_.size(); ++steps) {
    const std::size_t i = at + steps;
    const std::size_t first = lines_[i].find_first_not_of(" \t");
    if (is_edge(i) || first < column || (BeginsItem(shown(i)) && ColumnOf(lines_[i]) <= column)) {
      break;
    }
    const auto known = named_.find(i);
    if (known == named_.end() || ColumnOf(lines_[i]) > column) continue;
    below = {steps, known->second};
    break;
  }
  if (above.steps == below.steps && above.module != below.module) return std::nullopt;
  return above.steps < below.steps ? above.module : below.module;
}

}  // namespace prereq
