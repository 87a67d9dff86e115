// Files that a user names, wherever they are.
#pragma once

#include <iosfwd>
#include <string>

#include "prereq/result.h"

namespace prereq {

/// The bytes of one file; links are followed but where a repository (of a policy: its own folder)
/// holds one that leads out of it, and the pipe of a shell's `<(command)` is read to its end.
/// kNotFound, kInvalid, kUnreadable.
Result<std::string> ReadNamed(const std::string& path);

/// All that comes through a pipe; `name` is for errors. kUnreadable when it does not end within
/// 256 MiB.
Result<std::string> ReadPipe(std::istream& pipe, const std::string& name);

}  // namespace prereq
