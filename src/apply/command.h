// Running a user's command.
#pragma once

#include <functional>
#include <string>

#include "prereq/result.h"

namespace prereq {

/// Runs `command` with `/bin/sh -c` in `directory` and waits for it. Its output goes to our stderr:
/// stdout belongs to results; its stdin is empty. Yields the exit status; 128 + N when signal N
/// ended it. `variable` ("NAME=value") is added to its environment. `interrupted` is asked all the
/// time, if there is one; true ends the command with all that it started: SIGTERM, soon after
/// SIGKILL. Error kUnreadable: it could not be started, or "interrupted".
Result<int> RunShellCommand(const std::string& command, const std::string& directory,
                            const std::string& variable,
                            const std::function<bool()>& interrupted = {});

}  // namespace prereq
