; Imports of a Go file.

(import_spec path: [(interpreted_string_literal) (raw_string_literal)] @module.quoted) @import
