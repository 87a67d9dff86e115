// The assignment problem with a memory: rows to columns at least cost, again and again under costs
// that change a little.
#pragma once

#include <cstdint>
#include <vector>

namespace prereq {

/// Shortest augmenting paths with column prices kept between calls. Costs are small integers, all
/// sums exact. Rows may be fewer than columns: the rest is filled with rows that cost nothing.
class AssignmentSolver {
 public:
  /// A cost that means "not allowed".
  static constexpr std::int32_t kForbidden = std::int32_t{1} << 30;

  /// Starts a new shape with `rows` ≤ `columns`; prices of the columns may be given.
  void Reset(int rows, int columns);

  /// Costs of one row, to be filled by the caller before Solve; one entry a column.
  [[nodiscard]] std::int32_t* row(int r) { return cost_.data() + Offset(r); }

  void set_price(int column, std::int64_t price) { price_[Index(column)] = price; }
  [[nodiscard]] std::int64_t price(int column) const { return price_[Index(column)]; }
  [[nodiscard]] std::int64_t row_price(int r) const { return row_price_[Index(r)]; }

  /// False: no complete assignment avoids forbidden entries. Otherwise `value`, `column_of` and the
  /// prices are those of an optimum, and cost − row price − column price ≥ 0 everywhere.
  bool Solve();

  [[nodiscard]] std::int64_t value() const { return value_; }
  [[nodiscard]] int column_of(int r) const { return column_of_[Index(r)]; }

 private:
  static std::size_t Index(int i) { return static_cast<std::size_t>(i); }
  [[nodiscard]] std::size_t Offset(int r) const { return Index(r) * Index(columns_); }
  bool ReduceRows();
  bool Augment(int row);

  int rows_ = 0;  // real ones; columns_ − rows_ filling rows share the last cost row
  int columns_ = 0;
  std::vector<std::int32_t> cost_;
  std::vector<std::int64_t> price_, row_price_, distance_;
  std::vector<int> column_of_, row_of_, came_from_, todo_;
  std::int64_t value_ = 0;
};

}  // namespace prereq
