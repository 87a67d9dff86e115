#include "base/text.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_r();

namespace prereq {
namespace {

constexpr std::string_view kRQuery = R"scm(
; source("x.R"), sys.source("x.R"), base::source("x.R"), source(file = "x.R")
((call
  function: [(identifier) @_f (namespace_operator rhs: (identifier) @_f)]
  arguments: (arguments . argument: (argument value: (string content: (string_content) @path.bare)))) @import
 (#any-of? @_f "source" "sys.source"))

; source(here::here("02_beta", "b.R")): paths from the root, of which the parts are joined
((call
  function: [(identifier) @_f (namespace_operator rhs: (identifier) @_f)]
  arguments: (arguments . argument: (argument value: (call
    function: [(identifier) @_h (namespace_operator rhs: (identifier) @_h)]
    arguments: (arguments) @module.tree)))) @import
 (#any-of? @_f "source" "sys.source") (#any-of? @_h "here" "file.path"))

(function_definition body: (_) @in.function)
(if_statement) @in.condition
)scm";

ImportTarget ResolveR(const Codebase& code, const Language& /*language*/,
                      const ImportQuestion& question) {
  constexpr std::array<std::string_view, 1> kEndings = {""};
  return ResolveFile(code, question, kEndings);
}

}  // namespace

extern const Language kR;
constinit const Language kR = {
    .name = "r",
    .grammars = {{{"r", "", tree_sitter_r}}},
    .query = kRQuery,
    .separator = "/",
    .resolve = ResolveR,
    // `("02_beta", "b.R")`: one path. `library(x)` is a package, never a file of the tree.
    .expand = [](std::string_view arguments) { return JoinQuoted(arguments, "'\""); },
};

}  // namespace prereq
