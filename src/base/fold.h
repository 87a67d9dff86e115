// File names as a case-insensitive or normalising file system sees them.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `name` with case folded and composed (Unicode default case folding, then NFC): two names with
/// equal results may be one file on macOS or Windows. Text that is not UTF-8 has only its ASCII
/// letters lowered. `/` is kept, so whole paths may be folded.
std::string FoldName(std::string_view name);

}  // namespace prereq
