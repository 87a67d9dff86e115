// Lower bounds for the ordering problem: modules to slots as an assignment problem, precedences
// priced by Lagrange multipliers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/index.h"
#include "solver/assignment.h"
#include "solver/closure.h"
#include "solver/cost_table.h"
#include "solver/domains.h"
#include "solver/precedence_prices.h"
#include "solver/slot_sweep.h"

namespace prereq {

/// How many cores a relaxation takes.
constexpr int kMostCores = 200;

/// What one round of bounding brought.
struct BoundResult {
  bool possible = true;    // false: no assignment left, or the bound exceeds the limit
  bool removed = false;    // some slot left some domain
  std::int64_t bound = 0;  // no solution inside the domains costs less
  double value = 0;        // the bound before it was rounded up
};

/// Bounds Σ cost over orders, optionally only those with Σ side cost ≤ a limit (priced by a
/// multiplier of its own).
///
/// A precedence u before v with gap g says for every slot t: v within ..t only if u within ..t−g.
/// Priced out of the constraints, these leave an assignment problem; its value bounds the cost from
/// below whatever the prices. Prices improve by deflected subgradient steps (Held, Wolfe & Crowder
/// 1974; Camerini, Fratta & Maffioli 1975). All costs are scaled to integers and all sums exact, so
/// that a bound is a proof. Slots whose reduced cost exceeds what is left up to the limit go.
class Relaxation {
 public:
  /// All references must outlive the relaxation. Improve asks `should_stop`, which may be empty,
  /// once an iteration, and then ends with the bound it has.
  Relaxation(const Closure& closure, const CostTable& cost,
             const std::function<bool()>& should_stop);

  /// From now on only orders whose `side` sum is at most `limit` count. `side` must outlive this.
  void LimitSide(const CostTable& side, std::int64_t limit);

  /// Improves the bound over `domains` until it exceeds `limit` (in cost units, what a solution may
  /// still cost) or `iterations` are spent; removes slots that no solution within the limit uses.
  BoundResult Improve(Domains& domains, std::int64_t limit, int iterations);

  /// How often the latest assignments left the module in `slot_of`'s slot, smoothed: 0..1.
  [[nodiscard]] double StaysOften(int module) const { return stays_[Index(module)]; }
  /// Its slots in the latest assignments, smoothed.
  [[nodiscard]] double MeanSlot(int module) const { return mean_slot_[Index(module)]; }
  /// Its slot in the latest assignment.
  [[nodiscard]] int LastSlot(int module) const { return slot_of_[Index(module)]; }
  /// What the last three rest on.
  struct Observations {
    std::vector<double> stays, mean_slot;
    std::vector<int> slot_of;
  };
  [[nodiscard]] Observations observations() const { return {stays_, mean_slot_, slot_of_}; }
  void Restore(const Observations& observations);
  void WatchSlot(int module, int slot) { watched_[Index(module)] = slot; }

  /// What the best bound of the latest Improve over the same domains says about single slots;
  /// `limit` as for Improve. nullopt: no assignment is left.
  std::optional<Potential> PotentialOf(const Domains& domains, std::int64_t limit);

  /// From now on Improve leaves the domains alone, so that its bounds need no earlier ones.
  void LeaveDomains() { removes_ = false; }

  /// All prices of one evaluation, as integers: `scale` times a cost unit.
  struct ExactPrices {
    std::vector<std::int64_t> modules, slots;  // ≤ 0 for slots when some may stay empty
    struct OfPrecedence {
      GapPrecedence what;
      int slot;
      std::int64_t price;
    };
    std::vector<OfPrecedence> precedences;
    std::vector<std::int64_t> cores;  // in the order added
    std::int64_t side = 0;
  };
  /// Those behind the best bound of the latest Improve over the same domains; nullopt when costs
  /// had to be rounded to fit.
  std::optional<ExactPrices> Export(const Domains& domains);
  [[nodiscard]] std::int64_t scale() const { return scale_; }

  [[nodiscard]] std::int64_t iterations() const { return total_iterations_; }

  /// From now on not all of `modules` may be in their watched slots. `price` (in cost units) is
  /// where its multiplier starts. At most kMostCores of them.
  void AddCore(std::vector<int> modules, double price);

  /// All prices of one moment.
  struct Prices {
    std::vector<float> of_precedences;
    std::vector<float> of_core;
    std::int64_t of_side = 0;
  };
  /// Those of the best bound that the latest Improve found; it leaves the relaxation there.
  [[nodiscard]] const Prices& prices() const { return best_prices_; }
  /// Continues from prices that the same relaxation gave out.
  void StartFrom(const Prices& prices);

 private:
  // Modules that cannot all be in their watched slots, with the price of saying so.
  struct Core {
    std::vector<int> modules;
    float price = 0, direction = 0;
    std::int32_t scaled = 0;  // what actually enters the costs
  };

  void Compact(const Domains& domains);
  void BuildCosts();
  [[nodiscard]] std::int64_t BaseCost(int module, int slot) const {
    std::int64_t value = base_cost_[Index(module) * Index(m_) + Index(slot)];
    if (side_ != nullptr) value += side_price_ * side_->at(module, slot);
    return value;
  }
  bool Evaluate();
  void Observe();
  double Directions(float deflection);
  void Step(double length);
  bool RemoveSlots(Domains& domains, std::int64_t scaled_limit);
  static void SetPrice(Core& core, float price);
  void Remember();
  [[nodiscard]] std::int64_t HighestSlotPrice() const;

  const Closure& closure_;
  const std::function<bool()>& should_stop_;
  const CostTable* side_ = nullptr;
  std::int64_t side_limit_ = 0;
  std::int64_t side_price_ = 0;  // scaled
  double side_direction_ = 0;
  int n_, m_;
  std::int64_t scale_ = 1;   // scaled cost = ⌊cost · scale / shrink⌋
  std::int64_t shrink_ = 1;  // more than 1 only where costs are huge
  std::vector<std::int32_t> base_cost_;
  std::int64_t largest_side_price_ = 0;

  PrecedencePrices precedence_prices_;
  std::vector<std::int32_t> priced_cost_;  // per (module, slot): what the prices add

  std::vector<Core> cores_;

  AssignmentSolver solver_;
  std::vector<int> open_modules_, open_slots_;
  std::vector<std::int32_t> open_base_, open_side_;  // costs, per (open module, open slot)
  std::vector<std::int32_t> open_mask_;              // all bits where the module may be, or none
  std::vector<std::int64_t> slot_price_;             // kept between shapes
  std::vector<int> slot_of_;
  std::int64_t constant_ = 0;  // scaled: fixed modules, the side limit
  std::int64_t bound_ = 0;     // scaled: of the latest evaluation

  std::vector<int> watched_;
  std::vector<double> stays_, mean_slot_;
  Prices best_prices_;
  bool remembered_ = false;  // since the domains were last looked at
  std::int64_t total_iterations_ = 0;
  bool removes_ = true;
};

}  // namespace prereq
