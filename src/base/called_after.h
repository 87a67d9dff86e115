// Names in code that are made of a module's own name.
#pragma once

#include <string_view>

namespace prereq {

/// Whether `name` is `slug`, or begins or ends with it as a word, whatever the case and the joints:
/// `autograd_dev` and `LinearAlgebra` for `autograd` and `linear-algebra`.
bool IsCalledAfter(std::string_view name, std::string_view slug);

}  // namespace prereq
