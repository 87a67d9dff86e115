// The module that a user names on the command line.
#pragma once

#include <string>

#include "cli/input.h"

namespace prereq {

/// By slug (`autograd`), numbered slug (`06_autograd`), title or alias, in any case, by label
/// ("Module 6") or by number alone. kNotFound with the nearest slug; kInvalid when several are
/// meant.
Result<ModuleId> FindNamedModule(const LoadedSeries& series, const std::string& name);

}  // namespace prereq
