// What a source file imports, and which modules that means.
#pragma once

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
  bool is_path = false;            // `module` is a file path relative to the file's folder
  bool conditional = false;        // below if, try, match, #if, …
  bool in_function = false;
  bool type_only = false;  // for type checkers: `if TYPE_CHECKING`, `import type`
};

/// Every import of a file, by place. A path ending in `.ipynb` is read as a notebook of which the
/// code cells count; one in `.tsx` may hold JSX. Strings, comments and docstrings never count; of
/// `importlib.import_module`, `__import__`, `require` and `import()` only those with a literal do.
/// Syntax errors are no errors: what can be recognised counts.
/// Errors kUnsupported: a language other than python, javascript, typescript, rust, go, c, cpp;
/// kInvalid with the place: a notebook that is none.
Result<std::vector<ImportStatement>> ParseImports(std::string_view language,
                                                  const std::string& path, std::string_view text);

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
///   - it is a path, relative to the importing file or to the root, that lies in the module's;
///   - one of its parts is the last part of the module's path (`06_autograd`);
///   - it is the name of a file that only one module has and that is no part of Python.
/// Output is independent of `threads` (0: as many as the machine has) and of `cache`, which may be
/// null.
/// Errors kInvalid: an import rule with an unknown language or malformed glob.
Result<ImportFacts, Errors> ResolveImports(const FileReader& tree, const Config& config,
                                           const std::vector<Module>& modules,
                                           const std::vector<FileEntry>& files, int threads,
                                           ReadingCache* cache = nullptr);

}  // namespace prereq
