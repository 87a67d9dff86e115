#include "languages/codebase.h"

extern "C" const TSLanguage* tree_sitter_kotlin();

namespace prereq {
namespace {

constexpr std::string_view kKotlinQuery = R"scm(
(package_header (qualified_identifier) @package)
(import (qualified_identifier) @module) @import

(source_file (class_declaration name: (identifier) @defines))
(source_file (object_declaration name: (identifier) @defines))
(source_file (function_declaration name: (identifier) @defines))
(source_file (property_declaration (variable_declaration (identifier) @defines)))
(source_file (type_alias type: (identifier) @defines))
)scm";

}  // namespace

extern const Language kKotlin;
constinit const Language kKotlin = {
    .name = "kotlin",
    .grammars = {{{"kotlin", "", tree_sitter_kotlin}}},
    .query = kKotlinQuery,
    .separator = ".",
    .family = "jvm",
    .resolve = ResolvePackage,
};

}  // namespace prereq
