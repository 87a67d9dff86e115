// Giving one file new bytes so that after a crash it has the old ones or the new ones.
#pragma once

#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

/// Writes `bytes` to the regular file `name` inside directory `root`, which keeps its mode if it
/// was there. Errors kInvalid: something else than a file has the name; kUnreadable: a system call
/// failed; the file is as it was.
Status ReplaceFile(const std::string& root, const std::string& name, std::string_view bytes);

}  // namespace prereq
