// PRQ105: facts that contradict each other, with what they force and the way out.
#include <algorithm>
#include <functional>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/conflict_derivation.h"
#include "rules/cycle.h"

namespace prereq {
namespace {

std::string Numbers(std::size_t first, std::size_t last) {
  return first == last ? fmt::format("{}", first) : fmt::format("{} to {}", first, last);
}

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

// A constraint of the command line stands in no file.
bool IsOfCommandLine(const Claim& claim) { return claim.sources.front().where.line == 0; }

// The rule that the finding is about: the newest is the likeliest culprit, so one of the command
// line, else the author's last one.
ClaimId Culprit(const CheckInput& input, const std::vector<ClaimId>& claims) {
  ClaimId culprit = claims.front();
  bool found = false;
  for (const ClaimId id : claims) {
    const Claim& claim = input.graph.claim(id);
    if (claim.sources.front().kind != FactKind::kPolicy) continue;
    const Claim& now = input.graph.claim(culprit);
    if (!found || std::tuple(IsOfCommandLine(now), now.sources.front().where) <
                      std::tuple(IsOfCommandLine(claim), claim.sources.front().where)) {
      culprit = id;
      found = true;
    }
  }
  return culprit;
}

std::string ConflictFix(const CheckInput& input, const std::vector<ClaimId>& claims,
                        ClaimId culprit, const WaysOut& ways_out) {
  const Claim& about = input.graph.claim(culprit);
  if (IsOfCommandLine(about))
    return fmt::format("leave out `{}`", Printable(about.sources.front().text));
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
  FactNumbers fact_of;
  for (const ClaimId id : claims) {
    if (id != culprit) fact_of[id] = AddFacts(input.graph.claim(id), finding);
  }
  const std::size_t facts = finding.facts.size();
  if (facts == 0) {
    finding.because.push_back(fmt::format("the numbers of this series are {} to {}",
                                          ShowNumber(slots.front(), input.width),
                                          ShowNumber(slots.back(), input.width)));
    finding.fix = FixByHand("change or drop this rule");
    return finding;
  }
  if (conflict.is_cycle) {
    finding.because.push_back(fmt::format("from {}: {} comes before {}", Numbers(1, facts),
                                          input.slug(about.after), input.slug(about.before)));
  } else {
    finding.because = ExplainConflict(input, slots, claims, fact_of);
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
  finding.fix = FixByHand(ConflictFix(input, claims, culprit, ways_out));
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

// Minimal sets of claims that no order satisfies; cycles are taken as broken.
void FindConstraintConflicts(const CheckInput& input, std::vector<Finding>& findings) {
  const std::vector<Number> slots = AllowedNumbers(input.facts);
  ConflictOptions options;
  options.ignored = input.cycles().broken;
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

}  // namespace

constinit const RuleEntry kConstraintConflict = {
    {RuleId::kConstraintConflict, "constraint-conflict", Severity::kError, RuleSubject::kOrder,
     "facts that contradict each other, so that no order can satisfy all of them",
     "The facts shown exclude each other. The set is minimal: without any one of them an order "
     "exists.",
     "No numbering can be right; until one fact goes, `suggest` and `plan` have no answer.",
     "constraints: [optimizers before autograd]\n"
     "07_optimizers/module.yaml: prerequisites: [autograd]",
     "constraints: [optimizers before autograd]\n"
     "waive: [{rule: optimizers requires autograd, because: \"taught without gradients now\"}]",
     "Drop or change one of the facts shown; a dependency that is out of date can be waived with a "
     "reason.",
     "A contradiction cannot be ordered, so silencing it does not make `suggest` work; drop or "
     "waive "
     "one of its facts instead."},
    RuleStage::kOrder,
    &FindConstraintConflicts};

}  // namespace prereq
