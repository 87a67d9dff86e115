// Calls of code that write to a path, make it, or change it, so that what they name is not needed
// before; and calls that read it.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether what has this name is made: `outputDir`, `dest_path`, `--out-dir`, `destfile`.
bool IsNameOfMade(std::string_view name);

/// Whether `word` is the value of an argument or a variable that says so of itself:
/// `OUT=../02_beta`.
bool IsNamedAsMade(const SourceWord& word);

/// Whether the quoted `word` of `text` is where a call writes: `write.csv(x, "../02_beta/x.csv")`,
/// `shutil.copy("x", "../02_beta/")`, `open("../02_beta/x", "w")`, `Path("../02_beta").mkdir()`,
/// `run(output="../02_beta/x")`. A call around one that only makes a path counts as that one does.
/// Looks at most 2,000 bytes back and 200 ahead.
bool IsWrittenByCall(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Whether the quoted `word` of `text` is what a call reads, or a method of the path that a call
/// makes of it: `open("../02_beta/x")`, `Path("../02_beta/x").read_text()`. Looks as far.
bool IsReadByCall(const FileFormat& format, std::string_view text, const SourceWord& word);

/// From where to where an argument stands, with its quotes.
struct Argument {
  std::size_t begin = 0, end = 0;
};
Argument ArgumentOf(const SourceWord& word);
/// The same for any argument; `assigned` as of a SourceWord.
bool IsWrittenByCall(const FileFormat& format, std::string_view text, Argument argument,
                     std::string_view assigned);
bool IsReadByCall(const FileFormat& format, std::string_view text, Argument argument);

/// Whether the method that is called in `behind`, right behind a path, writes to it: `.open("w")`.
bool IsWrittenByMethod(std::string_view behind);
/// Whether it reads it: `.read_text()`, `.open()`.
bool IsReadByMethod(std::string_view behind);

}  // namespace prereq
