// Paths that a line writes, removes or takes down: what stands there is not needed before.
#pragma once

#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether `word` of `text` is where something goes: `write.csv(x, "../02_beta/x.csv")`,
/// `> ../02_beta/x`, the last argument of `cp`, the file that Terraform's `local_file` makes.
bool IsOutput(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Whether a command takes apart what its paths name: `make -C ../02_beta clean`, `terraform
/// -chdir=../02_beta destroy`, and every line of a rule of Make that is called so.
bool TakesApart(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Whether words of a name or a command take down what others build: `destroy-vpc`, `terraform
/// destroy`. To clean data is a step as any other.
bool TakesDown(std::string_view words);

/// Whether a command gives what its path names another place: `mv 02_beta.sh /tmp`.
bool MovesAway(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
