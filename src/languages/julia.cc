#include "base/path.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_julia();

namespace prereq {
namespace {

constexpr std::string_view kJuliaQuery = R"scm(
; include("x.jl"), include(joinpath(@__DIR__, "..", "x.jl"))
((call_expression (identifier) @_f
  (_ . [(string_literal (content) @path.bare)
        (_ (identifier) @_j (argument_list) @module.tree)])) @import
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

// A package is the folder whose Project.toml has its name, or that has the package's file in
// `src` and is called so.
ImportTarget ResolveJulia(const Codebase& code, const Language& /*language*/,
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
  return code.OnlyModuleCalled(kFolders, question.parts.front(), ".jl", question.importer);
}

}  // namespace

extern const Language kJulia;
constinit const Language kJulia = {
    .name = "julia",
    .grammars = {{{"julia", "", tree_sitter_julia}}},
    .query = kJuliaQuery,
    .separator = ".",
    .manifest = "Project.toml",
    .resolve = ResolveJulia,
    // `(@__DIR__, "..", "x.jl")`: one path.
    .expand = [](std::string_view arguments) { return JoinQuoted(arguments, "\""); },
};

}  // namespace prereq
