// What makes every order impossible: cycles of dependencies, and facts that contradict each other.
#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "core/check_parts.h"
#include "core/conflict.h"
#include "core/feedback.h"

namespace prereq {
namespace {

// Turns a closed chain so that it starts at the module with the lowest number.
void StartAtLowest(const CheckInput& input, std::vector<ClaimId>& chain) {
  const auto key = [&](ClaimId id) {
    const ModuleId module = input.graph.claim(id).before;
    const auto number = input.order.number(module);
    return std::tuple(!number.has_value(), number.value_or(Number{}), module);
  };
  std::rotate(chain.begin(), std::ranges::min_element(chain, {}, key), chain.end());
}

// "parsing → typing → errors → parsing"
std::string ChainText(const CheckInput& input, const std::vector<ClaimId>& chain) {
  std::string text;
  for (const ClaimId id : chain) text += input.slug(input.graph.claim(id).before) + " → ";
  return text + input.slug(input.graph.claim(chain.front()).before);
}

std::string Numbers(std::size_t first, std::size_t last) {
  return first == last ? fmt::format("{}", first) : fmt::format("{} to {}", first, last);
}

// Facts about what a claim says, all its sources; returns the number of the first.
std::size_t AddClaim(const CheckInput& input, ClaimId id, Finding& finding) {
  const std::size_t first = finding.facts.size() + 1;
  for (Evidence& line : EvidenceOf(input.graph.claim(id))) finding.facts.push_back(std::move(line));
  return first;
}

std::string ClaimText(const CheckInput& input, ClaimId id) {
  return input.graph.claim(id).sources.front().text;
}

// ---- conflicts -----------------------------------------------------------------------------

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
        const std::string because =
            said_.contains(claim.before)
                ? fmt::format("so with {}", Fact(fact_of, id))
                : fmt::format("from {},{}", why_[claim.before], Fact(fact_of, id));
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
  int IndexOf(Number number) const {
    return static_cast<int>(std::ranges::lower_bound(slots_, number) - slots_.begin());
  }
  std::string Shown(int slot) const {
    return ShowNumber(slots_[static_cast<std::size_t>(slot)], input_.width);
  }
  static std::string Fact(const std::map<ClaimId, std::size_t>& fact_of, ClaimId id) {
    const auto found = fact_of.find(id);
    return found == fact_of.end() ? "this rule" : std::to_string(found->second);
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

std::string ConflictFix(const CheckInput& input, const std::vector<ClaimId>& claims,
                        ClaimId culprit) {
  if (IsWish(input.graph.claim(culprit))) {
    return fmt::format("leave out `{}`",
                       Printable(input.graph.claim(culprit).sources.front().text));
  }
  for (const ClaimId id : claims) {
    const Claim& claim = input.graph.claim(id);
    if (claim.kind != Claim::Kind::kPrecedence || IsPolicyOnly(claim)) continue;
    return fmt::format(
        "under `waive:` in {} add `- {{rule: {} requires {}, because: \"...\"}}`, or drop this "
        "rule",
        Printable(input.config.path), input.slug(claim.after), input.slug(claim.before));
  }
  return fmt::format("drop one of these rules in {}",
                     Show(input.graph.claim(culprit).sources.front().where));
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
                        const std::vector<Number>& slots) {
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
    if (id != culprit) fact_of[id] = AddClaim(input, id, finding);
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
      finding.because.push_back(fmt::format("with this rule, {} leave too few numbers for {}",
                                            Numbers(1, facts), fmt::join(finding.modules, ", ")));
    }
  }
  finding.because.push_back(fact_of.size() == 1
                                ? "dropping that fact, or this rule, resolves it"
                                : "dropping any one of these facts, or this rule, resolves it");
  finding.fix = ConflictFix(input, claims, culprit);
  return finding;
}

}  // namespace

void CheckCycles(const CheckInput& input, std::vector<bool>& cyclic, std::vector<ClaimId>& broken,
                 std::vector<Finding>& findings) {
  const Graph& graph = input.graph;
  cyclic.assign(graph.claims.size(), false);
  FeedbackOptions options;
  for (int i = 0; i < static_cast<int>(graph.claims.size()); ++i) {
    if (IsPolicyOnly(graph.claim({i}))) options.ignored.push_back({i});
  }
  for (CycleComponent& component : FindCycleComponents(graph, options)) {
    for (std::size_t i = 0; i < graph.claims.size(); ++i) {
      const Claim& claim = graph.claims[i];
      cyclic[i] = cyclic[i] || (claim.kind == Claim::Kind::kPrecedence && !IsPolicyOnly(claim) &&
                                std::ranges::binary_search(component.members, claim.before) &&
                                std::ranges::binary_search(component.members, claim.after));
    }
    broken.insert(broken.end(), component.drop.begin(), component.drop.end());
    StartAtLowest(input, component.shortest);
    Finding finding;
    finding.rule = "PRQ101";
    for (const ModuleId id : component.members) finding.modules.push_back(input.slug(id));
    std::ranges::sort(finding.modules);
    const std::string more =
        component.members.size() > component.shortest.size()
            ? fmt::format(" (shortest cycle of {} entangled modules)", component.members.size())
            : "";
    finding.headline = component.shortest.size() == 1
                           ? fmt::format("{} needs itself", input.slug(component.members.front()))
                           : fmt::format("modules need each other in a cycle: {}{}",
                                         ChainText(input, component.shortest), more);
    for (const ClaimId id : component.shortest) AddClaim(input, id, finding);
    finding.where = finding.facts.front().where;
    finding.evidence_kind = finding.facts.front().kind;
    std::vector<std::string> drops;
    for (const ClaimId id : component.drop) drops.push_back("`" + ClaimText(input, id) + "`");
    finding.because.push_back(fmt::format(
        "{} breaks {}: {}",
        drops.size() == 1 ? "dropping one fact" : fmt::format("dropping {} facts", drops.size()),
        component.drop_proved ? "every cycle here, and nothing cheaper does"
                              : "every cycle here (not proved the cheapest way)",
        fmt::join(drops, ", ")));
    const Claim& first = graph.claim(component.drop.front());
    finding.fix = fmt::format("remove {} at {}", drops.front(), Show(first.sources.front().where));
    findings.push_back(std::move(finding));
  }
}

void CheckConflicts(const CheckInput& input, const std::vector<ClaimId>& broken,
                    std::vector<Finding>& findings) {
  const std::vector<Number> slots = AllowedNumbers(input.facts);
  ConflictOptions options;
  options.ignored = broken;
  const ConflictReport report = FindConflicts(input.graph, slots, options);
  for (std::size_t i = 0; i < report.independent; ++i) {
    findings.push_back(ConflictFinding(input, report.conflicts[i], slots));
  }
}

}  // namespace prereq
