#include "solver/pack_cores.h"

#include <optional>

#include "base/index.h"

namespace prereq {
namespace {

constexpr double kMargin = 1e-3;  // what rounding amounts down may lose

// A core among the open modules whose prices sum to less than 1; cheap modules alone are tried
// first.
std::optional<std::vector<int>> CheapCore(const OrderingProblem& problem,
                                          const KeepCoreFinder& finder, const Decisions& decided,
                                          const std::function<bool()>& should_stop,
                                          const CorePacking& packing) {
  std::vector<double> price(problem.windows.size(), 0);
  for (std::size_t v = 0; v < price.size(); ++v) price[v] = packing.price(static_cast<int>(v));
  for (const double most : {0.0, 0.2, 0.34, 0.5, 0.999}) {
    std::vector<bool> candidates(price.size(), false);
    for (std::size_t v = 0; v < price.size(); ++v) {
      candidates[v] = !decided.stays[v] && !decided.moves[v] && !problem.is_new[v] &&
                      problem.weight[v] > 0 && price[v] <= most + 1e-9;
    }
    auto core = finder.Find(candidates, decided.stays, price, should_stop);
    if (!core) continue;
    double sum = 0;
    for (const int v : *core) sum += price[Index(v)];
    if (sum < 1 - 1e-6) return core;
  }
  return std::nullopt;
}

}  // namespace

bool PackCores(const OrderingProblem& problem, const KeepCoreFinder& finder,
               const Decisions& decided, std::int64_t need, int most,
               const std::function<bool()>& should_stop, CorePacking& packing) {
  for (int round = 0; round < most; ++round) {
    if (packing.value() > static_cast<double>(need - 1) + kMargin && round > 0) break;
    if (should_stop && should_stop()) break;
    const auto core = CheapCore(problem, finder, decided, should_stop, packing);
    if (!core) break;
    if (core->empty()) return false;
    packing.Add(*core);
  }
  return true;
}

}  // namespace prereq
