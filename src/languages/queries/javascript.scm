; Imports of a JavaScript file (modules and CommonJS).

(import_statement source: (string (string_fragment) @module)) @import
(import_statement
  (import_clause (named_imports (import_specifier name: (identifier) @name)))) @import

(export_statement source: (string (string_fragment) @module)) @import
(export_statement
  (export_clause (export_specifier name: (identifier) @name))
  source: (string)) @import

; require("x"), import("x")
((call_expression
  function: (identifier) @_f
  arguments: (arguments . (string (string_fragment) @module) . )) @import
 (#eq? @_f "require"))
(call_expression
  function: (import)
  arguments: (arguments . (string (string_fragment) @module))) @import

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
