// The only wall around tree-sitter: a text in, the matches of its language's query out.
//
// A query (src/read/queries/LANGUAGE.scm) says with its captures what is what:
//   @import         a statement that imports; captures of several patterns on one statement add up
//   @import.types   this statement is for type checkers only
//   @module         what it imports, as it stands; @module.quoted: with a quote at either end
//   @module.tree    a tree of paths: `a::{b, c::*}`
//   @path           a quoted file path that beats @module
//   @level          the dots of a relative import
//   @name           one imported name
//   @in.function, @in.condition, @in.types   regions: an import inside one of them is so
//   @_anything      for predicates only
// Predicates: (#eq? @capture "text") and (#any-of? @capture "text" "text" …).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

struct SyntaxCapture {
  std::string_view name;  // of the capture, without `@`; lives as long as the program
  Span span;
};

/// One match of one pattern; captures in the order they stand in the text.
using SyntaxMatch = std::vector<SyntaxCapture>;

/// Parses `text` with the grammar of `language` (c, cpp, go, javascript, python, rust, tsx,
/// typescript) and runs its import query. Text with syntax errors yields what can still be
/// recognised. Matches in the order in which they end; deterministic; safe from several threads;
/// about O(text).
/// Errors kUnsupported: no such language; kInvalid: more than 1 GiB of text.
Result<std::vector<SyntaxMatch>> MatchImports(std::string_view language, std::string_view text);

}  // namespace prereq
