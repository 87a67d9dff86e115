// Constraints, phases and waivers of the policy, with their names resolved.
#include <algorithm>
#include <map>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "policy/config_fields.h"
#include "prereq/claims.h"
#include "series/resolve.h"

namespace prereq {
namespace {

class PolicyResolver {
 public:
  PolicyResolver(const NameTable& names, const std::vector<NameTable>& foreign, Facts& facts,
                 Errors& errors)
      : names_(names), foreign_(foreign), facts_(facts), errors_(errors) {}

  void Resolve(const Rule& rule) {
    const bool has_object = rule.kind == Rule::Kind::kBefore;
    if (IsForeign(rule.subject) && (!has_object || IsForeign(rule.object))) return;
    const std::string context = fmt::format("the constraint `{}`", Printable(rule.text));
    const auto subject = One(rule.subject, context);
    const auto object = has_object ? One(rule.object, context) : std::optional(ModuleId{});
    if (!subject || !object) return;
    if (IsNumber(rule.subject, *subject) || (has_object && IsNumber(rule.object, *object))) {
      RefuseNumbers(rule.where, context, WithNames(rule, *subject, *object));
      return;
    }
    if (subject == object) {
      AddError(errors_, rule.where, fmt::format("{} compares a module with itself", context));
      return;
    }
    facts_.constraints.push_back({rule, *subject, *object});
  }

  void Resolve(const Phase& phase) {
    ResolvedPhase resolved{phase.name, {}, phase.where};
    if (!phase.modules.empty() &&
        std::ranges::all_of(phase.modules, [&](const Name& name) { return IsForeign(name); })) {
      return;
    }
    const std::string context = fmt::format("the phase `{}`", Printable(phase.name));
    for (const Name& name : phase.modules) {
      const auto id = One(name, context);
      if (!id) continue;
      if (IsNumber(name, *id)) {
        RefuseNumbers(name.where, context, "write " + names_.slug(*id));
        continue;
      }
      const auto [first, is_new] = phase_of_.try_emplace(*id, phase.name);
      if (is_new) {
        resolved.modules.push_back(*id);
      } else {
        AddError(errors_, name.where,
                 fmt::format("`{}` stands in the phase `{}` and again in {}",
                             Printable(names_.slug(*id)), Printable(first->second), context));
      }
    }
    facts_.phases.push_back(std::move(resolved));
  }

  // Each pair of modules of neighbouring phases is a claim, and claims have a number each.
  void LimitPairs() {
    std::int64_t pairs = 0;
    std::int64_t earlier = 0;
    for (const ResolvedPhase& phase : facts_.phases) {
      if (phase.modules.empty()) continue;
      const auto count = static_cast<std::int64_t>(phase.modules.size());
      pairs += earlier * count;
      earlier = count;
      if (pairs <= Claims::kMost) continue;
      AddError(errors_, phase.where,
               fmt::format("up to the phase `{}`, neighbouring phases make {} pairs of modules; "
                           "at most {} can be told apart",
                           Printable(phase.name), pairs, Claims::kMost));
      return;
    }
  }

  void Resolve(const Waiver& waiver) {
    if (IsForeign(waiver.dependent) && IsForeign(waiver.prerequisite)) return;
    const std::string context = fmt::format("the waiver `{}`", Printable(waiver.text));
    const auto dependent = One(waiver.dependent, context);
    const auto prerequisite = One(waiver.prerequisite, context);
    if (dependent && prerequisite &&
        (IsNumber(waiver.dependent, *dependent) || IsNumber(waiver.prerequisite, *prerequisite))) {
      RefuseNumbers(
          waiver.prerequisite.where, context,
          fmt::format("write {} requires {}", names_.slug(*dependent), names_.slug(*prerequisite)));
    } else if (dependent && prerequisite) {
      facts_.waivers.push_back({waiver, *dependent, *prerequisite});
    }
  }

 private:
  // Known in another series of this policy and unknown in this one.
  [[nodiscard]] bool IsForeign(const Name& name) const {
    return names_.Find(name.text).empty() &&
           std::ranges::any_of(
               foreign_, [&](const NameTable& table) { return !table.Find(name.text).empty(); });
  }

  // `6`, `Lesson 06`: a place in the order instead of a module.
  [[nodiscard]] bool IsNumber(const Name& name, ModuleId found) const {
    const std::string_view text = Trim(name.text);
    if (text == names_.slug(found)) return false;
    const std::size_t digits = text.find_last_not_of("0123456789") + 1;
    if (digits == text.size()) return false;
    const std::string_view label = Trim(text.substr(0, digits));
    return label.empty() || label == "#" ||
           std::ranges::find(names_.labels(), FoldModuleName(label)) != names_.labels().end();
  }

  // A constraint by number would speak of other modules once they are renumbered, and often say
  // the opposite.
  void RefuseNumbers(const Location& where, const std::string& context, std::string names) {
    Error error;
    error.where = where;
    error.message = context +
                    " names a module by its number, which another one gets as soon as "
                    "the order changes";
    error.fix = std::move(names);
    errors_.push_back(std::move(error));
  }

  [[nodiscard]] std::string WithNames(const Rule& rule, ModuleId subject, ModuleId object) const {
    const std::string& first = names_.slug(subject);
    switch (rule.kind) {
      case Rule::Kind::kBefore:
        return fmt::format("write {} before {}", first, names_.slug(object));
      case Rule::Kind::kPin:
        return fmt::format("write pin {} to {}", first, rule.low.value);
      case Rule::Kind::kWithin:
        return fmt::format("write {} within {}..{}", first, rule.low.value, rule.high.value);
      case Rule::Kind::kFirst:
        return fmt::format("write {} first", first);
      case Rule::Kind::kLast:
        break;
    }
    return fmt::format("write {} last", first);
  }

  std::optional<ModuleId> One(const Name& name, std::string_view context) {
    const std::vector<ModuleId> found = names_.Find(name.text);
    if (auto error = ExplainName(name, found, names_, context)) {
      errors_.push_back(std::move(*error));
      return std::nullopt;
    }
    return found.front();
  }

  const NameTable& names_;
  const std::vector<NameTable>& foreign_;
  Facts& facts_;
  Errors& errors_;
  std::map<ModuleId, std::string> phase_of_;
};

}  // namespace

void ResolvePolicy(const Config& config, const NameTable& names,
                   const std::vector<NameTable>& foreign, Facts& facts, Errors& errors) {
  PolicyResolver resolver(names, foreign, facts, errors);
  for (const Rule& rule : config.rules) resolver.Resolve(rule);
  for (const Phase& phase : config.phases) resolver.Resolve(phase);
  resolver.LimitPairs();
  for (const Waiver& waiver : config.waivers) resolver.Resolve(waiver);
}

}  // namespace prereq
