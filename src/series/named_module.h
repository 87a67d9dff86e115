// From the name that a user gives to a module, and back.
#pragma once

#include <string>

#include "prereq/facts.h"

namespace prereq {

/// By path (`modules/06_autograd`, from the root), slug (`autograd`), numbered slug
/// (`06_autograd`), title or alias, in any case, by label ("Module 6") or by number alone.
/// kNotFound with the nearest slug; kInvalid when several are meant.
Result<ModuleId> FindNamedModule(const Facts& facts, const std::string& name);

/// "06_autograd", as the series would print it in `order`; the bare slug without a number.
std::string NumberedName(const Facts& facts, const Order& order, ModuleId id);

}  // namespace prereq
