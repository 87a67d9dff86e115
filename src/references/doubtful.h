// Whether the words around a drifted reference leave open that its number is what is wrong.
#pragma once

#include <string_view>

#include "prereq/facts.h"

namespace prereq {

/// "Next: Module 15 (Memoization)" may mean the neighbour and not the name, "Module 17 -
/// Transformers Only" no module called transformers. `text` is the whole file.
bool IsDoubtful(std::string_view text, const Reference& reference);

}  // namespace prereq
