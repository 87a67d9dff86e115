#include "metadata/mention_targets.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/numbered_name.h"
#include "base/path.h"
#include "metadata/link_targets.h"
#include "metadata/other_works.h"
#include "series/resolve.h"

namespace prereq {

Meant MentionTargets::Find(const ModuleMention& mention, bool paths) const {
  if (mention.all_before || mention.all_before_outer) {
    if (speaker_.is_guest) return {{}, true};
    // Of lessons only where lessons are the series, of phases only where phases are.
    const bool outer = levels_.HoldsSeries();
    if (outer != mention.all_before_outer) return {{}, true};
    if (!mention.folder.empty()) return AllIn(mention.folder);
    std::vector<ModuleId> before = AllBefore();
    if (mention.only_last) {
      KeepLast(before);
      if (before.empty()) return {{}, true};
    }
    return {std::move(before), false};
  }
  Meant meant;
  if (!mention.path.empty()) {
    if (!paths) return meant;
    const Levels::Found found = FindPath(mention.path);
    // What lies in the module itself, or in the one that holds it, is not something to do before
    // it.
    const bool own = (found.modules.size() == 1 && found.modules.front() == speaker_.self) ||
                     (found.elsewhere && IsWithin(speaker_.file, found.place));
    if (!own) meant.Take(found);
    if (!mention.last_path.empty()) AddBetween(found, FindPath(mention.last_path), meant);
    const bool led = !meant.modules.empty() || meant.elsewhere;
    if (!led && mention.path.starts_with("../")) AddWords(mention, meant);
    return meant;
  }
  const std::string& work = mention.work;
  if (!work.empty() && !NamesFolderOf(work, facts_.module(speaker_.self).path)) {
    const Levels::Found own = levels_.Find(work, speaker_);
    if (own.modules.empty() && !own.elsewhere) return meant;
  }
  std::vector<Number> outers = NumbersOf(mention.outer, mention.outer_last);
  std::vector<Number> inners = NumbersOf(mention.number, mention.last);
  const auto add = [&](std::optional<Number> outer, std::optional<Number> inner) {
    meant.Take(levels_.FindNumber(outer, inner, speaker_));
  };
  if (!mention.number) {
    for (const Number outer : outers) add(outer, std::nullopt);
  } else {
    for (const Number inner : inners) add(mention.outer, inner);
  }
  return meant;
}

// Adds what lies between the ends of "`01-a.md` through `04-d.md`".
void MentionTargets::AddBetween(const Levels::Found& first, const Levels::Found& last,
                                Meant& meant) const {
  if (first.modules.size() != 1 || last.modules.size() != 1) {
    std::ranges::move(levels_.Between(first.place, last.place), std::back_inserter(meant.across));
    return;
  }
  const std::optional<Number> low = facts_.order.number(first.modules.front()),
                              high = facts_.order.number(last.modules.front());
  for (const ModuleId id : facts_.order.Sequence()) {
    const std::optional<Number> number = facts_.order.number(id);
    if (low && high && *low < *number && *number < *high) meant.modules.push_back(id);
  }
}

// [Module 1](../module-01/README.md) on a page two folders below: the path is broken, and its
// words say the same number.
void MentionTargets::AddWords(const ModuleMention& link, Meant& meant) const {
  for (const ModuleMention& one : ReadMentions(link.words, labels_)) {
    const std::optional<Number> number = one.number ? one.number : one.outer;
    if (!number || !one.path.empty()) continue;
    if (PathSaysNumber(link.path, number->value)) meant.Add(Find(one, false));
  }
}

// A path, or the numbered name of a module: `02-beta`, whatever the number is by now.
Levels::Found MentionTargets::FindPath(const std::string& text) const {
  Levels::Found found = levels_.FindPath(text, speaker_);
  // The page of a site, whose source has another ending.
  constexpr std::string_view kOfSite = ".html";
  if (found.modules.empty() && !found.elsewhere && text.ends_with(kOfSite)) {
    found = levels_.FindPath(text.substr(0, text.size() - kOfSite.size()), speaker_);
  }
  if (!found.modules.empty() || found.elsewhere || speaker_.inner) return found;
  const SplitName split = SplitNumberedName(text);
  if (split.number && text.find('/') == std::string::npos) {
    std::vector<ModuleId> ids = levels_.own().Find(text);
    if (ids.size() == 1 && SlugInPath(facts_.module(ids.front())) == split.rest) {
      found.modules = std::move(ids);
    }
  }
  return found;
}

// "All lessons in `basics/`": those before this one where it lies there itself, all where the
// folder is another series'.
Meant MentionTargets::AllIn(const std::string& folder) const {
  Meant meant;
  const std::string own = ParentPath(facts_.module(speaker_.self).path);
  for (const auto& from : {ParentPath(speaker_.file), std::string()}) {
    const std::optional<std::string> path = FollowPath(from, folder);
    if (!path || path->empty()) continue;
    if (*path == own) return {AllBefore(), false};
    meant.across = levels_.InFolder(*path);
    if (!meant.across.empty()) break;
  }
  meant.elsewhere = true;
  return meant;
}

// Leaves the one with the greatest number, none where several share it.
void MentionTargets::KeepLast(std::vector<ModuleId>& modules) const {
  const auto number = [&](ModuleId id) { return *facts_.order.number(id); };
  const auto last = std::ranges::max_element(modules, {}, number);
  if (last == modules.end()) return;
  const ModuleId kept = *last;
  const bool shared = std::ranges::any_of(
      modules, [&](ModuleId id) { return id != kept && !(number(id) < number(kept)); });
  modules.clear();
  if (!shared) modules.push_back(kept);
}

std::vector<ModuleId> MentionTargets::AllBefore() const {
  std::vector<ModuleId> all;
  const std::optional<Number> own = facts_.order.number(speaker_.self);
  for (const ModuleId id : facts_.order.Sequence()) {
    if (own && *facts_.order.number(id) < *own) all.push_back(id);
  }
  return all;
}

}  // namespace prereq
