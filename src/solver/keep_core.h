// Which modules cannot all keep their slots: minimal sets of them.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "solver/oracle.h"
#include "solver/ordering.h"

namespace prereq {

/// Finds minimal sets of modules that cannot all stay.
class KeepCoreFinder {
 public:
  /// `problem` must outlive the finder and have a solution when nothing has to stay.
  explicit KeepCoreFinder(const OrderingProblem& problem);

  /// A minimal part of `candidates` that cannot stay while all of `fixed` does, ascending; nullopt
  /// when all can. Empty: `fixed` alone is impossible. Members with a high `reluctance` (one value
  /// a module) are left out where possible. O(candidates) questions to the oracle; `should_stop` is
  /// asked before each, and true ends this with nullopt. It may be empty.
  [[nodiscard]] std::optional<std::vector<int>> Find(
      const std::vector<bool>& candidates, const std::vector<bool>& fixed,
      const std::vector<double>& reluctance, const std::function<bool()>& should_stop = {}) const;

 private:
  std::optional<std::vector<int>> Suspects(const std::vector<bool>& candidates,
                                           const std::vector<bool>& fixed) const;

  const OrderingProblem& problem_;
  Oracle oracle_;
};

}  // namespace prereq
