#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_java();

namespace prereq {
namespace {

constexpr std::string_view kJavaQuery = R"scm(
(package_declaration [(scoped_identifier) (identifier)] @package)
(import_declaration [(scoped_identifier) (identifier)] @module) @import

(program (class_declaration name: (identifier) @defines))
(program (interface_declaration name: (identifier) @defines))
(program (record_declaration name: (identifier) @defines))
(program (enum_declaration name: (identifier) @defines))
(program (annotation_type_declaration name: (identifier) @defines))

; module-info.java
(module_declaration name: [(scoped_identifier) (identifier)] @package)
(requires_module_directive module: [(scoped_identifier) (identifier)] @module) @import
)scm";

// JEP 511: `import module a.b;`.
void BlankOutJava(std::string& text) {
  ForEachLine(text, [&text](std::size_t start, std::string_view line) {
    if (line.starts_with("import module ")) text.replace(start + 7, 6, 6, ' ');
  });
}

}  // namespace

extern const Language kJava;
constinit const Language kJava = {
    .name = "java",
    .grammars = {{{"java", "", tree_sitter_java}}},
    .query = kJavaQuery,
    .separator = ".",
    .family = "jvm",
    .resolve = ResolvePackage,
    .blank_out = BlankOutJava,
};

}  // namespace prereq
