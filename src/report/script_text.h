// The fixed parts of the shell script.
#pragma once

#include <string_view>

namespace prereq {

/// Functions that check, before anything changes.
std::string_view ScriptChecks();
/// Functions that change, and that take changes back.
std::string_view ScriptSteps();

}  // namespace prereq
