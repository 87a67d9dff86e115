// Files of our own inside a user's repository.
#pragma once

#include <string_view>

namespace prereq {

/// What is accepted for now; stands at the root, is never searched for references.
inline constexpr std::string_view kBaselineFileName = "prereq-baseline.yaml";

}  // namespace prereq
