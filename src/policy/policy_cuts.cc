#include "policy/policy_cuts.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "policy/config_meaning.h"
#include "policy/yaml_entries.h"

namespace prereq {
namespace {

// An entry that has to go.
struct DeadEntry {
  Location where;
  std::string what;                   // for people: "the constraint `pin mid to 2`"
  std::function<void(Config&)> mark;  // marks it in a copy, for Without to erase
  bool sure = true;                   // false: it may mean a module of another series
};

// Marks are empty texts, which no parsed entry has.
Config Without(Config config, const std::vector<const DeadEntry*>& entries) {
  for (const DeadEntry* entry : entries) entry->mark(config);
  const auto gone = [](const Name& name) { return name.text.empty(); };
  std::erase_if(config.aliases, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(config.rules, [&](const Rule& rule) { return gone(rule.subject); });
  std::erase_if(config.waivers, [&](const Waiver& waiver) { return gone(waiver.dependent); });
  const auto trim = [&](auto& parts) {
    std::erase_if(parts, [&](auto& entry) {
      const bool had = !entry.modules.empty();
      std::erase_if(entry.modules, gone);
      return had && entry.modules.empty();
    });
  };
  trim(config.phases);
  trim(config.suppressions);
  return config;
}

std::string Cut(std::string_view text, const std::vector<Span>& spans) {
  std::string rest;
  std::size_t at = 0;
  for (const Span span : spans) {
    rest += text.substr(at, span.offset - at);
    at = span.end();
  }
  return rest += text.substr(at);
}

// Sorted, and those that overlap or touch as one.
std::vector<Span> Merged(std::vector<Span> spans) {
  std::ranges::sort(spans);
  std::vector<Span> merged;
  for (const Span span : spans) {
    if (!merged.empty() && span.offset <= merged.back().end()) {
      merged.back().length = std::max(merged.back().end(), span.end()) - merged.back().offset;
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

class Cutter {
 public:
  Cutter(const std::string& path, const std::string& text, const Config& config, const Facts& facts,
         const std::set<ModuleId>& leaving)
      : path_(path), text_(text), config_(config), facts_(facts), leaving_(leaving) {
    for (const ModuleId id : leaving) {
      const Module& module = facts.module(id);
      names_.push_back(module.slug);
      names_.insert(names_.end(), module.aliases.begin(), module.aliases.end());
    }
  }

  PolicyCuts Run() {
    CollectEntries();
    std::vector<const DeadEntry*> cut;
    std::vector<Span> spans;
    for (const DeadEntry& entry : entries_) {
      if (const auto span = entry.sure ? SpanOf(entry) : std::nullopt) {
        cut.push_back(&entry);
        spans.push_back(*span);
      } else {
        AddTask(entry);
      }
    }
    spans = Merged(std::move(spans));
    if (!Means(Cut(text_, spans), Without(config_, cut))) {  // each alone, but not together
      for (const DeadEntry* entry : cut) AddTask(*entry);
      cut.clear();
      spans.clear();
    }
    cuts_.spans = std::move(spans);
    for (const DeadEntry* entry : cut)
      cuts_.places.push_back({Here(entry->where), "removed: " + entry->what});
    std::ranges::sort(cuts_.places, {}, &DeclaredEdit::where);
    std::ranges::sort(cuts_.tasks, {}, &Task::where);
    return std::move(cuts_);
  }

 private:
  void CollectEntries() {
    for (std::size_t i = 0; i < config_.aliases.size(); ++i) {
      const Name& slug = config_.aliases[i].first;
      if (!IsGone(slug)) continue;
      entries_.push_back({slug.where, fmt::format("the aliases of `{}`", Printable(slug.text)),
                          [i](Config& config) { config.aliases[i].first.text.clear(); },
                          config_.series.size() < 2});
    }
    for (std::size_t i = 0; i < config_.rules.size(); ++i) {
      const Rule& rule = config_.rules[i];
      if (!IsGone(rule)) continue;
      entries_.push_back({rule.where, fmt::format("the constraint `{}`", Printable(rule.text)),
                          [i](Config& config) { config.rules[i].subject.text.clear(); }});
    }
    for (std::size_t i = 0; i < config_.waivers.size(); ++i) {
      const Waiver& waiver = config_.waivers[i];
      if (!IsGone(waiver)) continue;
      entries_.push_back({waiver.where, fmt::format("the waiver `{}`", Printable(waiver.text)),
                          [i](Config& config) { config.waivers[i].dependent.text.clear(); }});
    }
    for (std::size_t i = 0; i < config_.phases.size(); ++i) {
      const Phase& phase = config_.phases[i];
      const std::vector<bool> gone = GoneFrom(phase);
      AddNames(phase, gone, fmt::format("the phase `{}`", Printable(phase.name)),
               [i](Config& config) -> std::vector<Name>& { return config.phases[i].modules; });
    }
    for (std::size_t i = 0; i < config_.suppressions.size(); ++i) {
      const Suppression& suppression = config_.suppressions[i];
      std::vector<bool> gone;
      for (const Name& name : suppression.modules) gone.push_back(IsGone(name));
      AddNames(
          suppression, gone, fmt::format("the suppression of {}", Printable(suppression.rule.text)),
          [i](Config& config) -> std::vector<Name>& { return config.suppressions[i].modules; });
    }
  }

  // The whole entry when all its names go, else the names one by one.
  template <class Names, class NamesIn>
  void AddNames(const Names& entry, const std::vector<bool>& gone, const std::string& what,
                NamesIn names_in) {
    const auto count = static_cast<std::size_t>(std::ranges::count(gone, true));
    if (count == 0) return;
    if (count == gone.size()) {
      entries_.push_back({entry.where, what, [=](Config& config) {
                            for (Name& name : names_in(config)) name.text.clear();
                          }});
      return;
    }
    for (std::size_t k = 0; k < gone.size(); ++k) {
      if (!gone[k]) continue;
      const Name& name = entry.modules[k];
      entries_.push_back({name.where, fmt::format("`{}` from {}", Printable(name.text), what),
                          [=](Config& config) { names_in(config)[k].text.clear(); }});
    }
  }

  [[nodiscard]] bool IsGone(const Name& name) const {
    const auto same = [&](const std::string& one) {
      return one == name.text || one == SplitNumberedName(name.text).rest;
    };
    return std::ranges::any_of(names_, same);
  }
  [[nodiscard]] bool IsGone(const Rule& rule) const {
    for (const Constraint& constraint : facts_.constraints) {
      if (constraint.rule.where != rule.where) continue;
      return leaving_.contains(constraint.subject) ||
             (rule.kind == Rule::Kind::kBefore && leaving_.contains(constraint.object));
    }
    return false;
  }
  [[nodiscard]] bool IsGone(const Waiver& waiver) const {
    for (const ResolvedWaiver& one : facts_.waivers) {
      if (one.waiver.where != waiver.where) continue;
      return leaving_.contains(one.dependent) || leaving_.contains(one.prerequisite);
    }
    return IsGone(waiver.dependent) || IsGone(waiver.prerequisite);
  }
  [[nodiscard]] std::vector<bool> GoneFrom(const Phase& phase) const {
    std::vector<bool> gone(phase.modules.size(), false);
    for (const ResolvedPhase& one : facts_.phases) {
      if (one.where != phase.where || one.modules.size() != gone.size()) continue;
      for (std::size_t k = 0; k < gone.size(); ++k) gone[k] = leaving_.contains(one.modules[k]);
    }
    return gone;
  }

  [[nodiscard]] std::optional<Span> SpanOf(const DeadEntry& entry) const {
    const Config wanted = Without(config_, {&entry});
    for (const Span span : EntriesAt(text_, OffsetOf(entry.where), names_)) {
      if (Means(Cut(text_, {span}), wanted)) return span;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool Means(const std::string& text, const Config& wanted) const {
    const auto config = ParseConfig(config_.path, text);
    return config && MeaningOf(*config) == MeaningOf(wanted);
  }

  [[nodiscard]] std::size_t OffsetOf(const Location& where) const {
    std::size_t line = 0;
    for (int i = 1; i < where.line; ++i) {
      line = text_.find('\n', line);
      if (line == std::string::npos) return line;
      ++line;
    }
    return line + static_cast<std::size_t>(std::max(1, where.column)) - 1;
  }

  void AddTask(const DeadEntry& entry) {
    cuts_.tasks.push_back(
        {TaskKind::kPolicy,
         fmt::format("remove {} by hand: it names what leaves the series, no way to cut it that "
                     "leaves all else alone was found, and until then the policy cannot be read",
                     entry.what),
         Here(entry.where)});
  }

  [[nodiscard]] Location Here(const Location& where) const {
    return {path_, where.line, where.column};
  }

  const std::string& path_;
  const std::string& text_;
  const Config& config_;
  const Facts& facts_;
  const std::set<ModuleId>& leaving_;
  std::vector<std::string> names_;  // slugs and aliases of what leaves
  std::vector<DeadEntry> entries_;
  PolicyCuts cuts_;
};

}  // namespace

PolicyCuts CutFromPolicy(const std::string& path, const std::string& text, const std::string& shown,
                         const Facts& facts, const std::set<ModuleId>& leaving) {
  const auto config = ParseConfig(shown, text);
  if (!config) return {};  // the caller has read it, and finds out that it changed
  return Cutter(path, text, *config, facts, leaving).Run();
}

}  // namespace prereq
