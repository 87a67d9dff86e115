// Paths in code of what is left out, and of pages that a visitor goes on to: neither is needed.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether `word` of `text` says what a command or a setting leaves out: `--exclude ../02_beta`,
/// `find -not -path ../02_beta`, `testPathIgnorePatterns: ["../02_beta"]`. A file that lists such
/// things is read: `--exclude-from ../02_beta/list`.
bool IsLeftOut(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Whether `word` of a page or its code is where a visitor goes: `location.href = "../02_beta/"`,
/// `window.open("../02_beta/")`, `router.push("../02_beta/")`.
bool IsNavigatedTo(const FileFormat& format, const SourceWord& word);

}  // namespace prereq
