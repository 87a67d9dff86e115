#include "base/path.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_ruby();

namespace prereq {
namespace {

constexpr std::string_view kRubyQuery = R"scm(
((call method: (identifier) @_f
  arguments: (_ . (string . (string_content) @path.bare .))) @import
 (#any-of? @_f "require_relative" "load"))
; require "x", autoload :X, "x"
((call method: (identifier) @_f
  arguments: (_ . (simple_symbol)? . (string . (string_content) @module .) .)) @import
 (#any-of? @_f "require" "autoload"))
; require File.expand_path("../x", __dir__)
((call method: (identifier) @_f
  arguments: (_ . (_ receiver: (constant) @_c method: (identifier) @_m
    arguments: (_ . (string . (string_content) @path.bare .) . (identifier) @_d)))) @import
 (#eq? @_f "require") (#eq? @_c "File") (#eq? @_m "expand_path") (#eq? @_d "__dir__"))

(method body: (_) @in.function)
(if) @in.condition
(unless) @in.condition
(begin) @in.condition
)scm";

ImportTarget ResolveRuby(const Codebase& code, const Language& /*language*/,
                         const ImportQuestion& question) {
  constexpr std::array<std::string_view, 2> kEndings = {".rb", ""};
  const std::string& module = question.import.module;
  if (question.import.is_path || module.starts_with("./") || module.starts_with("../")) {
    return ResolveFile(code, question, kEndings);
  }
  // A library's files stand in `lib`, which its gem puts on the load path.
  constexpr std::array<std::string_view, 1> kFolders = {"lib"};
  if (!IsTreePath(module)) return {};
  if (module.find('/') == std::string::npos) {
    return code.OnlyModuleCalled(kFolders, module, ".rb", question.importer);
  }
  return code.OnlyModuleWith(kFolders, module + ".rb", question.importer);
}

}  // namespace

extern const Language kRuby;
constinit const Language kRuby = {
    .name = "ruby",
    .grammars = {{{"ruby", "", tree_sitter_ruby}}},
    .query = kRubyQuery,
    .separator = "/",
    .resolve = ResolveRuby,
};

}  // namespace prereq
