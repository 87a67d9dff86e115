#include "solver/reasons.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <tuple>

#include "base/index.h"
#include "solver/reason_words.h"

namespace prereq {
namespace {

constexpr int kMostExplained = 500;    // modules; beyond, cores come without claims
constexpr std::size_t kShortCore = 4;  // modules and claims; not worth looking for a shorter one

}  // namespace

ReasonFinder::ReasonFinder(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                           const OrderingProblem& problem, const std::function<bool()>& should_end)
    : facts_(facts),
      graph_(graph),
      slots_(slots),
      problem_(problem),
      should_end_(should_end),
      finder_(problem),
      precedences_(graph) {
  part_.slugs = graph.slugs;
}

// The claims are a minimal part of the graph that is refused once the core's modules are pinned.
KeepCore ReasonFinder::CoreOf(const std::vector<int>& modules, std::int64_t amount) {
  KeepCore core;
  core.amount = amount;
  for (const int v : modules) core.modules.push_back({v});
  std::ranges::sort(core.modules, {}, [&](ModuleId id) {
    return std::tuple(facts_.order.number(id).value_or(Number{}), id);
  });
  if (graph_.module_count() > kMostExplained || ShouldEnd()) return core;
  Graph pinned = graph_;
  std::vector<int> claims;
  for (const int v : modules) {
    Claim pin;
    pin.kind = Claim::Kind::kWindow;
    pin.module = {v};
    pin.low = pin.high = facts_.order.number({v}).value_or(Number{-1});
    pinned.claims.Append(pin);
  }
  for (int c = 0; c < static_cast<int>(pinned.claims.size()); ++c) claims.push_back(c);
  ClaimOracle oracle(pinned, slots_);
  // Every pin is necessary, so what is left beside them are the claims that refuse them.
  for (const int c : oracle.Minimise(oracle.Refute(claims))) {
    if (c < static_cast<int>(graph_.claims.size())) core.claims.push_back({c});
  }
  return core;
}

std::vector<KeepCore> ReasonFinder::CoresOf(const std::vector<PackedCore>& cores) {
  std::vector<KeepCore> explained;
  for (const PackedCore& core : cores) explained.push_back(CoreOf(core.modules, core.amount));
  return explained;
}

Certificate ReasonFinder::Explain(const WeightProof& proof) {
  Certificate certificate;
  certificate.scale = proof.scale;
  certificate.weight_bound = proof.bound;
  if (proof.nodes.empty()) return certificate;
  if (proof.nodes.size() == 1) {
    certificate.cores = CoresOf(proof.nodes.front().cores);
    return certificate;
  }
  for (const ProofNode& node : proof.nodes) {
    CertificateBranch branch{{node.module}, node.stays, node.moves, {}};
    for (const PackedCore& core : node.cores) {
      KeepCore bare;
      bare.amount = core.amount;
      for (const int v : core.modules) bare.modules.push_back({v});
      branch.cores.push_back(std::move(bare));
    }
    certificate.branches.push_back(std::move(branch));
  }
  return certificate;
}

// Whether these claims alone forbid the module its number.
bool ReasonFinder::Forbid(const std::vector<ClaimId>& claims, int module) {
  part_.claims = {};
  Claim pin;
  pin.kind = Claim::Kind::kWindow;
  pin.module = {module};
  pin.low = pin.high = facts_.order.number({module}).value_or(Number{-1});
  part_.claims.Append(pin);
  for (const ClaimId id : claims) part_.claims.Append(graph_.claim(id));
  std::vector<int> all(part_.claims.size());
  std::iota(all.begin(), all.end(), 0);
  return !ClaimOracle(part_, slots_).Refute(all).empty();
}

// Two modules in the wrong order, with the shortest chain of claims that says so; rather with one
// that stays. The chain forbids neither of them alone, so that both are necessary.
std::optional<KeepCore> ReasonFinder::PairCore(int moved, const std::vector<bool>& stays) {
  const int here = problem_.old_slot[Index(moved)];
  if (here < 0) return std::nullopt;
  std::optional<KeepCore> best;
  bool best_stays = false;
  for (const bool forward : {true, false}) {
    std::vector<int> came_by(problem_.windows.size(), -1);  // the claim that led there
    std::vector<int> queue{moved};
    std::vector<int> steps(problem_.windows.size(), -1);
    steps[Index(moved)] = 0;
    const auto from = [&](const BareClaim& claim) { return forward ? claim.before : claim.after; };
    precedences_.Restart();
    for (std::size_t next = 0; next < queue.size(); ++next) {
      const int u = queue[next];
      // Behind this nothing is shorter; of those as long one that stays counts more.
      if (best && (Index(steps[Index(u)]) > best->claims.size() ||
                   (Index(steps[Index(u)]) == best->claims.size() && best_stays))) {
        break;
      }
      const int there = problem_.old_slot[Index(u)];
      const bool wrong = u != moved && there >= 0 && (forward ? there < here : there > here);
      const bool shorter =
          !best || Index(steps[Index(u)]) < best->claims.size() ||
          (Index(steps[Index(u)]) == best->claims.size() && !best_stays && stays[Index(u)]);
      if (wrong && shorter) {
        KeepCore pair;
        pair.modules = {{moved}, {u}};
        for (int v = u; v != moved; v = from(graph_.claims.bare({came_by[Index(v)]})).value) {
          pair.claims.push_back({came_by[Index(v)]});
        }
        std::ranges::sort(pair.claims);
        std::ranges::sort(pair.modules, {}, [&](ModuleId id) {
          return std::tuple(facts_.order.number(id).value_or(Number{}), id);
        });
        if (!Forbid(pair.claims, moved) && !Forbid(pair.claims, u)) {
          best = std::move(pair);
          best_stays = stays[Index(u)];
        }
      }
      precedences_.Visit(u, forward, [&](int v, int c) {
        int& count = steps[Index(v)];
        if (count >= 0) return;
        count = steps[Index(u)] + 1;
        came_by[Index(v)] = c;
        queue.push_back(v);
      });
    }
  }
  return best;
}

std::vector<MoveReason> ReasonFinder::ForMoved(const std::vector<int>& slot_of,
                                               const Certificate& certificate) {
  std::vector<int> moved;
  std::vector<bool> stays(slot_of.size(), false);
  for (std::size_t v = 0; v < slot_of.size(); ++v) {
    stays[v] = slot_of[v] == problem_.old_slot[v];
    if (!stays[v] && !problem_.is_new[v]) moved.push_back(static_cast<int>(v));
  }
  std::ranges::sort(moved, {}, [&](int v) { return slot_of[Index(v)]; });
  std::vector<MoveReason> reasons;
  const std::vector<double> reluctance(slot_of.size(), 0);
  for (const int v : moved) {
    if (ShouldEnd()) break;
    MoveReason reason{{v}, {}, ""};
    // A core without claims (unaffected modules were held) explains nothing: the longest of all.
    const auto size = [](const KeepCore& core) {
      return core.claims.empty() ? SIZE_MAX : core.modules.size() + core.claims.size();
    };
    std::optional<KeepCore> best = PairCore(v, stays);
    for (const KeepCore& core : certificate.cores) {
      if (std::ranges::find(core.modules, ModuleId{v}) == core.modules.end()) continue;
      if (!best || size(core) < size(*best)) best = core;
    }
    if ((!best || size(*best) > kShortCore) && !ShouldEnd()) {
      std::vector<bool> candidates = stays;
      candidates[Index(v)] = true;
      const std::vector<bool> none_kept(slot_of.size(), false);
      if (const auto found = finder_.Find(candidates, none_kept, reluctance, should_end_)) {
        KeepCore core = CoreOf(*found, 1);
        if (!best || size(core) < size(*best)) best = std::move(core);
      }
    }
    if (best) reason.core = std::move(*best);
    reason.core.amount = 1;
    reason.text =
        ReasonInWords(facts_, graph_, slots_, problem_.objective, reason.module, reason.core);
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace prereq
