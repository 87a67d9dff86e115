// Where the repository that the user stands in begins: the nearest prereq.yaml upward.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

inline constexpr std::string_view kPolicyFileName = "prereq.yaml";

/// The nearest directory, `start` itself or above it, that holds a `prereq.yaml` (anything but a
/// directory); absolute, without trailing slash; nullopt when none does. In a git repository the
/// search ends at its top (where `.git` is). Without one it ends where another file system begins,
/// and counts only directories and policies of this user or of the owner of `start`: in a directory
/// that others may write to, such as /tmp, a stranger's policy must not speak for everybody below.
/// Errors kNotFound, kUnreadable: `start` is not a directory that can be entered.
Result<std::optional<std::string>> FindRoot(const std::string& start);

}  // namespace prereq
