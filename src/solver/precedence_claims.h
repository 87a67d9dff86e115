// The claims that lead from module to module, for walks; those of phases without a list of pairs.
#pragma once

#include <functional>
#include <vector>

#include "prereq/graph.h"

namespace prereq {

/// Neighbours by claims. O(n + listed claims) to build; a walk that visits every module once takes
/// as much, whatever pairs phases make.
class PrecedenceClaims {
 public:
  /// `graph` must outlive it.
  explicit PrecedenceClaims(const Graph& graph);

  /// Begins a walk.
  void Restart();

  /// Calls `visit(other, claim)` for every module behind `module` (or, backward, before it), by
  /// claim. A phase step's modules are named once a walk: its first module leads to all of them.
  void Visit(int module, bool forward, const std::function<void(int other, int claim)>& visit);

 private:
  const Graph& graph_;
  std::vector<std::vector<int>> after_, before_;  // module → listed claims, ascending
  std::vector<int> step_from_, step_to_;      // module → the step it stands before, behind; −1
  std::vector<int> walked_from_, walked_to_;  // step → the last walk that took it
  int walk_ = 0;
};

}  // namespace prereq
