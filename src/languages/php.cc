#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" const TSLanguage* tree_sitter_php();

namespace prereq {
namespace {

constexpr std::string_view kPhpQuery = R"scm(
(namespace_definition name: (namespace_name) @package)
(namespace_use_declaration (namespace_use_clause . [(qualified_name) (name)] @module)) @import
(namespace_use_declaration
  (namespace_name) @module
  body: (namespace_use_group (namespace_use_clause . [(qualified_name) (name)] @name))) @import

; require "x.php", require __DIR__ . "/x.php", either in parentheses. Several patterns, or names for
; the inner nodes, would take ten times as long to compile.
[(require_expression [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))])
 (require_once_expression [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))])
 (include_expression [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))])
 (include_once_expression [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))])] @import
[(require_expression (parenthesized_expression
   [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))]))
 (require_once_expression (parenthesized_expression
   [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))]))
 (include_expression (parenthesized_expression
   [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))]))
 (include_once_expression (parenthesized_expression
   [(_ (string_content) @path.bare) (_ right: (_ (string_content) @path.bare))]))] @import

(class_declaration name: (name) @defines)
(interface_declaration name: (name) @defines)
(trait_declaration name: (name) @defines)
(enum_declaration name: (name) @defines)
(program (function_definition name: (name) @defines))
(program (const_declaration (const_element (name) @defines)))

(function_definition body: (_) @in.function)
(method_declaration body: (_) @in.function)
(if_statement) @in.condition
)scm";

// `require __DIR__ . "/x.php"` leaves `/x.php`.
ImportTarget ResolvePhp(const Codebase& code, const Language& language,
                        const ImportQuestion& question) {
  constexpr std::array<std::string_view, 1> kEndings = {""};
  if (question.import.is_path) return ResolveFile(code, question, kEndings);
  return ResolvePackage(code, language, question);
}

}  // namespace

extern const Language kPhp;
constinit const Language kPhp = {
    .name = "php",
    .grammars = {{{"php", "", tree_sitter_php}}},
    .query = kPhpQuery,
    .separator = "\\",
    .family = "php",
    .resolve = ResolvePhp,
};

}  // namespace prereq
