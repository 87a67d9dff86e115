// Calls of code that write to a path, make it, or change it, so that what they name is not needed
// before; and calls that read it.
#pragma once

#include <string_view>

#include "paths/source_words.h"

namespace prereq {

/// Whether the quoted `word` of `text` is where a call writes: `write.csv(x, "../02_beta/x.csv")`,
/// `shutil.copy("x", "../02_beta/")`, `open("../02_beta/x", "w")`, `Path("../02_beta").mkdir()`,
/// `run(output="../02_beta/x")`. A call around one that only makes a path counts as that one does.
/// Looks at most 2,000 bytes back and 200 ahead.
bool IsWrittenByCall(std::string_view text, const SourceWord& word);

/// Whether the quoted `word` of `text` is what a call reads, or a method of the path that a call
/// makes of it: `open("../02_beta/x")`, `Path("../02_beta/x").read_text()`. Looks as far.
bool IsReadByCall(std::string_view text, const SourceWord& word);

}  // namespace prereq
