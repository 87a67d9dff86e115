// Running a user's command.
#pragma once

#include <string>

#include "prereq/result.h"

namespace prereq {

/// Runs `command` with `/bin/sh -c` in `directory` and waits for it. Its output goes to our stderr:
/// stdout belongs to results. Yields the exit status; 128 + N when signal N ended it.
/// `variable` ("NAME=value") is added to its environment. Error kUnreadable: it could not be
/// started.
Result<int> RunShellCommand(const std::string& command, const std::string& directory,
                            const std::string& variable);

}  // namespace prereq
