// Before and after of one plan, with the names that both sides print.
#include "plan/target.h"

#include <set>

#include "base/format.h"
#include "base/text.h"
#include "plan/invalid.h"

namespace prereq {
namespace {

std::string Shown(std::optional<Number> number, const std::string& slug, int width) {
  return number ? fmt::format("{}_{}", ShowNumber(*number, width), slug) : slug;
}

}  // namespace

Renaming::Renaming(const Facts& facts, const Target& target, NamePattern pattern)
    : facts_(&facts), target_(&target), pattern_(std::move(pattern)) {
  for (const auto& [module, slug] : target.renamed) new_slugs_[module] = slug;
  for (const ModuleId id : facts.order.Sequence()) {
    const auto [owner, is_new] = owners_.emplace(*facts.order.number(id), id);
    if (!is_new) owner->second.reset();
  }
  if (!target.renamed.empty() || !target.inserted.empty()) return;
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    if (facts.order.number({i}) != target.order.number({i})) return;
  }
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    const std::string& path = facts.modules[static_cast<std::size_t>(i)].path;
    const auto number = facts.order.number({i});
    const auto match = pattern_.MatchPath(path);
    if (!number || !match) continue;
    if (pattern_.FormatLike(path, *number, match->slug) != path) repadded_.insert({i});
  }
}

Result<Renaming> Renaming::Make(const Facts& facts, const Target& target) {
  Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  if (!pattern) return pattern.error();
  if (target.order.module_count() != facts.modules.size()) {
    return Invalid(fmt::format("the order is for {} modules, the series has {}",
                               target.order.module_count(), facts.modules.size()));
  }
  Renaming renaming(facts, target, std::move(*pattern));
  // Who has which number afterwards, and which one before. Modules that share a number already may
  // go on sharing one: that is not this change's doing.
  std::map<Number, std::pair<std::string, std::optional<Number>>> taken;
  const auto take = [&](Number number, const std::string& slug,
                        std::optional<Number> before) -> Status {
    const auto [other, is_new] = taken.emplace(number, std::pair(slug, before));
    if (is_new || (before && other->second.second == before)) return Done{};
    return Invalid(fmt::format("`{}` and `{}` would both have number {}",
                               Printable(other->second.first), Printable(slug),
                               ShowNumber(number, renaming.width())));
  };
  std::set<std::string> slugs;
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    const ModuleId id{i};
    if (!slugs.insert(renaming.NewSlug(id)).second) {
      return Invalid(
          fmt::format("there would be two modules `{}`", Printable(renaming.NewSlug(id))));
    }
    if (!renaming.After(id)) continue;
    const Status free = take(*renaming.After(id), renaming.NewSlug(id), renaming.Before(id));
    if (!free) return free.error();
  }
  for (const NewModule& added : target.inserted) {
    if (!slugs.insert(added.slug).second) {
      return Invalid(fmt::format("there would be two modules `{}`", Printable(added.slug)));
    }
    const Status free = take(added.number, added.slug, std::nullopt);
    if (!free) return free.error();
  }
  return renaming;
}

const std::string& Renaming::NewSlug(ModuleId id) const {
  const auto found = new_slugs_.find(id);
  return found == new_slugs_.end() ? OldSlug(id) : found->second;
}

std::optional<ModuleId> Renaming::OwnerBefore(Number number) const {
  const auto found = owners_.find(number);
  return found == owners_.end() ? std::nullopt : found->second;
}

std::string Renaming::ShownBefore(ModuleId id) const {
  return Shown(Before(id), OldSlug(id), width());
}

std::string Renaming::ShownAfter(ModuleId id) const {
  return Shown(After(id), NewSlug(id), width());
}

}  // namespace prereq
