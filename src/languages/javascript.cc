#include "base/path.h"
#include "base/text.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" {
const TSLanguage* tree_sitter_javascript();
const TSLanguage* tree_sitter_tsx();
const TSLanguage* tree_sitter_typescript();
}

namespace prereq {
namespace {

constexpr std::string_view kScriptQuery = R"scm(
(import_statement source: (string (string_fragment) @module)) @import
(import_statement
  (import_clause (named_imports (import_specifier name: (identifier) @name)))) @import
(import_statement (import_clause (identifier) @binding)) @import
(import_statement (import_clause (namespace_import) @binding)) @import

(export_statement source: (string (string_fragment) @module)) @import
(export_statement
  (export_clause (export_specifier name: (identifier) @name))
  source: (string)) @import

; require("x"), import("x")
((call_expression
  function: (identifier) @_f
  arguments: (_ . (string (string_fragment) @module) . )) @import
 (#eq? @_f "require"))
(call_expression
  function: (import)
  arguments: (_ . (string (string_fragment) @module))) @import

(function_declaration body: (_) @in.function)
(function_expression body: (_) @in.function)
(generator_function body: (_) @in.function)
(generator_function_declaration body: (_) @in.function)
(arrow_function body: (_) @in.function)
(method_definition body: (_) @in.function)

(if_statement) @in.condition
(try_statement) @in.condition
(switch_statement) @in.condition
(ternary_expression) @in.condition
)scm";

// Besides those of JavaScript.
constexpr std::string_view kTypeScriptQuery = R"scm(
(import_statement
  (import_require_clause source: (string (string_fragment) @module))) @import

; What is for types is erased before anything runs.
(import_statement "type" source: (string)) @import @import.types
(import_statement "type" (import_require_clause)) @import @import.types
(export_statement "type" source: (string)) @import @import.types
(export_statement (ERROR "type") source: (string)) @import @import.types
(import_statement
  (import_clause (named_imports (import_specifier "type" name: (identifier) @name.type)))) @import
(export_statement
  (export_clause (export_specifier "type" name: (identifier) @name.type))
  source: (string)) @import
(type_annotation) @in.types
(type_alias_declaration) @in.types
(interface_declaration) @in.types
(type_arguments) @in.types
)scm";

// `import defer * as x from`, `import source x from`, `import.defer("x")`: when a module runs, not
// whether.
void BlankOutJavaScript(std::string& text) {
  constexpr std::string_view kBlanks = " \t";
  for (std::size_t at = text.find("import"); at != std::string::npos;
       at = text.find("import", at + 6)) {
    std::size_t word = std::min(text.find_first_not_of(kBlanks, at + 6), text.size());
    const bool is_call = text.compare(word, 1, ".") == 0;
    if (is_call) ++word;
    for (const std::string_view phase : {"defer", "source"}) {
      if (text.compare(word, phase.size(), phase) != 0) continue;
      const std::size_t end = word + phase.size();
      const std::size_t next = std::min(text.find_first_not_of(kBlanks, end), text.size());
      // `import defer from "x"` binds the name `defer`.
      const bool is_name = next == end || text.compare(next, 5, "from ") == 0;
      const bool is_phase =
          is_call ? text.compare(next, 1, "(") == 0 : !is_name && text.compare(next, 1, ",") != 0;
      if (!is_phase) continue;
      const std::size_t start = is_call ? word - 1 : word;
      text.replace(start, end - start, end - start, ' ');
    }
  }
}

// The folder of the package whose name the import starts with: `@course/core/x`.
ImportTarget Package(const Codebase& code, const NameParts& parts) {
  const auto& packages = code.Manifests("package.json");
  for (NameParts start = parts; !start.empty(); start.pop_back()) {
    const auto found = packages.find(Join(start, "/"));
    if (found != packages.end()) {
      return {.is_known = true, .module = code.Owner(found->second)};
    }
  }
  return {};
}

ImportTarget ResolveJavaScript(const Codebase& code, const Language& /*language*/,
                               const ImportQuestion& question) {
  const std::string& module = question.import.module;
  if (module.starts_with("./") || module.starts_with("../") || module == "." || module == "..") {
    return code.FollowFrom(question.path, module);
  }
  constexpr std::array<std::string_view, 12> kEndings = {
      "",     ".ts",   ".tsx",  ".js",       ".jsx",      ".mjs",
      ".cjs", ".d.ts", ".json", "/index.ts", "/index.js", "/index.tsx"};
  const ImportTarget named = code.FollowAlias(question.path, module, kEndings);
  return named.is_known ? named : Package(code, question.parts);
}

}  // namespace

extern const Language kJavaScript;
constinit const Language kJavaScript = {
    .name = "javascript",
    .grammars = {{{"javascript", "", tree_sitter_javascript}}},
    .query = kScriptQuery,
    .separator = "/",
    .marks = "import require export",
    .manifest = "package.json",
    .resolve = ResolveJavaScript,
    .blank_out = BlankOutJavaScript,
};

extern const Language kTypeScript;
constinit const Language kTypeScript = {
    .name = "typescript",
    .grammars = {{{"tsx", ".tsx", tree_sitter_tsx}, {"typescript", "", tree_sitter_typescript}}},
    .query = kScriptQuery,
    .more_query = kTypeScriptQuery,
    .separator = "/",
    .marks = "import require export",
    .manifest = "package.json",
    .resolve = ResolveJavaScript,
    .blank_out = BlankOutJavaScript,
};

}  // namespace prereq
