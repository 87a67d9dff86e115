// Text for people, a link, or a name of something else: it is not followed.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether `word` of `text` is shown to somebody, wherever it stands: `print("../02_beta/x")`,
/// `throw new IOException("../02_beta/x")`, `std::cout << "../02_beta/x"`. What a call inside of it
/// reads, `print(open("../02_beta/x").read())`, is not.
bool Prints(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
