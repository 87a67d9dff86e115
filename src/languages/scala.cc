#include "base/text.h"
#include "languages/codebase.h"

extern "C" const TSLanguage* tree_sitter_scala();

namespace prereq {
namespace {

constexpr std::string_view kScalaQuery = R"scm(
(package_clause name: (package_identifier) @package !body) @package.open
(package_clause name: (package_identifier) @package body: (_)) @package.scope
(import_declaration) @import @module.tree

(class_definition name: (identifier) @defines)
(object_definition name: (identifier) @defines)
(trait_definition name: (identifier) @defines)
(enum_definition name: (identifier) @defines)
(type_definition name: (type_identifier) @defines)
(compilation_unit (function_definition name: (identifier) @defines))
(compilation_unit (val_definition pattern: (identifier) @defines))

(function_definition body: (_) @in.function)
)scm";

// One of `a.b.{c, d => e}`, `a._`, `a.b as c`; `clause` is without blanks at its ends.
void ExpandClause(std::string_view clause, std::vector<UsePath>& paths) {
  const std::size_t brace = clause.find('{');
  if (brace == std::string_view::npos) {
    clause = Trim(clause.substr(0, clause.find(" as ")));
    const bool all = clause.ends_with("._") || clause.ends_with(".*");
    if (all) clause.remove_suffix(2);
    if (clause.ends_with(".given")) clause.remove_suffix(6);
    if (!clause.empty()) paths.push_back({std::string(clause), all});
    return;
  }
  std::string_view prefix = Trim(clause.substr(0, brace));
  if (prefix.ends_with('.')) prefix.remove_suffix(1);
  const std::size_t close = std::min(clause.find('}', brace), clause.size());
  for (std::string_view name : Split(clause.substr(brace + 1, close - brace - 1), ',')) {
    name = Trim(name);
    name = Trim(name.substr(0, std::min(name.find("=>"), name.find(" as "))));
    if (name.empty()) continue;
    const bool all = name == "_" || name == "*" || name == "given";
    paths.push_back(
        {all ? std::string(prefix) : std::string(prefix) + "." + std::string(name), all});
  }
}

std::vector<UsePath> ExpandImport(std::string_view statement) {
  std::vector<UsePath> paths;
  statement.remove_prefix(std::min(statement.find("import") + 6, statement.size()));
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= statement.size(); ++at) {
    const char c = at < statement.size() ? statement[at] : ',';
    depth += (c == '{' ? 1 : 0) - (c == '}' ? 1 : 0);
    if (c != ',' || (depth > 0 && at < statement.size())) continue;
    ExpandClause(Trim(statement.substr(start, at - start)), paths);
    start = at + 1;
  }
  return paths;
}

}  // namespace

extern const Language kScala;
constinit const Language kScala = {
    .name = "scala",
    .grammars = {{{"scala", "", tree_sitter_scala}}},
    .query = kScalaQuery,
    .separator = ".",
    .family = "jvm",
    // A name may start at one of the packages around it, which are not known here: whole names
    // count.
    .resolve = ResolvePackage,
    .expand = ExpandImport,
};

}  // namespace prereq
