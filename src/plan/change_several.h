// Changes of more than one module at a time: where they lead.
#pragma once

#include <string>
#include <vector>

#include "plan/change.h"

namespace prereq {

/// Moves modules together: the first to where MoveModule would bring it, each other one just after
/// the one named before it. Errors as MoveModule; kInvalid for a module named twice, and for
/// several modules to one number.
Result<Target> MoveModules(const Facts& facts, const std::vector<std::string>& slugs,
                           const Destination& where);

/// Two modules exchange their numbers; all others stay. Errors as MoveModule.
Result<Target> SwapModules(const Facts& facts, const std::string& slug, const std::string& other);

}  // namespace prereq
