// Names in a store or service outside of the tree, which no edit of the tree renames.
#pragma once

#include "prereq/facts.h"

namespace prereq::references {

/// Whether a likely reference names a thing of a store or service outside of the tree: only a
/// person can rename it there. It is an address, and its `text` quotes it.
bool NamesOutside(const Reference& reference);

}  // namespace prereq::references
