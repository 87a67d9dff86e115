// The wall around tree-sitter: a text in, the matches of its language's query out.
//
// A language's query says with its captures what is what:
//   @import         a statement that imports; captures of several patterns on one statement add up
//   @import.types   this statement is for type checkers only
//   @module         what it imports, as it stands; @module.quoted: with a quote at either end
//   @module.tree    paths that Language::expand takes apart: `a::{b, c::*}`
//   @path           a quoted file path that beats @module; @path.bare: without quotes
//   @level          the dots of a relative import
//   @name           one imported name; @name.type: that name is for type checkers only
//   @binding        a name that the statement binds besides those, so that it imports at run time
//   @package        a package that the file belongs to; @package.scope: the region of one that may
//                   hold others; @package.open: a clause that holds all that follows
//   @defines        a name that the file defines in its package
//   @search         arguments of a call that puts a folder on the search path
//   @skip           a comment or literal
//   @in.function, @in.condition, @in.types   regions: an import inside one of them is so
//   @_anything      for predicates only
// Predicates: (#eq? @capture "text") and (#any-of? @capture "text" "text" …).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "languages/language.h"

namespace prereq {

struct SyntaxCapture {
  std::string_view name;  // of the capture, without `@`; lives as long as the program
  Span span;
};

/// One match of one pattern; captures in the order they stand in the text.
using SyntaxMatch = std::vector<SyntaxCapture>;

struct SyntaxMatches {
  std::vector<SyntaxMatch> matches;        // in the order in which they end
  std::optional<std::size_t> first_error;  // offset of the first stretch that is not syntax
};

/// Parses `text` with a grammar of `language` and runs its query. Text with syntax errors yields
/// what can still be recognised. Deterministic; safe from several threads; about O(text).
/// Errors kUnsupported: the grammar and the library do not fit; kInvalid: more than 1 GiB of text,
/// or more work than `budget`.
Result<SyntaxMatches> MatchImports(const Language& language, const Grammar& grammar,
                                   std::string_view text, const ParseBudget& budget);

}  // namespace prereq
