// PRQ105: facts that contradict each other, with what they force and the way out.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_parts.h"
#include "solver/conflict.h"

namespace prereq {
namespace {

std::string Numbers(std::size_t first, std::size_t last) {
  return first == last ? fmt::format("{}", first) : fmt::format("{} to {}", first, last);
}

// What the facts of a conflict force, as sentences: lowest possible numbers passed along chains.
class Derivation {
 public:
  Derivation(const CheckInput& input, const std::vector<Number>& slots) : input_(input) {
    for (const Number number : slots) slots_.push_back(number);
  }

  // Fact numbers by claim must be known before.
  std::vector<std::string> Explain(const std::vector<ClaimId>& claims,
                                   const std::map<ClaimId, std::size_t>& fact_of) {
    std::vector<std::string> lines;
    for (const ClaimId id : claims) {
      const Claim& claim = input_.graph.claim(id);
      if (claim.kind == Claim::Kind::kWindow) Raise(claim.module, IndexOf(claim.low), fact_of, id);
      if (claim.kind == Claim::Kind::kLast) {
        Raise(claim.module, static_cast<int>(slots_.size()) - 1, fact_of, id);
      }
    }
    // A conflict that is no cycle has no cycle in it, so as many rounds as claims suffice.
    for (std::size_t round = 0; round < claims.size(); ++round) {
      for (const ClaimId id : claims) {
        const Claim& claim = input_.graph.claim(id);
        if (claim.kind != Claim::Kind::kPrecedence || !low_.contains(claim.before)) continue;
        const int next = low_[claim.before] + 1;
        if (low_.contains(claim.after) && low_[claim.after] >= next) continue;
        const std::string because = Because(claim.before, Fact(fact_of, id));
        low_[claim.after] = next;
        said_[claim.after] = true;
        lines.push_back(
            next < static_cast<int>(slots_.size())
                ? fmt::format("{}: {} is {} or later", because, input_.slug(claim.after),
                              Shown(next))
                : fmt::format("{}: {} has no number left", because, input_.slug(claim.after)));
      }
    }
    return lines;
  }

 private:
  static constexpr const char* kThisRule = "this rule";

  int IndexOf(Number number) const {
    return static_cast<int>(std::ranges::lower_bound(slots_, number) - slots_.begin());
  }
  std::string Shown(int slot) const {
    return ShowNumber(slots_[static_cast<std::size_t>(slot)], input_.width);
  }
  static std::string Fact(const std::map<ClaimId, std::size_t>& fact_of, ClaimId id) {
    const auto found = fact_of.find(id);
    return found == fact_of.end() ? kThisRule : std::to_string(found->second);
  }
  // "so with 3" behind a sentence about the module, else "from 1,2" or "from 1 and this rule".
  [[nodiscard]] std::string Because(ModuleId before, const std::string& fact) const {
    if (said_.contains(before)) return fmt::format("so with {}", fact);
    const std::string& why = why_.at(before);
    const bool words = why == kThisRule || fact == kThisRule;
    return fmt::format("from {}{}{}", why, words ? " and " : ",", fact);
  }
  void Raise(ModuleId module, int low, const std::map<ClaimId, std::size_t>& fact_of, ClaimId id) {
    if (low_.contains(module) && low_[module] >= low) return;
    low_[module] = low;
    why_[module] = Fact(fact_of, id);
  }

