#include "rules/conflict_derivation.h"

#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::int64_t kProbeWork = 1'000'000;

// What the facts of a conflict force, as sentences: lowest possible numbers passed along chains.
class Derivation {
 public:
  Derivation(const CheckInput& input, const std::vector<Number>& slots)
      : input_(input), slots_(slots) {}

  // Fact numbers by claim must be known before.
  std::vector<std::string> Explain(const std::vector<ClaimId>& claims, const FactNumbers& fact_of) {
    std::vector<std::string> lines;
    for (const ClaimId id : claims) {
      const Claim& claim = input_.graph.claim(id);
      if (claim.kind == Claim::Kind::kWindow) Raise(claim.module, IndexOf(claim.low), fact_of, id);
      if (claim.kind == Claim::Kind::kLast) {
        Raise(claim.module, static_cast<int>(slots_.size()) - 1, fact_of, id);
      }
    }
    // A conflict that is not a cycle has no cycle in it, so as many rounds as claims suffice.
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
  static std::string Fact(const FactNumbers& fact_of, ClaimId id) {
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
  void Raise(ModuleId module, int low, const FactNumbers& fact_of, ClaimId id) {
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

}  // namespace

std::vector<std::string> ExplainConflict(const CheckInput& input, const std::vector<Number>& slots,
                                         const std::vector<ClaimId>& claims,
                                         const FactNumbers& fact_of) {
  return Derivation(input, slots).Explain(claims, fact_of);
}

WaysOut::WaysOut(const CheckInput& input, const std::vector<Number>& slots,
                 const ConflictOptions& asked, const std::vector<ClaimId>& claims, ClaimId culprit)
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

std::string WaysOut::InWords(const Graph& graph, std::size_t facts,
                             const FactNumbers& fact_of) const {
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

}  // namespace prereq
