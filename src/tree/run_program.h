// Running another program to ask it something.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// How a program ended, and what it said.
struct RanProgram {
  int status = 0;  // its exit status; 128 + N when signal N ended it
  std::string out, complaints;
};

/// Runs `words`, of which the first is looked for in PATH, with this environment ("NAME=value") and
/// standard input, and waits for it; after `seconds`, where they are not 0, it is killed. Safe from
/// several threads. kNotFound: there is no such program. kUnreadable: no memory, lost, or killed
/// for the time.
Result<RanProgram> RunProgram(std::vector<std::string> words, std::vector<std::string> environment,
                              std::string_view input, int seconds = 0);

/// Those of PATH, HOME and XDG_CONFIG_HOME that are set, as "NAME=value", and LC_ALL=C.
std::vector<std::string> PlainEnvironment();

}  // namespace prereq
