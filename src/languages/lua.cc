#include <algorithm>

#include "base/path.h"
#include "base/text.h"
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

(comment) @skip
)scm";

// package.path = package.path .. ";../03-gamma/?.lua"
void ReadSearchPath(const HandReading& source, ParsedImports& imports) {
  constexpr std::string_view kPath = "package.path";
  ForEachLine(source.text, [&](std::size_t start, std::string_view line) {
    const std::size_t at = line.substr(0, line.find("--")).find(kPath);
    if (at == std::string_view::npos || !IsCode(source, start + at)) return;
    const std::size_t equals = line.find('=', at);
    if (equals == std::string_view::npos) return;
    for (std::string_view entry : Split(line.substr(equals), ';')) {
      entry = entry.substr(0, entry.find('?'));
      entry.remove_prefix(std::min(entry.find_last_of("\"'") + 1, entry.size()));
      while (entry.size() > 1 && entry.ends_with('/')) entry.remove_suffix(1);
      const bool is_folder = entry.find_first_of("()") == std::string_view::npos &&
                             entry.find_first_not_of("=. /") != std::string_view::npos;
      if (is_folder) imports.search_folders.emplace_back(entry);
    }
  });
}

// `a.b` is `a/b.lua` or `a/b/init.lua`, from the importer's folder, one above it or one of the
// search path.
ImportTarget ResolveLua(const Codebase& code, const Language& /*language*/,
                        const ImportQuestion& question) {
  if (question.import.is_path) {
    constexpr std::array<std::string_view, 1> kAsIs = {""};
    return ResolveFile(code, question, kAsIs);
  }
  constexpr std::array<std::string_view, 2> kEndings = {".lua", "/init.lua"};
  ImportStatement import = question.import;
  std::ranges::replace(import.module, '.', '/');
  const ImportTarget found =
      ResolveFile(code, {import, question.parts, question.path, question.importer}, kEndings);
  if (found.is_known) return found;
  for (const std::string& folder : code.SearchFolders(question.path)) {
    for (const std::string_view ending : kEndings) {
      const std::string place = JoinPath(folder, import.module + std::string(ending));
      if (code.IsFile(place)) return {.is_known = true, .module = code.Owner(place)};
    }
  }
  return {};
}

}  // namespace

extern const Language kLua;
constinit const Language kLua = {
    .name = "lua",
    .grammars = {{{"lua", "", tree_sitter_lua}}},
    .query = kLuaQuery,
    .separator = ".",
    .resolve = ResolveLua,
    .read_by_hand = ReadSearchPath,
};

}  // namespace prereq