  const CheckInput& input_;
  std::vector<Number> slots_;
  std::map<ModuleId, int> low_;
  std::map<ModuleId, std::string> why_;
  std::map<ModuleId, bool> said_;
};

// "training cannot be pinned to 06"
std::string ConflictHeadline(const CheckInput& input, const Claim& claim) {
  const int width = input.width;
  switch (claim.kind) {
    case Claim::Kind::kPrecedence:
      return fmt::format("{} cannot come before {}", input.slug(claim.before),
                         input.slug(claim.after));
    case Claim::Kind::kFirst:
      return fmt::format("{} cannot come first", input.slug(claim.module));
    case Claim::Kind::kLast:
      return fmt::format("{} cannot come last", input.slug(claim.module));
    case Claim::Kind::kWindow:
      break;
  }
  if (claim.low == claim.high) {
    return fmt::format("{} cannot be pinned to {}", input.slug(claim.module),
                       ShowNumber(claim.low, width));
  }
  return fmt::format("{} cannot be within {}..{}", input.slug(claim.module),
                     ShowNumber(claim.low, width), ShowNumber(claim.high, width));
}

// A wish of the command line stands in no file.
bool IsWish(const Claim& claim) { return claim.sources.front().where.line == 0; }

// The rule that the finding is about: the newest is the likeliest culprit, so a wish, else the
// author's last one.
ClaimId Culprit(const CheckInput& input, const std::vector<ClaimId>& claims) {
  ClaimId culprit = claims.front();
  bool found = false;
  for (const ClaimId id : claims) {
    const Claim& claim = input.graph.claim(id);
    if (claim.sources.front().kind != FactKind::kPolicy) continue;
    const Claim& now = input.graph.claim(culprit);
    if (!found || std::tuple(IsWish(now), now.sources.front().where) <
                      std::tuple(IsWish(claim), claim.sources.front().where)) {
      culprit = id;
      found = true;
    }
  }
  return culprit;
}

// Which claims of a conflict are enough to drop: without one of the others, the rule that the
// finding is about still contradicts something else.
class WaysOut {
 public:
  /// `asked` is the search that found the conflict. Costs one search a claim.
  WaysOut(const CheckInput& input, const std::vector<Number>& slots, const ConflictOptions& asked,
          const std::vector<ClaimId>& claims, ClaimId culprit)
      : culprit_(culprit) {
    for (const ClaimId id : claims) {
      ConflictOptions without = asked;
      without.ignored.push_back(id);
      without.work = kProbeWork;
      const ConflictReport left = FindConflicts(input.graph, slots, without);
      const auto has_culprit = [&](const Conflict& other) {
        return std::ranges::find(other.claims, culprit) != other.claims.end();
      };
      if (id == culprit || std::ranges::none_of(left.conflicts, has_culprit)) enough_.insert(id);
    }
  }
  [[nodiscard]] bool IsEnough(ClaimId id) const { return enough_.contains(id); }

  /// "dropping any one of these facts, or this rule, resolves it"; `facts` counts what is listed.
  [[nodiscard]] std::string InWords(const Graph& graph, std::size_t facts,
                                    const std::map<ClaimId, std::size_t>& fact_of) const {
    if (enough_.size() == fact_of.size() + 1 && facts == fact_of.size()) {
      return facts == 1 ? "dropping that fact, or this rule, resolves it"
                        : "dropping any one of these facts, or this rule, resolves it";
    }
    std::map<std::size_t, std::string> labels;
    for (const ClaimId id : enough_) {
      if (id == culprit_) continue;
      const std::size_t first = fact_of.at(id), last = first + graph.claim(id).sources.size() - 1;
      labels[first] =
          first == last ? fmt::format("{}", first) : fmt::format("{} to {} together", first, last);
    }
    if (labels.empty()) return "only dropping this rule resolves it: more facts contradict it";
    std::vector<std::string> shown;
    for (auto& [first, label] : labels) shown.push_back(std::move(label));
    return fmt::format("dropping {}, or this rule, resolves it", Join(shown, ", or "));
  }

 private:
  static constexpr std::int64_t kProbeWork = 1'000'000;

