// Which slots each module may still take, and what follows from that.
#pragma once

#include <vector>

#include "solver/closure.h"
#include "solver/ordering.h"
#include "solver/slot_set.h"

namespace prereq {

/// One row of slots per module.
using Domains = BitRows;

/// Narrows domains without ever losing a solution: precedences with room for everything that must
/// stand before or behind, occupied slots, slots that only one module can still take.
class Propagator {
 public:
  /// Both must outlive the propagator.
  Propagator(const OrderingProblem& problem, const Closure& closure);

  /// To a fixed point. False: no solution is left.
  bool Narrow(Domains& domains);

 private:
  bool NarrowLow(Domains& domains);
  bool NarrowHigh(Domains& domains);
  bool Occupy(Domains& domains);
  bool ClaimLonelySlots(Domains& domains);
  bool EnoughRoom();

  const Closure& closure_;
  int n_, m_;
  std::vector<int> low_, high_;
  std::vector<int> owner_;  // per slot: the module fixed there, −1: none
  std::vector<int> count_;  // per slot: scratch
  std::vector<int> heap_, by_low_;
  bool changed_ = false;
};

}  // namespace prereq
