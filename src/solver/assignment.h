// The assignment problem with a memory: rows to columns at least cost, again and again under costs
// that change a little.
#pragma once

#include <cstdint>
#include <vector>

#include "base/index.h"

namespace prereq {

/// Row reduction and shortest augmenting paths (Jonker & Volgenant 1987) with column prices kept
/// between calls. Costs are small integers, all sums exact. Rows may be fewer than columns: the
/// rest is filled with rows that cost nothing.
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

  /// Whether row `r` has an allowed entry whose cost less the column's price exceeds `most`; after
  /// Solve.
  [[nodiscard]] bool AnyAbove(int r, std::int64_t most) const;

 private:
  // The working numbers, in the narrowest type that holds them.
  template <class Length>
  struct Work {
    std::vector<Length> price, row_price, distance;
    std::vector<Length> closed;  // 0, or all bits but the sign: out of the path search
  };
  enum class Outcome { kSolved, kImpossible, kTooLarge };

  [[nodiscard]] std::size_t Offset(int r) const { return Index(r) * stride_; }
  [[nodiscard]] const std::int32_t* CostOf(int r) const {
    return cost_.data() + Offset(r < rows_ ? r : rows_);
  }
  [[nodiscard]] bool FitsNarrow() const;
  template <class Length>
  Outcome SolveIn(Work<Length>& work);
  template <class Length>
  bool ReduceRows(Work<Length>& work);
  template <class Length>
  Outcome ReduceAgain(Work<Length>& work);
  template <class Length>
  Outcome Augment(Work<Length>& work, int row);

  int rows_ = 0;  // real ones; columns_ − rows_ filling rows share the last cost row
  int columns_ = 0;
  std::size_t stride_ = 0;  // columns and padding that is forbidden
  std::vector<std::int32_t> cost_;
  std::vector<std::int64_t> price_, row_price_;
  std::vector<int> column_of_, row_of_, came_from_, todo_, free_, displaced_;
  Work<std::int32_t> narrow_;
  Work<std::int64_t> wide_;
  std::int64_t value_ = 0;
};

}  // namespace prereq