  ClaimId culprit_;
  std::set<ClaimId> enough_;
};

std::string ConflictFix(const CheckInput& input, const std::vector<ClaimId>& claims,
                        ClaimId culprit, const WaysOut& ways_out) {
  const Claim& about = input.graph.claim(culprit);
  if (IsWish(about)) return fmt::format("leave out `{}`", Printable(about.sources.front().text));
  const auto is_policy = [](const Source& source) { return source.kind == FactKind::kPolicy; };
  const std::string or_rule = IsPolicyOnly(about) ? ", or drop this rule" : "";
  for (const ClaimId id : claims) {
    const Claim& claim = input.graph.claim(id);
    if (claim.kind != Claim::Kind::kPrecedence || !ways_out.IsEnough(id)) continue;
    if (std::ranges::any_of(claim.sources, is_policy)) continue;
    return fmt::format("under `waive:` in {} add `- {{rule: {} requires {}, because: \"...\"}}`{}",
                       Printable(input.config.path), input.slug(claim.after),
                       input.slug(claim.before), or_rule);
  }
  if (IsPolicyOnly(about))
    return fmt::format("drop the rule at {}", Show(about.sources.front().where));
  for (const ClaimId id : claims) {
    const Claim& claim = input.graph.claim(id);
    if (!IsPolicyOnly(claim) || !ways_out.IsEnough(id)) continue;
    return fmt::format("drop the rule at {}", Show(claim.sources.front().where));
  }
  return "drop one of the facts above, with each of its sources";
}

// Places first, then precedences so that each comes after those that lead to it.
void SortForReading(const Graph& graph, std::vector<ClaimId>& claims) {
  const auto is_precedence = [&](ClaimId id) {
    return graph.claim(id).kind == Claim::Kind::kPrecedence;
  };
  auto rest = std::stable_partition(claims.begin(), claims.end(), std::not_fn(is_precedence));
  for (; rest != claims.end(); ++rest) {
    const auto next = std::find_if(rest, claims.end(), [&](ClaimId id) {
      return std::none_of(rest, claims.end(), [&](ClaimId other) {
        return graph.claim(other).after == graph.claim(id).before;
      });
    });
    if (next != claims.end()) std::rotate(rest, next, next + 1);
  }
}

Finding ConflictFinding(const CheckInput& input, const Conflict& conflict,
                        const std::vector<Number>& slots, const ConflictOptions& asked) {
  Finding finding;
  finding.rule = "PRQ105";
  finding.evidence_kind = "policy";
  std::vector<ClaimId> claims = conflict.claims;
  const ClaimId culprit = Culprit(input, claims);
  const Claim& about = input.graph.claim(culprit);
  finding.where = about.sources.front().where;
  finding.headline = ConflictHeadline(input, about);
  finding.modules = ModulesOf(input.graph, claims);
  if (conflict.is_cycle) {
    // Start behind the culprit: what follows leads back to it.
    std::rotate(claims.begin(), std::ranges::find(claims, culprit) + 1, claims.end());
  } else {
    SortForReading(input.graph, claims);
  }
  std::map<ClaimId, std::size_t> fact_of;
  for (const ClaimId id : claims) {
    if (id != culprit) fact_of[id] = AddFacts(input.graph.claim(id), finding);
  }
  const std::size_t facts = finding.facts.size();
  if (facts == 0) {
    finding.because.push_back(fmt::format("the numbers of this series are {} to {}",
                                          ShowNumber(slots.front(), input.width),
                                          ShowNumber(slots.back(), input.width)));
    finding.fix = "change or drop this rule";
    return finding;
  }
  if (conflict.is_cycle) {
    finding.because.push_back(fmt::format("from {}: {} comes before {}", Numbers(1, facts),
                                          input.slug(about.after), input.slug(about.before)));
  } else {
    finding.because = Derivation(input, slots).Explain(claims, fact_of);
    if (finding.because.empty()) {
      finding.because.push_back(fmt::format("with this rule, {} {} too few numbers for {}",
                                            Numbers(1, facts), facts == 1 ? "leaves" : "leave",
                                            Join(finding.modules, ", ")));
    }
  }
  for (Evidence& line : EvidenceOf(about)) {
    if (line.where == finding.where) continue;
    finding.facts.push_back(std::move(line));
    finding.because.push_back(
        fmt::format("{} says the same as this rule, and must go with it", finding.facts.size()));
  }
  const WaysOut ways_out(input, slots, asked, claims, culprit);
  finding.because.push_back(ways_out.InWords(input.graph, finding.facts.size(), fact_of));
  finding.fix = ConflictFix(input, claims, culprit, ways_out);
  return finding;
}

// What to drop so that nothing contradicts anything: more than the findings say one by one.
std::string WayOutOfAll(const CheckInput& input, const ConflictReport& report) {
  constexpr std::size_t kMostNamed = 12;
  std::vector<std::string> names;
  for (const ClaimId id : report.way_out) {
    for (const Evidence& line : EvidenceOf(input.graph.claim(id))) {
      names.push_back(fmt::format("\"{}\" ({})", line.text, Show(line.where)));
    }
  }
  const std::size_t more = names.size() - std::min(names.size(), kMostNamed);
  names.resize(names.size() - more);
  return fmt::format(
      "the cheapest way out of all contradictions: drop {}{}{}", Join(names, " and "),
      more > 0 ? fmt::format(" and {} more", more) : "",
      report.way_out_proved ? "; nothing cheaper does" : "; not proved the cheapest");
}

}  // namespace

void CheckConflicts(const CheckInput& input, const std::vector<ClaimId>& broken,
                    std::vector<Finding>& findings) {
  const std::vector<Number> slots = AllowedNumbers(input.facts);
  ConflictOptions options;
  options.ignored = broken;
  const ConflictReport report = FindConflicts(input.graph, slots, options);
  std::vector<Finding> conflicts;
  for (std::size_t i = 0; i < report.independent; ++i) {
    conflicts.push_back(ConflictFinding(input, report.conflicts[i], slots, options));
  }
  if (report.conflicts.size() > 1 && report.way_out_complete) {
    std::ranges::max_element(conflicts, {}, &Finding::where)
        ->because.push_back(WayOutOfAll(input, report));
  }
  std::ranges::move(conflicts, std::back_inserter(findings));
}

}  // namespace prereq
