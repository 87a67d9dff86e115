#include "base/path.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_julia();

namespace prereq {
namespace {

constexpr std::string_view kQuery = R"scm(
((call_expression (identifier) @_f
  (argument_list . (string_literal (content) @path.bare))) @import
 (#eq? @_f "include"))
; include(joinpath(@__DIR__, "..", "x.jl"))
((call_expression (identifier) @_f
  (argument_list . (call_expression (identifier) @_j (argument_list) @module.tree))) @import
 (#eq? @_f "include") (#eq? @_j "joinpath"))

(using_statement [(identifier) (scoped_identifier)] @module) @import
(using_statement (selected_import . [(identifier) (scoped_identifier)] @module)) @import
(import_statement [(identifier) (scoped_identifier)] @module) @import
(import_statement (selected_import . [(identifier) (scoped_identifier)] @module)) @import
(import_statement (import_alias . [(identifier) (scoped_identifier)] @module)) @import

(function_definition) @in.function
(if_statement) @in.condition
(try_statement) @in.condition
)scm";

// `(@__DIR__, "..", "x.jl")`: one path.
std::vector<UsePath> JoinArguments(std::string_view arguments) {
  UsePath path;
  while (true) {
    const std::size_t open = arguments.find('"');
    if (open == std::string_view::npos) break;
    const std::size_t close = arguments.find('"', open + 1);
    if (close == std::string_view::npos) return {};
    if (!path.path.empty()) path.path += '/';
    path.path += arguments.substr(open + 1, close - open - 1);
    arguments.remove_prefix(close + 1);
  }
  return {path};
}

// A package is the folder whose Project.toml has its name, or that has the package's file in `src`.
ImportTarget Resolve(const Codebase& code, const Language& /*language*/,
                     const ImportQuestion& question) {
  constexpr std::array<std::string_view, 1> kEndings = {""};
  if (question.import.is_path || question.import.module.ends_with(".jl")) {
    return ResolveFile(code, question, kEndings);
  }
  if (question.parts.empty()) return {};
  const auto& packages = code.Manifests("Project.toml");
  if (const auto found = packages.find(question.parts.front()); found != packages.end()) {
    return {.is_known = true, .module = code.Owner(found->second)};
  }
  constexpr std::array<std::string_view, 1> kFolders = {"src"};
  return code.OnlyModuleWith(kFolders, question.parts.front() + ".jl", question.importer);
}

}  // namespace

extern const Language kJulia;
constinit const Language kJulia = {
    .name = "julia",
    .grammars = {{{"julia", "", tree_sitter_julia}}},
    .query = kQuery,
    .separator = ".",
    .manifest = "Project.toml",
    .resolve = Resolve,
    .expand = JoinArguments,
};

}  // namespace prereq
