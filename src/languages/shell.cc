#include "base/machine_folders.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_bash();

namespace prereq {
namespace {

constexpr std::string_view kShellQuery = R"scm(
((command name: (command_name (word) @_f) . argument: (word) @path.bare) @import
 (#any-of? @_f "source" "."))
((command name: (command_name (word) @_f) . argument: (raw_string) @path) @import
 (#any-of? @_f "source" "."))
; "$(dirname "$0")/../x.sh": the known end of the path
((command name: (command_name (word) @_f) . argument: (string (string_content) @path.bare .)) @import
 (#any-of? @_f "source" "."))
((command name: (command_name (word) @_f) . argument: (concatenation (word) @path.bare .)) @import
 (#any-of? @_f "source" "."))

(function_definition body: (_) @in.function)
(if_statement) @in.condition
(case_statement) @in.condition
)scm";

// `. $HOME/03-gamma/x.sh`, of which `/03-gamma/x.sh` is known.
bool IsElsewhere(const ImportStatement& import) {
  const std::string_view text = import.text;
  const std::size_t known = text.find(import.module);
  if (!import.module.starts_with('/') || known == std::string_view::npos) return false;
  const std::string_view before = text.substr(0, known);
  return IsFolderOfMachine(before.substr(before.find_last_of(" \t\"/") + 1));
}

ImportTarget ResolveShell(const Codebase& code, const Language& /*language*/,
                          const ImportQuestion& question) {
  constexpr std::array<std::string_view, 1> kEndings = {""};
  if (IsElsewhere(question.import)) return {.is_known = true};
  return ResolveFile(code, question, kEndings);
}

}  // namespace

extern const Language kShell;
constinit const Language kShell = {
    .name = "shell",
    .grammars = {{{"bash", "", tree_sitter_bash}}},
    .query = kShellQuery,
    .separator = "/",
    .resolve = ResolveShell,
};

}  // namespace prereq
