// Facts of a series in a few words, for tests of what comes after reading.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// Declares modules with numbers (0: none), then what they need and must. Lines of the made-up file
/// `f.yaml` count up with every call, so each fact has its own place.
class FactsBuilder {
 public:
  explicit FactsBuilder(std::vector<std::pair<std::string, int>> modules) {
    std::ranges::sort(modules);
    facts_.series.pattern = "{number:02}_{slug}";
    facts_.order = Order(modules.size());
    for (const auto& [slug, number] : modules) {
      Module module;
      module.slug = slug;
      module.where = Next();
      const ModuleId id{static_cast<int>(facts_.modules.size())};
      facts_.modules.push_back(std::move(module));
      if (number > 0) facts_.order.Set(id, Number{number, '\0'});
    }
  }

  FactsBuilder& Needs(const std::string& dependent, const std::string& prerequisite,
                      FactKind kind = FactKind::kMetadata) {
    facts_.dependencies.push_back(
        {Id(dependent), Id(prerequisite), kind, prerequisite, Next(), true});
    return *this;
  }
  FactsBuilder& Before(const std::string& first, const std::string& later) {
    Constraint constraint;
    constraint.rule.kind = Rule::Kind::kBefore;
    constraint.rule.text = first + " before " + later;
    constraint.rule.where = Next();
    constraint.subject = Id(first);
    constraint.object = Id(later);
    facts_.constraints.push_back(constraint);
    return *this;
  }
  FactsBuilder& Within(const std::string& slug, int low, int high) {
    Constraint constraint;
    constraint.rule.kind = low == high ? Rule::Kind::kPin : Rule::Kind::kWithin;
    constraint.rule.low = {low, '\0'};
    constraint.rule.high = {high, '\0'};
    constraint.rule.where = Next();
    constraint.subject = Id(slug);
    facts_.constraints.push_back(constraint);
    return *this;
  }
  FactsBuilder& Place(const std::string& slug, Rule::Kind kind) {
    Constraint constraint;
    constraint.rule.kind = kind;
    constraint.rule.where = Next();
    constraint.subject = Id(slug);
    facts_.constraints.push_back(constraint);
    return *this;
  }
  FactsBuilder& PhaseOf(const std::string& name, const std::vector<std::string>& slugs) {
    ResolvedPhase phase{name, {}, Next()};
    for (const std::string& slug : slugs) phase.modules.push_back(Id(slug));
    facts_.phases.push_back(phase);
    return *this;
  }
  FactsBuilder& Waive(const std::string& dependent, const std::string& prerequisite) {
    ResolvedWaiver waiver;
    waiver.waiver.text = dependent + " requires " + prerequisite;
    waiver.waiver.where = Next();
    waiver.dependent = Id(dependent);
    waiver.prerequisite = Id(prerequisite);
    facts_.waivers.push_back(waiver);
    return *this;
  }
  FactsBuilder& Gaps(Series::Gaps gaps) {
    facts_.series.gaps = gaps;
    return *this;
  }

  [[nodiscard]] ModuleId Id(const std::string& slug) const {
    const auto id = facts_.FindSlug(slug);
    if (!id) throw std::invalid_argument("no module " + slug);
    return *id;
  }
  [[nodiscard]] const Facts& facts() const { return facts_; }
  Facts& facts() { return facts_; }

 private:
  Location Next() { return {"f.yaml", ++line_, 1}; }

  Facts facts_;
  int line_ = 0;
};

}  // namespace prereq
