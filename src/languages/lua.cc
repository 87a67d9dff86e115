#include <algorithm>

#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_lua();

namespace prereq {
namespace {

constexpr std::string_view kLuaQuery = R"scm(
((function_call name: (identifier) @_f
  arguments: (arguments . (string content: (string_content) @module))) @import
 (#eq? @_f "require"))
((function_call name: (identifier) @_f
  arguments: (arguments . (string content: (string_content) @path.bare))) @import
 (#any-of? @_f "dofile" "loadfile"))

(function_declaration body: (_) @in.function)
(function_definition body: (_) @in.function)
(if_statement) @in.condition
)scm";

// `a.b` is `a/b.lua` or `a/b/init.lua`, from the importer's folder or one above it.
ImportTarget ResolveLua(const Codebase& code, const Language& /*language*/,
                        const ImportQuestion& question) {
  if (question.import.is_path) {
    constexpr std::array<std::string_view, 1> kAsIs = {""};
    return ResolveFile(code, question, kAsIs);
  }
  constexpr std::array<std::string_view, 2> kEndings = {".lua", "/init.lua"};
  ImportStatement import = question.import;
  std::ranges::replace(import.module, '.', '/');
  return ResolveFile(code, {import, question.parts, question.path, question.importer}, kEndings);
}

}  // namespace

extern const Language kLua;
constinit const Language kLua = {
    .name = "lua",
    .grammars = {{{"lua", "", tree_sitter_lua}}},
    .query = kLuaQuery,
    .separator = ".",
    .resolve = ResolveLua,
};

}  // namespace prereq
