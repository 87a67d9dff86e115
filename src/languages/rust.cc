#include "languages/codebase.h"
#include "languages/use_tree.h"

extern "C" const TSLanguage* tree_sitter_rust();

namespace prereq {
namespace {

constexpr std::string_view kRustQuery = R"scm(
(use_declaration argument: (_) @module.tree) @import
(extern_crate_declaration name: (identifier) @module) @import

; `mod x;` reads another file, `mod x { … }` does not.
(mod_item name: (identifier) @module !body) @import
; #[path = "../01_intro/mod.rs"] mod intro;
((attribute_item (attribute (identifier) @_a value: (string_literal) @path)) .
 (mod_item name: (identifier) !body) @import
 (#eq? @_a "path"))

(function_item body: (_) @in.function)
(closure_expression body: (_) @in.function)

(if_expression) @in.condition
(match_expression) @in.condition
)scm";

ImportTarget ResolveRust(const Codebase& code, const Language& /*language*/,
                         const ImportQuestion& question) {
  if (question.import.is_path) return code.FollowFrom(question.path, question.import.module);
  if (question.parts.empty()) return {};
  const std::string& first = question.parts.front();
  if (first == "crate" || first == "self" || first == "super") return {.is_known = true};
  for (const std::string_view library : {"std", "core", "alloc", "proc_macro", "test"}) {
    if (first == library) return {.is_known = true};
  }
  const auto& crates = code.Manifests("Cargo.toml");
  const auto found = crates.find(first);
  if (found == crates.end()) return {};
  return {.is_known = true, .module = code.Owner(found->second)};
}

}  // namespace

extern const Language kRust;
constinit const Language kRust = {
    .name = "rust",
    .grammars = {{{"rust", "", tree_sitter_rust}}},
    .query = kRustQuery,
    .separator = "::",
    .hyphens_are_underscores = true,
    .manifest = "Cargo.toml",
    .resolve = ResolveRust,
    .expand = ExpandUseTree,
};

}  // namespace prereq
