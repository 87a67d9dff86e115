#include "solver/claims_fit.h"

#include <algorithm>
#include <optional>

#include "base/index.h"
#include "graph/digraph.h"
#include "solver/claim_oracle.h"
#include "solver/oracle.h"

namespace prereq {
namespace {

// Modules, and behind them barriers: what leads to a barrier comes before all that it leads to, so
// that many before many takes an arc for each of them and not for each pair.
class Barriers {
 public:
  Barriers(const Graph& graph, const std::vector<Number>& slots)
      : modules_(graph.module_count()),
        last_slot_(static_cast<int>(slots.size()) - 1),
        windows_(Index(modules_), {0, last_slot_}) {
    for (const PhaseStep& step : graph.claims.steps()) {
      const int barrier = AddBarrier();
      for (const ModuleId id : step.before) AddArc(id.value, barrier);
      for (const ModuleId id : step.after) AddArc(barrier, id.value);
    }
  }

  void Add(const Claim& claim, const std::vector<Number>& slots) {
    switch (claim.kind) {
      case Claim::Kind::kPrecedence:
        return AddArc(claim.before.value, claim.after.value);
      case Claim::Kind::kWindow: {
        const SlotWindow window = SlotsBetween(slots, claim.low, claim.high);
        SlotWindow& now = windows_[Index(claim.module.value)];
        now = {std::max(now.low, window.low), std::min(now.high, window.high)};
        return;
      }
      case Claim::Kind::kFirst:
      case Claim::Kind::kLast:
        for (int other = 0; other < modules_; ++other) {
          if (other == claim.module.value) continue;
          claim.kind == Claim::Kind::kFirst ? AddArc(claim.module.value, other)
                                            : AddArc(other, claim.module.value);
        }
    }
  }

  // The modules' windows once every arc has spoken; nullopt when there is a cycle.
  std::optional<std::vector<SlotWindow>> Tightened() {
    const Digraph graph(static_cast<int>(windows_.size()), from_, to_, Digraph::Naming::kNone);
    const std::optional<std::vector<int>> backward = graph.SuccessorsFirst();
    if (!backward) return std::nullopt;
    for (const int v : *backward) {
      for (const std::uint32_t w : graph.Successors(v)) {
        windows_[Index(v)].high = std::min(windows_[Index(v)].high, windows_[w].high - Gap(v));
      }
    }
    for (auto v = backward->rbegin(); v != backward->rend(); ++v) {
      for (const std::uint32_t w : graph.Successors(*v)) {
        windows_[w].low = std::max(windows_[w].low, windows_[Index(*v)].low + Gap(*v));
      }
    }
    windows_.resize(Index(modules_));
    return std::move(windows_);
  }

 private:
  // A barrier takes no slot.
  [[nodiscard]] int Gap(int from) const { return from < modules_ ? 1 : 0; }

  int AddBarrier() {
    windows_.push_back({0, last_slot_});
    return static_cast<int>(windows_.size()) - 1;
  }
  void AddArc(int from, int to) {
    from_.push_back(from);
    to_.push_back(to);
  }

  int modules_, last_slot_;
  std::vector<SlotWindow> windows_;  // by node
  std::vector<int> from_, to_;       // by arc
};

}  // namespace

bool AllFit(const Graph& graph, const std::vector<Number>& slots,
            const std::vector<ClaimId>& ignored) {
  std::vector<ClaimId> dropped = ignored;
  std::ranges::sort(dropped);
  Barriers barriers(graph, slots);
  const std::vector<Claim>& listed = graph.claims.listed();
  for (std::size_t i = 0; i < listed.size(); ++i) {
    if (!std::ranges::binary_search(dropped, graph.claims.IdOfListed(i))) {
      barriers.Add(listed[i], slots);
    }
  }
  const auto windows = barriers.Tightened();
  if (!windows) return false;
  return Oracle(graph.module_count(), static_cast<int>(slots.size()), {}).Ask(*windows).feasible;
}

}  // namespace prereq
