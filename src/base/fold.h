// File names as a case-insensitive or normalising file system sees them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace prereq {

/// `name` with case folded and composed (Unicode default case folding, then NFC): two names with
/// equal results may be one file on macOS or Windows. Text that is not UTF-8 has only its ASCII
/// letters lowered. `/` is kept, so whole paths may be folded.
std::string FoldName(std::string_view name);

/// A name with case folded and joints evened out: every run of blanks, punctuation and symbols, in
/// Unicode, is one space, none at the ends. `Loss-Functions`, `loss_functions` and "Loss Functions"
/// are one, as are `Größe–Maß` and `grösse mass`. Emoji count as symbols; bytes that are not UTF-8
/// as letters. The one meaning of "the same name".
std::string FoldModuleName(std::string_view name);

/// How many columns of a terminal `text` takes: two for wide characters (CJK, most emoji), none for
/// combining marks, one for every byte that is not UTF-8. `text` is one line without control bytes.
std::size_t DisplayWidth(std::string_view text);

}  // namespace prereq
