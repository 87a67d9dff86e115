// Fractional packing of cores: the linear program behind a certificate.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace prereq {

/// max Σ y over cores, such that no module carries more than its weight. Grows core by core; primal
/// simplex with an explicit inverse over the modules that occur. Floating point: the user of the
/// amounts rounds them down and checks.
class CorePacking {
 public:
  explicit CorePacking(const std::vector<std::int64_t>& weight) : weight_(weight) {}

  /// Adds a core (ascending, not empty) and improves the packing to optimality over all cores.
  void Add(const std::vector<int>& core);

  /// Σ y.
  [[nodiscard]] double value() const;
  /// y of each core, in the order added.
  [[nodiscard]] std::vector<double> amounts() const;
  /// The price of a module: a fractional hitting set of all cores added. 0 for unknown modules.
  [[nodiscard]] double price(int module) const;
  [[nodiscard]] const std::vector<std::vector<int>>& cores() const { return cores_; }

 private:
  int RowOf(int module);
  [[nodiscard]] std::vector<double> Prices() const;
  [[nodiscard]] int Entering(const std::vector<double>& prices) const;
  bool Pivot(int entering);

  const std::vector<std::int64_t>& weight_;
  std::unordered_map<int, int> row_of_;       // module → row; looked up, never walked
  std::vector<std::vector<double>> inverse_;  // of the basis
  std::vector<double> level_;                 // value of the basic variable of each row
  std::vector<int> basic_;                    // ≥ 0: a core; −1 − row: that row's slack
  std::vector<std::vector<int>> cores_;       // modules
  std::vector<std::vector<int>> core_rows_;
  std::vector<double> price_of_row_;
};

}  // namespace prereq
