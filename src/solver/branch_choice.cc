#include "solver/branch_choice.h"

#include <algorithm>

namespace prereq {

int ChooseBranchModule(const OrderingProblem& problem, const Domains& domains,
                       const Relaxation& relaxation, const std::vector<int>& modules,
                       const std::vector<bool>& stays) {
  constexpr double kEqual = 1e-12;
  int undecided = -1, widest = -1, most_slots = 1;
  double most = -1;
  for (const int v : modules) {
    const int slots = domains.Count(v);
    if (slots <= 1) continue;
    if (slots > most_slots) {
      most_slots = slots;
      widest = v;
    }
    const auto at = static_cast<std::size_t>(v);
    const int old = problem.old_slot[at];
    if (old < 0 || !domains.Has(v, old) || (!stays.empty() && stays[at])) continue;
    const double often = relaxation.StaysOften(v);
    const double doubt = std::min(often, 1 - often);
    if (doubt > most + kEqual) {
      most = doubt;
      undecided = v;
    }
  }
  return undecided >= 0 ? undecided : widest;
}

}  // namespace prereq
