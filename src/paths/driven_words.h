// Files that run modules one after the other in more forms than plain lines of a script: programs
// that take what they run behind an option, loops over lists, pages that load scripts, playbooks.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether the scripts of a language run one after the other, so that their sequence is an order.
bool RunsInSequence(const FileFormat& format);

/// Whether a file of this name that belongs to no module may list what is run in an order, though
/// it is no script: YAML of Ansible, CI and Liquibase, a page of HTML.
bool MayListRuns(std::string_view path);

/// Whether `word` of `text`, a path, is run there in its turn: `terraform -chdir=02_beta apply`,
/// `kubectl apply -f`, `"$DIR/02_beta.sh"`, `for s in a.sh b.sh; do bash $s; done`,
/// `lapply(c("a.R", "b.R"), source)`, `<script src="…">`, `import_playbook:`. Looks at most 2,000
/// bytes back and ahead.
bool IsRunInTurn(const FileFormat& format, std::string_view text, const SourceWord& word);

/// Where the list of steps begins that `word` of YAML stands in, so that steps of different jobs
/// are not one sequence; 0 elsewhere.
std::size_t ListOfSteps(const FileFormat& format, std::string_view text, const SourceWord& word);

}  // namespace prereq
