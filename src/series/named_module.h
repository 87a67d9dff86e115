// From the name that a user gives to a module, and back.
#pragma once

#include <string>

#include "prereq/facts.h"

namespace prereq {

/// By every name that graphs/README.md lists under Names. kNotFound with the nearest slug; kInvalid
/// when several modules are meant.
Result<ModuleId> FindNamedModule(const Facts& facts, const std::string& name);

/// "06_autograd", as the series would print it in `order`; the bare slug without a number.
std::string NumberedName(const Facts& facts, const Order& order, ModuleId id);

}  // namespace prereq
