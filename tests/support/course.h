// Facts of a course in one line, for tests: "setup tensor autograd" are modules 1, 2, 3.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/numbered_name.h"
#include "base/text.h"
#include "prereq/plan.h"

namespace prereq {

/// Modules numbered 1.. in the given order, at the paths of `pattern`.
inline Facts CourseFacts(const std::string& slugs,
                         const std::string& pattern = "modules/{number:02}_{slug}") {
  Facts facts;
  facts.series.pattern = pattern;
  facts.series.labels = {"Module"};
  const NamePattern parsed = *NamePattern::Parse(pattern);
  std::vector<std::pair<std::string, int>> modules;
  int number = 0;
  for (const std::string_view slug : Split(slugs, ' ')) modules.emplace_back(slug, ++number);
  std::ranges::sort(modules);
  facts.order = Order(modules.size());
  for (std::size_t i = 0; i < modules.size(); ++i) {
    Module module;
    module.slug = modules[i].first;
    module.path = parsed.Format({modules[i].second, '\0'}, module.slug);
    facts.modules.push_back(module);
    facts.order.Set({static_cast<int>(i)}, Number{modules[i].second, '\0'});
  }
  return facts;
}

/// The order "setup autograd tensor": numbers 1, 2, 3 in this sequence; modules left out have none.
inline Order CourseOrder(const Facts& facts, const std::string& slugs) {
  Order order(facts.modules.size());
  int number = 0;
  for (const std::string_view slug : Split(slugs, ' ')) {
    order.Set(*facts.FindSlug(slug), Number{++number, '\0'});
  }
  return order;
}

/// Adds "`first` before `then`" as a rule of the policy, on the given line of prereq.yaml.
inline void AddRule(Facts& facts, const std::string& first, const std::string& then,
                    const std::string& because, int line) {
  Rule rule;
  rule.subject = {first, {"prereq.yaml", line, 3}};
  rule.object = {then, {"prereq.yaml", line, 3}};
  rule.text = first + " before " + then;
  rule.because = because;
  rule.where = {"prereq.yaml", line, 3};
  facts.constraints.push_back({rule, *facts.FindSlug(first), *facts.FindSlug(then)});
}

/// Adds "`dependent` requires `prerequisite`".
inline void AddDependency(Facts& facts, const std::string& dependent,
                          const std::string& prerequisite, FactKind kind, const std::string& text,
                          const Location& where) {
  facts.dependencies.push_back(
      {*facts.FindSlug(dependent), *facts.FindSlug(prerequisite), kind, text, where, true});
}

}  // namespace prereq
