#include "metadata/link_targets.h"

#include <algorithm>

#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestLabel = 300;  // bytes

// What stands between the `[` at `at` and its `]`; nullopt: no label.
std::optional<std::string_view> LabelAt(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '[') return std::nullopt;
  const std::string_view near = text.substr(at + 1, kLongestLabel);
  const std::size_t close = near.find_first_of("[]\n");
  if (close == std::string_view::npos || near[close] != ']') return std::nullopt;
  return near.substr(0, close);
}

std::string FoldedLabel(std::string_view label) {
  std::string folded;
  for (const std::string_view word : Split(FoldName(label), ' ')) {
    if (word.empty()) continue;
    if (!folded.empty()) folded += ' ';
    folded += word;
  }
  return folded;
}

}  // namespace

LinkTargets ReadLinkTargets(std::string_view page) {
  LinkTargets targets;
  if (page.find("]:") == std::string_view::npos) return targets;
  for (const std::string_view line : Lines(page)) {
    const std::size_t begin = std::min(line.find_first_not_of(" >"), line.size());
    const std::optional<std::string_view> label = LabelAt(line, begin);
    if (!label || label->empty() || label->front() == '^') continue;
    std::string_view rest = line.substr(begin + label->size() + 2);
    if (!rest.starts_with(':')) continue;
    rest = Trim(rest.substr(1));
    const bool in_angles = rest.starts_with('<');
    if (in_angles) rest.remove_prefix(1);
    const std::string_view target = rest.substr(0, rest.find_first_of(in_angles ? ">" : " \t"));
    if (!target.empty()) targets.try_emplace(FoldedLabel(*label), target);
  }
  return targets;
}

std::optional<TargetedLink> TargetedLinkAt(std::string_view text, std::size_t at,
                                           const LinkTargets& targets) {
  const std::optional<std::string_view> words = targets.empty() ? std::nullopt : LabelAt(text, at);
  if (!words) return std::nullopt;
  std::size_t length = words->size() + 2;
  const char next = at + length < text.size() ? text[at + length] : ' ';
  if (next == '(' || next == ':') return std::nullopt;
  const std::optional<std::string_view> label = LabelAt(text, at + length);
  if (label) length += label->size() + 2;
  const auto target = targets.find(FoldedLabel(label && !label->empty() ? *label : *words));
  if (target == targets.end()) return std::nullopt;
  return TargetedLink{length, target->second};
}

bool PathSaysNumber(std::string_view path, int number) {
  return std::ranges::any_of(Split(path, '/'),
                             [&](std::string_view part) { return FirstNumber(part) == number; });
}

}  // namespace prereq
