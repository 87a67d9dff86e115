// The commands of shells, build files and the like, which stand in lines.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether files of this kind hold commands as a shell runs them.
bool RunsCommands(const FileFormat& format);

/// Whether a command may follow this word: `sudo`, `then`, `!`.
bool IsBeforeCommand(std::string_view word);

/// Whether a command of this name neither reads nor makes what it names: `echo`, `rm`, `mkdir`.
bool IsIdleCommand(std::string_view program);

/// How far the begin of a line or a block is looked for, in bytes.
inline constexpr std::size_t kMostBack = 2000;

/// The begin of the line that holds `at`, not further back than kMostBack.
std::size_t BeginOfLine(std::string_view text, std::size_t at);

/// The line around `at`, at most so much of it.
std::string_view LineAround(std::string_view text, std::size_t at);

/// The command of a line around `at`, between `;`, `&&` and pipes.
std::string_view CommandAround(std::string_view text, std::size_t at);

/// The same without what stands before it: `sudo`, `@`, `then`.
std::string_view CommandProper(std::string_view text, std::size_t at);

/// Whether a command follows `cd` to `word`, in its line or the next one of the script:
/// `cd ../02_beta && make`, `(cd ../02_beta; make)`. Looks no further than kMostBack bytes.
bool IsWorkedIn(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
