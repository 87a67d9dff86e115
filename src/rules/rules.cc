// The rule catalogue as one list, and looking a rule up by id or slug.
#include "rules/rules.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace prereq {

std::span<const RuleInfo> AllRules() {
  static const std::vector<RuleInfo> rules = [] {
    std::vector<RuleInfo> joined;
    for (const auto& family : {InputRules(), OrderRules(), TreeRules(), HygieneRules()}) {
      joined.insert(joined.end(), family.begin(), family.end());
    }
    return joined;
  }();
  return rules;
}

const RuleInfo* FindRule(std::string_view id_or_slug) {
  const std::string wanted = Lower(id_or_slug);
  const auto rules = AllRules();
  const auto found = std::ranges::find_if(
      rules, [&](const RuleInfo& rule) { return Lower(rule.id) == wanted || rule.slug == wanted; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace prereq
