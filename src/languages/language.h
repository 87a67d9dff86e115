// The languages whose imports are read: one row each, in the order of their names.
//
// To add one: a file like lua.cc that defines its row, and its name in four tables: languages.cc,
// CMakeLists.txt, base/file_kinds.cc (endings, comments) and tools/grammars.lock (the pinned
// grammar). Policies, `init` and the build follow; a test says where the schema does not.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "languages/imports.h"

struct TSLanguage;  // of the grammar library, which only syntax_tree.cc includes

namespace prereq {

class Codebase;

/// The parts of a name: `a`, `b` of `a.b`.
using NameParts = std::vector<std::string>;

/// What a resolver found: whether the import names a part of the tree, and the module that holds
/// this part. A part outside all modules has none.
struct ImportTarget {
  bool is_known = false;
  std::optional<ModuleId> module = {};
};

/// The question to a resolver.
struct ImportQuestion {
  const ImportStatement& import;
  const NameParts& parts;   // of `import.module`, perhaps with one of its names behind
  const std::string& path;  // of the importing file
  ModuleId importer;        // whose file that is
};

/// A grammar and the end of the paths that it reads.
struct Grammar {
  std::string_view name;    // as tools/grammars.lock has it
  std::string_view ending;  // ".tsx"; empty: every other file
  const TSLanguage* (*table)() = nullptr;
};

/// A text and where its comments and literals are, which hold no imports.
struct HandReading {
  std::string_view text;
  std::vector<Span> skipped;  // sorted, disjoint
};

/// One path of an import that names several: `crate::{a::{self, B}, c::*}`.
struct UsePath {
  std::string path;  // crate::a::B
  bool all = false;  // ended in `::*`
};

struct Language {
  std::string_view name;             // as `language:` of an import rule has it
  std::array<Grammar, 2> grammars;   // the first whose ending fits
  std::string_view query;            // syntax_tree.h says what its captures mean
  std::string_view more_query = "";  // appended; for a language that extends another
  std::string_view separator;        // between the parts of an imported name
  /// Words with blanks between: whatever the query says of a file holds one of them or stands
  /// around it, so that a file without any need not be parsed. Empty: any file may say something.
  std::string_view marks = "";
  /// Languages of one family see each other's packages: Java, Kotlin and Scala.
  std::string_view family = "";
  bool hyphens_are_underscores = false;  // a slug `a-b` is the name `a_b`
  std::string_view manifest = "";        // whose names importers use: "Cargo.toml"
  /// Which part of the tree an import means; never asked about names that a policy, metadata or a
  /// directive declares, which come first.
  ImportTarget (*resolve)(const Codebase& code, const Language& language,
                          const ImportQuestion& question) = nullptr;
  /// The paths in what @module.tree captured; null where nothing captures it.
  std::vector<UsePath> (*expand)(std::string_view tree) = nullptr;
  /// Puts blanks over what the grammar cannot read, byte for byte; may be null.
  void (*blank_out)(std::string& text) = nullptr;
  /// Adds the imports that were blanked out, or that the grammar reads as something else without
  /// saying so; may be null. Fills `module`, `module_span`, `statement`, `is_path`, `system`.
  void (*read_by_hand)(const HandReading& source, ParsedImports& imports) = nullptr;
};

/// A name's parts between the language's separators, empty ones left out.
NameParts PartsOfName(const Language& language, std::string_view name);

/// All rows by name.
std::span<const Language* const> Languages();
/// The row of that name; null when there is none.
const Language* FindLanguage(std::string_view name);

}  // namespace prereq
