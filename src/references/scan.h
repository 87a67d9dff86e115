// One pass over a text: every isolated number, then the shapes.
#pragma once

#include "references/shapes.h"

namespace prereq::references {

/// Fills `scan.found` by offset, disjoint. Weak ones still need SettleNeighbours.
void FindAll(Scan& scan);
/// The same byte by byte and without MayStart: what the tests hold FindAll against.
void FindAllSlowly(Scan& scan);
/// Can any shape hold the number whose digits are `begin` to `end`? Never wrong when it says no.
bool MayStart(const Scan& scan, std::size_t begin, std::size_t end);
/// Drops or lowers what only a neighbour could have confirmed, and marks links of arrow chains and
/// further uses of diagram nodes.
void SettleNeighbours(Scan& scan);
/// Makes what stands in a row "old | → | new" foreign: it tells what was.
void SettleLines(Scan& scan);

}  // namespace prereq::references
