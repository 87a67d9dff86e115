// One pass over a text: every isolated number, then the shapes.
#pragma once

#include "read/references_shapes.h"

namespace prereq::references {

/// Fills `scan.found` by offset, disjoint. Weak ones still need SettleWeak.
void FindAll(Scan& scan);
/// Drops or lowers what only a neighbour could have confirmed, and marks links of arrow chains and
/// further uses of diagram nodes.
void SettleNeighbours(Scan& scan);

}  // namespace prereq::references
