// Which names a module may be given.
#pragma once

#include <optional>
#include <string>

#include "prereq/facts.h"

namespace prereq {

/// Whether `slug` may become the name of `module`, or of a new one. Refused (kInvalid, with what is
/// expected) are names that another module has, also in other case or Unicode form (they would be
/// one directory on some disks), names that bring their own number (unless the series has such),
/// and those with `/`, control characters, a leading `.` or blanks at an end.
Status CheckNewName(const Facts& facts, const std::string& slug, std::optional<ModuleId> module);

}  // namespace prereq
