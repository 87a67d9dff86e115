// The prices of precedences in a relaxation: one per precedence and slot.
#pragma once

#include <cstdint>
#include <vector>

#include "base/index.h"
#include "solver/closure.h"
#include "solver/domains.h"

namespace prereq {

/// Multipliers ≥ 0 of "`after` stands within ..t only if `before` stands within ..t − gap", for
/// every cover of a closure and every slot t, with the direction each one is moving in. Only those
/// that the domains leave open take part: elsewhere a price could but lower the bound.
class PrecedencePrices {
 public:
  /// `closure` must outlive this. No sum of one module's prices exceeds `largest_sum`.
  PrecedencePrices(const Closure& closure, int slots, std::int32_t largest_sum);

  /// Sets prices to zero where the domains decide the precedence, and forgets all directions.
  void Restrict(const Domains& domains);

  /// Adds what the prices make of each module's slots to `costs`, row by row.
  void AddTo(std::int32_t* costs) const;

  /// Adds the subgradient at an assignment to `deflection` times the directions. Returns the
  /// squared length of those that may be followed: 0 when the assignment keeps every open
  /// precedence and always has.
  double Turn(const std::vector<int>& slot_of, float deflection);
  /// Moves along the directions.
  void Move(float length);

  /// All prices; later ones may hold more.
  [[nodiscard]] const std::vector<float>& values() const { return price_; }
  /// Brings `values`, which held all prices at some time since Restrict, up to date.
  void Update(std::vector<float>& values) const;
  /// Goes back to earlier `values`; none: to zero.
  void StartFrom(const std::vector<float>& values);

  /// What entered the costs, per precedence and slot, where it is not zero: visit(precedence, slot,
  /// price).
  template <class Visit>
  void ForEach(Visit visit) const {
    for (const Open& open : open_) {
      if (!open.priced) continue;
      const std::int32_t* suffix = suffix_.data() + open.row;
      for (int t = open.low; t <= open.high; ++t) {
        const std::int32_t price = suffix[t] - (t == open.high ? 0 : suffix[t + 1]);
        if (price != 0) visit(closure_.covers[Index(open.cover)], t, price);
      }
    }
  }

 private:
  // A precedence that the domains do not decide, and the slots in question.
  struct Open {
    int cover;
    int low, high;
    bool priced;      // some price or direction is not zero
    std::size_t row;  // where its prices begin, if it has ever been priced
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void FindPriced();
  void AllotRow(Open& open);
  void SumUp(const Open& open);

  const Closure& closure_;
  int m_;
  std::int32_t largest_sum_;
  std::vector<std::size_t> row_of_;  // per cover; kNone: never priced
  std::vector<float> price_, direction_;
  std::vector<std::int32_t> suffix_;  // sums of the rounded prices from a slot on
  std::vector<Open> open_;
};

}  // namespace prereq
