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

ImportTarget ResolveShell(const Codebase& code, const Language& /*language*/,
                          const ImportQuestion& question) {
  constexpr std::array<std::string_view, 1> kEndings = {""};
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
