// Where commands of a shell work, and what they make of their operands without saying so.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "paths/source_words.h"

namespace prereq {

/// The folder that a script of a shell has gone to before `at`, from where it began: `data/genome`
/// behind `cd data/genome`. Empty where it has gone nowhere, or where that is not told. Looks at
/// some thousand bytes.
std::string FolderOfShell(std::string_view text, std::size_t at);

/// What the command around the operand `word` makes of it beside what it reads: `data/x.gtf` of
/// `gunzip data/x.gtf.gz`, `data/x.gz` of `wget -P data https://h.example/x.gz`; else empty.
std::string MadeOfOperand(std::string_view text, const SourceWord& word);

}  // namespace prereq
