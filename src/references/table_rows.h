// Rows of tables whose cells stand between bars or tags, on one line.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "references/shapes.h"

namespace prereq::references {

/// A cell of a row: where its content begins behind blanks and emphasis, and the number that is all
/// of it, if one is.
struct TableCell {
  std::size_t content = 0;
  std::optional<Token> number;
};

/// The cells of the line `begin..end`: `| 2 | Loops |`, `<tr><td>2</td><td>Loops</td></tr>`; empty
/// for other lines. Linear.
std::vector<TableCell> CellsOf(const Scan& scan, std::size_t begin, std::size_t end);

}  // namespace prereq::references
