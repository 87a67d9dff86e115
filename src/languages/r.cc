#include "base/text.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_r();

namespace prereq {
namespace {

constexpr std::string_view kQuery = R"scm(
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

// `("02_beta", "b.R")`: one path. `library(x)` is a package, never a file of the tree.
std::vector<UsePath> JoinArguments(std::string_view arguments) {
  UsePath path;
  while (true) {
    const std::size_t open = arguments.find_first_of("'\"");
    if (open == std::string_view::npos) break;
    const std::size_t close = arguments.find(arguments[open], open + 1);
    if (close == std::string_view::npos) return {};
    if (!path.path.empty()) path.path += '/';
    path.path += arguments.substr(open + 1, close - open - 1);
    arguments.remove_prefix(close + 1);
  }
  return {path};
}

ImportTarget Resolve(const Codebase& code, const Language& /*language*/,
                     const ImportQuestion& question) {
  constexpr std::array<std::string_view, 1> kEndings = {""};
  return ResolveFile(code, question, kEndings);
}

}  // namespace

extern const Language kR;
constinit const Language kR = {
    .name = "r",
    .grammars = {{{"r", "", tree_sitter_r}}},
    .query = kQuery,
    .separator = "/",
    .resolve = Resolve,
    .expand = JoinArguments,
};

}  // namespace prereq
