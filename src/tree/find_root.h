// Where the repository that the user stands in begins: the nearest prereq.yaml upward.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

inline constexpr std::string_view kPolicyFileName = "prereq.yaml";

/// The nearest directory, `start` itself or above it, that holds a `prereq.yaml` (anything but a
/// directory); absolute, without trailing slash; nullopt when none does up to the top of the git
/// repository that `start` is in, or else up to `/`: a policy above a repository is another one's.
/// Errors kNotFound, kUnreadable: `start` is no directory that can be entered.
Result<std::optional<std::string>> FindRoot(const std::string& start);

}  // namespace prereq
