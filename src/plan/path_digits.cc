#include "plan/path_digits.h"

#include "base/path.h"
#include "plan/moves.h"

namespace prereq {

PathDigits::PathDigits(const Renaming& renaming, const std::vector<Mirror>& mirrors,
                       const std::map<std::string, std::string>& moves) {
  const Facts& facts = renaming.facts();
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    Add(-1, {i}, renaming.pattern(), facts.module({i}).path, moves);
  }
  std::map<int, NamePattern> patterns;
  for (int m = 0; m < static_cast<int>(mirrors.size()); ++m) {
    Result<NamePattern> pattern = NamePattern::Parse(mirrors[static_cast<std::size_t>(m)].pattern);
    if (pattern) patterns.emplace(m, std::move(*pattern));
  }
  for (const MirrorEntry& entry : facts.mirrors) {
    const auto pattern = patterns.find(entry.mirror);
    if (!entry.module || pattern == patterns.end()) continue;
    Add(entry.mirror, *entry.module, pattern->second, entry.path, moves);
  }
}

void PathDigits::Add(int mirror, ModuleId module, const NamePattern& pattern,
                     const std::string& before, const std::map<std::string, std::string>& moves) {
  if (before.empty()) return;
  const std::string after = PathAfter(moves, before);
  if (after == before) return;
  const auto old_match = pattern.MatchPath(before);
  const auto new_match = pattern.MatchPath(after);
  if (!old_match || !new_match) return;
  const std::string written = ShowNumber(old_match->number, old_match->digits);
  const std::string becomes = ShowNumber(new_match->number, new_match->digits);
  const auto [known, is_new] = digits_[{mirror, module}].emplace(written, becomes);
  if (!is_new && known->second != becomes) known->second.clear();
}

std::optional<std::string> PathDigits::After(int mirror, ModuleId module,
                                             std::string_view written) const {
  const auto paths = digits_.find({mirror, module});
  if (paths == digits_.end()) return std::nullopt;
  const auto found = paths->second.find(written);
  if (found == paths->second.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

bool IsWholeName(const Reference& reference, std::string_view path) {
  const std::string_view name = BaseName(path);
  const Span& whole = reference.whole;
  return (whole.length == name.size() || whole.length == name.rfind('.')) &&
         name.find_first_of("0123456789") == reference.number.offset - whole.offset;
}

}  // namespace prereq
