// What a source file imports, and which modules that means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"
#include "prereq/reading_cache.h"

namespace prereq {

/// One imported module of one import statement.
struct ImportStatement {
  /// As imported, without quotes: `tinytorch.core.autograd`, `../06_autograd/x.js`, `crate::a::b`;
  /// empty for `from . import x`.
  std::string module;
  int level = 0;                   // leading dots of a relative Python import
  std::vector<std::string> names;  // the names taken from it; `*` for all
  std::string text;                // the statement on one line, at most 100 bytes
  Location where;                  // of the statement's first byte
  Span statement;                  // bytes of the file, from the first to the last
  Span module_span;                // where `module` stands; in Rust the whole tree of paths
  bool is_path = false;            // `module` is a file path, not a name
  bool system = false;             // in angle brackets: searched among the system's files
  bool conditional = false;        // below if, try, match, #if, …
  bool in_function = false;
  bool type_only = false;  // for type checkers: `if TYPE_CHECKING`, `import type`
};

/// What a source file says about itself and others.
struct ParsedImports {
  std::vector<ImportStatement> statements;  // by place
  std::string exports;                      // what `#| default_exp NAME` says
  std::vector<std::string> packages;        // that the file belongs to: `org.alpha`
  std::vector<std::string> defines;         // names it defines there: `Alpha`
  std::vector<std::string> search_folders;  // that it puts on the search path, as written there
  int first_error = 0;                      // line of the first syntax error; 0: none
};

/// Bounds on the work for one file. Steps are the same everywhere; the time is for the few inputs
/// of which a step takes long.
struct ParseBudget {
  std::uint64_t steps = 50'000;      // of 100 operations of the parser, whatever the size
  std::uint64_t steps_per_byte = 1;  // and for each byte; ordinary code takes a hundredth
  double seconds = 3;                // of the thread's own time
};

/// What a file imports. A path ending in `.ipynb` is read as a notebook of which the code cells
/// count; one in `.tsx` may hold JSX. Strings, comments and docstrings never count; of
/// `importlib.import_module`, `__import__`, `require` and `import()` only those with a literal do.
/// A syntax error is not an error here: what can be recognised before and after them counts.
/// Errors kUnsupported: a language that languages.cc does not have; kInvalid with the place: a
/// malformed notebook; source that takes more than `budget`.
Result<ParsedImports> ParseImports(std::string_view language, const std::string& path,
                                   std::string_view text, const ParseBudget& budget = {});

/// A file that could not be read or parsed.
struct SkippedSource {
  Location where;
  std::string reason;
  ModuleId owner;
  bool unreadable = false;  // the system refused it
};

/// What ResolveImports found.
struct ImportFacts {
  std::vector<Dependency> dependencies;  // FactKind::kImport, by location; one per statement
  std::vector<SkippedSource> skipped;    // by location, each once
  std::vector<Location> syntax_errors;   // the first of each file that has any; by path
  std::vector<std::size_t> idle_rules;   // indices into Config::imports: no file fits
};

/// Parses the files that `config.imports` names and that belong to a module (its path or below) and
/// finds whom each import means; `files` is the tree's ListTracked. Imports of the own module, for
/// type checkers only, and of anything outside the series yield nothing.
///
/// An import means a module when, first rule first:
///   - it starts with the module's name for importers: Module::provides, the rule's `provides`
///     pattern, or `#| default_exp NAME` in one of the module's files (after the library's name);
///     the longest such name wins, and `from a.b import c` is tried as `a.b.c` first;
///   - the language's own rules lead to a file, folder or package of the module
///   (Language::resolve);
///     what they find in the importer's own module or outside all modules settles the question;
///   - one of its parts is the last part of the module's path, number and all (`06_autograd`);
///   - in Python, a file of no module that it leads to imports what the module made.
/// Output is independent of `threads` (0: as many as the machine has) and of `cache`, which may be
/// null.
/// Errors kInvalid: an import rule with an unknown language or malformed glob.
Result<ImportFacts, Errors> ResolveImports(const FileReader& tree, const Config& config,
                                           const std::vector<Module>& modules,
                                           const std::vector<FileEntry>& files, int threads,
                                           ReadingCache* cache = nullptr);

}  // namespace prereq
