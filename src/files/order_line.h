// One line of an order as people write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "prereq/order.h"

namespace prereq {

/// What stands on one line.
struct OrderLine {
  std::string name;  // without number, quotes and bullet
  bool quoted = false;
  std::optional<Number> number;
  std::size_t offset = 0;   // of the name (its number included) in the line
  std::string_view remark;  // what stands behind the name, blanks trimmed
};

/// "06_optimizers ← was 08" without the remark, trimmed; a title of several words stays whole.
std::string_view WithoutArrow(std::string_view text);

/// Reads `NN_slug`, `NN-slug`, `NN slug`, `NN. slug`, `slug`, `Label NN: A Title` (up to an arrow)
/// or "a quoted title", after an optional bullet. Double quotes may hold the escapes of QuoteWord.
/// nullopt: a blank line or a comment (`#` at the start).
std::optional<OrderLine> ReadOrderLine(std::string_view line);

}  // namespace prereq
