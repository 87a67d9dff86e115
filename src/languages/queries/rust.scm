; Imports of a Rust file.

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
