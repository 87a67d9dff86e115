// The one question below everything: can modules with these windows and precedences all get a slot
// of their own? Polynomial, and each refusal comes with its reason.
#pragma once

#include <vector>

#include "solver/ordering.h"

namespace prereq {

/// More modules than slots: every module in `modules` must lie within low..high.
struct HallWitness {
  int low = 0;
  int high = -1;             // low..high may be empty: then one module has no slot at all
  std::vector<int> modules;  // ascending; more than high − low + 1
};

/// Exactly one of: an assignment, a cycle, a Hall witness.
struct OracleAnswer {
  bool feasible = false;
  std::vector<int> slot_of;  // per module, when feasible
  std::vector<int> cycle;    // modules, each before the next, the last before the first
  HallWitness hall;

  std::vector<SlotWindow> tightened;  // windows after the precedences spoke; empty after a cycle
  // Per module and barrier: the index of the precedence that raised the low end, −1: none; from
  // cause to cause a walk ends at a module.
  std::vector<int> low_cause;
  std::vector<int> high_cause;  // … that lowered the high end
};

/// Prepared for many questions about the same precedences.
///
/// Releases are raised along a topological order and deadlines lowered against it; then the slots
/// are filled earliest deadline first, which is exact for unit jobs (Jackson 1955; with precedences
/// Lageweg & Lenstra). O(n + m + e) a question, usually; deterministic: ties by module index.
class Oracle {
 public:
  Oracle(int module_count, int slot_count, std::vector<Precedence> precedences, int barriers = 0);
  explicit Oracle(const OrderingProblem& problem)
      : Oracle(problem.module_count(), problem.slot_count(), problem.precedences,
               problem.barriers) {}

  /// Can every module get a slot inside its window? `windows` has one entry a module.
  [[nodiscard]] OracleAnswer Ask(const std::vector<SlotWindow>& windows) const;

  /// Modules of some cycle, each before the next; empty when the precedences have none.
  [[nodiscard]] const std::vector<int>& cycle() const { return cycle_; }
  /// Every module and barrier after all that precede it, lowest index first; empty after a cycle.
  [[nodiscard]] const std::vector<int>& topological_order() const { return topological_; }

 private:
  void SortTopologically();
  void FindCycle(const std::vector<int>& waiting_for);
  void Tighten(OracleAnswer& answer) const;
  void Fill(OracleAnswer& answer) const;

  int module_count_;
  int slot_count_;
  int node_count_;  // modules and barriers
  std::vector<Precedence> precedences_;
  std::vector<int> first_out_;  // CSR: precedence indices by `before`
  std::vector<int> out_;
  std::vector<int> after_;  // for each of `out_`: that precedence's `after`
  std::vector<int> topological_;
  std::vector<int> cycle_;
};

/// The windows when every module of `kept` stays where it is: its own old slot, when its window
/// holds that, else an empty window.
std::vector<SlotWindow> KeepWindows(const OrderingProblem& problem, const std::vector<bool>& kept);

}  // namespace prereq
