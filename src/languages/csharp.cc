#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_c_sharp();

namespace prereq {
namespace {

constexpr std::string_view kCSharpQuery = R"scm(
(namespace_declaration name: (_) @package) @package.scope
(file_scoped_namespace_declaration name: (_) @package)
(using_directive !name [(qualified_name) (identifier)] @module) @import
(using_directive name: (identifier) [(qualified_name) (identifier)] @module .) @import

(class_declaration name: (identifier) @defines)
(interface_declaration name: (identifier) @defines)
(record_declaration name: (identifier) @defines)
(struct_declaration name: (identifier) @defines)
(enum_declaration name: (identifier) @defines)

(comment) @skip
(string_literal) @skip
(verbatim_string_literal) @skip
(raw_string_literal) @skip
)scm";

// `#load "x.csx"` of scripts and `#:project ../02-beta` of programs in one file: where the path is.
std::string_view DirectivePath(std::string_view line) {
  if (line.starts_with("#load")) {
    const std::size_t open = line.find('"');
    const std::size_t close = line.rfind('"');
    return close > open ? line.substr(open + 1, close - open - 1) : std::string_view();
  }
  if (line.starts_with("#:project ")) return Trim(line.substr(10));
  return {};
}

void BlankOutCSharp(std::string& text) {
  ForEachLine(text, [&text](std::size_t start, std::string_view line) {
    if (line.starts_with("#:") || line.starts_with("#load") || line.starts_with("#r ") ||
        line.starts_with("#!")) {
      BlankLine(text, start);
    }
  });
}

void ReadDirectives(const HandReading& source, ParsedImports& imports) {
  ForEachLine(source.text, [&](std::size_t start, std::string_view line) {
    const std::string_view path = DirectivePath(line);
    if (path.empty() || !IsCode(source, start)) return;
    ImportStatement import;
    import.is_path = true;
    import.module = path;
    import.module_span = {start + static_cast<std::size_t>(path.data() - line.data()), path.size()};
    import.statement = {start, line.size()};
    imports.statements.push_back(std::move(import));
  });
}

ImportTarget ResolveCSharp(const Codebase& code, const Language& language,
                           const ImportQuestion& question) {
  if (question.import.is_path) return code.FollowFrom(question.path, question.import.module);
  return ResolvePackage(code, language, question);
}

}  // namespace

extern const Language kCSharp;
constinit const Language kCSharp = {
    .name = "csharp",
    .grammars = {{{"c_sharp", "", tree_sitter_c_sharp}}},
    .query = kCSharpQuery,
    .separator = ".",
    .family = "dotnet",
    .resolve = ResolveCSharp,
    .blank_out = BlankOutCSharp,
    .read_by_hand = ReadDirectives,
};

}  // namespace prereq
