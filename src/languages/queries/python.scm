; Imports of a Python file.

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
  function: [(identifier) @_f (attribute attribute: (identifier) @_f)]
  arguments: (argument_list . (string . (string_start) . (string_content) @module . (string_end)))) @import
 (#any-of? @_f "import_module" "__import__"))

(function_definition body: (_) @in.function)
(lambda body: (_) @in.function)

(if_statement) @in.condition
(try_statement) @in.condition
(match_statement) @in.condition
(conditional_expression) @in.condition

; Names for type checkers only: these lines never run.
((if_statement
  condition: [(identifier) @_c (attribute attribute: (identifier) @_c)]
  consequence: (block) @in.types)
 (#any-of? @_c "TYPE_CHECKING" "MYPY"))
((elif_clause
  condition: [(identifier) @_c (attribute attribute: (identifier) @_c)]
  consequence: (block) @in.types)
 (#any-of? @_c "TYPE_CHECKING" "MYPY"))
((if_statement
  condition: (not_operator
    argument: [(identifier) @_c (attribute attribute: (identifier) @_c)])
  alternative: (else_clause body: (block) @in.types))
 (#any-of? @_c "TYPE_CHECKING" "MYPY"))
