#include "base/path.h"
#include "languages/codebase.h"
#include "languages/python_library.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_python();

namespace prereq {
namespace {

constexpr std::string_view kPythonQuery = R"scm(
(import_statement name: (dotted_name) @module) @import
(import_statement name: (aliased_import name: (dotted_name) @module)) @import

(import_from_statement module_name: (dotted_name) @module) @import
(import_from_statement module_name: (relative_import (import_prefix) @level)) @import
(import_from_statement module_name: (relative_import (dotted_name) @module)) @import
(import_from_statement name: (dotted_name) @name) @import
(import_from_statement name: (aliased_import name: (dotted_name) @name)) @import
(import_from_statement (wildcard_import) @name) @import

; importlib.import_module("a.b"), import_module("a.b"), __import__("a.b")
((call
  function: [(identifier) @_f (_ attribute: (identifier) @_f)]
  arguments: (_ . (string . (string_start) . (string_content) @module . (string_end)))) @import
 (#any-of? @_f "import_module" "__import__"))

; sys.path.insert(0, "../02_beta"), site.addsitedir("…")
((call
  function: (_ object: (_ object: (identifier) @_s attribute: (identifier) @_p))
  arguments: (argument_list) @search)
 (#eq? @_s "sys") (#eq? @_p "path"))
((call
  function: (_ attribute: (identifier) @_f)
  arguments: (argument_list) @search)
 (#eq? @_f "addsitedir"))

(function_definition body: (_) @in.function)
(lambda body: (_) @in.function)

(if_statement) @in.condition
(try_statement) @in.condition
(match_statement) @in.condition
(conditional_expression) @in.condition

; Names for type checkers only: these lines never run.
((if_statement
  condition: [(identifier) @_c (_ attribute: (identifier) @_c)]
  consequence: (block) @in.types)
 (#any-of? @_c "TYPE_CHECKING" "MYPY"))
((elif_clause
  condition: [(identifier) @_c (_ attribute: (identifier) @_c)]
  consequence: (block) @in.types)
 (#any-of? @_c "TYPE_CHECKING" "MYPY"))
((if_statement
  condition: (not_operator
    argument: [(identifier) @_c (_ attribute: (identifier) @_c)])
  alternative: (else_clause body: (block) @in.types))
 (#any-of? @_c "TYPE_CHECKING" "MYPY"))
)scm";

// PEP 810: `lazy import a`, `lazy from a import b`. A statement takes the word's place, since
// blanks would indent the line.
void BlankOutPython(std::string& text) {
  ForEachLine(text, [&text](std::size_t start, std::string_view line) {
    if (line.starts_with("lazy import ") || line.starts_with("lazy from ")) {
      text.replace(start, 4, "0;  ");
    }
  });
}

// Whose `parts` are when they are looked up in `folder`. A plain file has no submodules; a folder
// is a package when it holds Python files or the next part.
ImportTarget LookUp(const Codebase& code, const std::string& folder, const NameParts& parts) {
  const std::string first = JoinPath(folder, parts.front());
  std::string at = first;
  std::size_t depth = 1;
  if (!code.IsDirectory(first)) {
    if (parts.size() > 1 || !code.IsFile(first + ".py")) return {};
    at += ".py";
  } else {
    for (; depth < parts.size() && code.IsDirectory(JoinPath(at, parts[depth])); ++depth) {
      at = JoinPath(at, parts[depth]);
    }
    if (depth < parts.size() && code.IsFile(JoinPath(at, parts[depth] + ".py"))) {
      at = JoinPath(at, parts[depth++] + ".py");
    }
    if (depth == 1 && !code.HoldsFile(first, ".py")) return {};
  }
  if (const auto owner = code.Owner(at)) return {.is_known = true, .module = owner};
  return {.is_known = true, .module = code.IsFile(at) ? code.GeneratedFrom(at) : std::nullopt};
}

ImportTarget Relative(const Codebase& code, const ImportQuestion& question) {
  std::string up;
  for (int i = 1; i < question.import.level; ++i) up += "../";
  for (const std::string& part : question.parts) up += "/" + part;
  return code.FollowFrom(question.path, up);
}

ImportTarget ResolvePython(const Codebase& code, const Language& /*language*/,
                           const ImportQuestion& question) {
  if (question.import.level > 0) return Relative(code, question);
  const NameParts& parts = question.parts;
  if (parts.empty()) return {};
  if (question.import.is_path || question.import.module.find('/') != std::string::npos) return {};
  const std::string home = ParentPath(question.path);
  if (const ImportTarget own = LookUp(code, home, parts); own.is_known) return own;
  if (IsPythonLibraryModule(parts.front())) return {.is_known = true};
  for (const std::string& folder : code.SearchFolders(question.path)) {
    if (const ImportTarget found = LookUp(code, folder, parts); found.is_known) return found;
  }
  // Somewhere in the own module: that the path leads there is likelier than that it leads out.
  if (code.ModuleHolds(question.importer, parts.front())) return {.is_known = true};
  for (std::string folder = home; !folder.empty();) {
    folder = ParentPath(folder);
    for (const std::string_view source : {"", "src"}) {
      const std::string place = source.empty() ? folder : JoinPath(folder, source);
      if (const ImportTarget found = LookUp(code, place, parts); found.is_known) return found;
    }
  }
  if (parts.size() > 1) return {};
  const auto module = code.CalledAfterModule(parts.front(), ".py");
  return {.is_known = module.has_value(), .module = module};
}

}  // namespace

extern const Language kPython;
constinit const Language kPython = {
    .name = "python",
    .grammars = {{{"python", "", tree_sitter_python}}},
    .query = kPythonQuery,
    .separator = ".",
    .marks = "import sys addsitedir",
    .hyphens_are_underscores = true,
    .resolve = ResolvePython,
    .blank_out = BlankOutPython,
};

}  // namespace prereq
