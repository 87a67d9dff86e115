; Includes of a C++ file.

(preproc_include path: [(string_literal) (system_lib_string)] @module.quoted) @import

(preproc_if) @in.condition
(preproc_ifdef) @in.condition
(preproc_elif) @in.condition
(preproc_else) @in.condition
