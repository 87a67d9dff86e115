// The rules as one table, and looking one up.
#include <algorithm>
#include <charconv>

#include "base/format.h"
#include "base/nearest.h"
#include "base/text.h"
#include "rules/rule.h"

namespace prereq {
namespace {

constexpr std::string_view kRulePrefix = "PRQ";
constexpr std::size_t kRuleDigits = 3;

}  // namespace

std::span<const RuleEntry* const> RuleTable() {
#define PREREQ_ROW(name, number) &name,
  static constexpr const RuleEntry* kTable[] = {PREREQ_RULES(PREREQ_ROW)};
#undef PREREQ_ROW
  return kTable;
}

const RuleEntry& EntryOf(RuleId id) {
  return **std::ranges::find(RuleTable(), id, [](const RuleEntry* one) { return one->info.id; });
}

std::span<const RuleInfo> AllRules() {
  static const std::vector<RuleInfo> rules = [] {
    std::vector<RuleInfo> infos;
    for (const RuleEntry* entry : RuleTable()) infos.push_back(entry->info);
    return infos;
  }();
  return rules;
}

const RuleInfo* FindRule(RuleId id) {
  const auto rules = AllRules();
  const auto found = std::ranges::lower_bound(rules, id, {}, &RuleInfo::id);
  return found == rules.end() || found->id != id ? nullptr : &*found;
}

const RuleInfo* FindRule(std::string_view id_or_slug) {
  const std::string wanted = Lower(id_or_slug);
  const auto rules = AllRules();
  const auto found = std::ranges::find_if(rules, [&](const RuleInfo& rule) {
    return Lower(RuleName(rule.id)) == wanted || rule.slug == wanted;
  });
  return found == rules.end() ? nullptr : &*found;
}

std::string NearestRule(const std::string& name) {
  std::vector<std::string> known;
  for (const RuleInfo& rule : AllRules()) {
    known.push_back(RuleName(rule.id));
    known.emplace_back(rule.slug);
  }
  return Nearest(name, known);
}

bool IsAboutOrder(RuleId id) {
  const RuleInfo* rule = FindRule(id);
  return rule != nullptr && rule->subject == RuleSubject::kOrder;
}

bool IsAboutSilencing(RuleId id) {
  const RuleInfo* rule = FindRule(id);
  return rule != nullptr && rule->subject == RuleSubject::kSilencing;
}

std::string RuleName(RuleId id) {
  return fmt::format("{}{:03}", kRulePrefix, static_cast<unsigned>(id));
}

std::optional<RuleId> ParseRuleName(std::string_view name) {
  if (name.size() != kRulePrefix.size() + kRuleDigits || !name.starts_with(kRulePrefix)) {
    return std::nullopt;
  }
  name.remove_prefix(kRulePrefix.size());
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return RuleId{number};
}

}  // namespace prereq
