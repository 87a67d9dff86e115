// Statements of languages that have no brackets around what they write to: Stata, SAS, SPSS, SQL,
// gnuplot, awk, CMake, rules of Make.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// The words of a statement that stand before `word`, in lowercase letters, without what may stand
/// before a command (`capture`, `quietly`); quotes, brackets, commas and `=` end words. Looks at
/// most 2,000 bytes back.
std::vector<std::string> StatementBefore(const FileFormat& format, std::string_view text,
                                         const SourceWord& word);

/// Whether `word` is where a statement writes: `graph export "../02_beta/x.png"`, `COPY t TO
/// '../02_beta/x.csv'`, `ods pdf file="../02_beta/x.pdf"`, the target of a rule of Make.
bool IsWrittenByStatement(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Whether a statement reads `word`: `use "../02_beta/x.dta"`, `COPY t FROM '../02_beta/x.csv'`.
bool IsReadByStatement(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
