// What the author declared: the policy of a repository (`prereq.yaml`) or a graph file. Everything
// as written, names unresolved, each with its place; resolving is CollectFacts' job.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/order.h"
#include "prereq/result.h"

namespace prereq {

/// A name as written somewhere, and where.
struct Name {
  std::string text;
  Location where;
};

/// One entry of `modules:` in a graph file.
struct ModuleDecl {
  Name slug;
  std::optional<Number> number;  // none: a new module that wants a place
  std::string title;
  std::vector<std::string> aliases;
  std::vector<Name> needs;     // `requires:`
  std::optional<long> weight;  // cost of renumbering it under `--minimize edits`; default 1
  Location where;
};

/// One entry of `constraints:`. `A after B` is stored as kBefore with B first.
struct Rule {
  enum class Kind { kBefore, kPin, kWithin, kFirst, kLast };
  Kind kind = Kind::kBefore;
  Name subject;      // kBefore: the one that comes first
  Name object;       // kBefore only: the one that comes later
  Number low, high;  // kPin (equal) and kWithin: allowed numbers, inclusive
  std::string text;  // as the author wrote it: "training before spatial"
  std::string because;
  Location where;
};

/// One entry of `phases:`; every module of an earlier phase precedes every one of a later phase.
struct Phase {
  std::string name;
  std::vector<Name> modules;
  Location where;
};

/// A calendar day; compares chronologically.
struct Date {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Date&) const = default;
};

/// One entry of `waive:`: "DEPENDENT requires PREREQUISITE" no longer counts.
struct Waiver {
  Name dependent;
  Name prerequisite;
  std::string text;
  std::string because;  // never empty
  std::optional<Date> until;
  Location where;
};

/// `series:`. `pattern` holds `{number}`, `{number:02}`, … once and `{slug}` at most once.
struct Series {
  enum class Gaps { kUnsaid, kKeep, kClose };
  std::string name;                  // for `--series`; by default the pattern's first folder
  std::string pattern;               // modules/{number:02}_{slug}; several are joined to one
  std::vector<std::string> written;  // as the policy has them
  std::vector<std::string> labels;   // "Module", as in "Module 6"
  std::optional<int> start;          // the lowest number when it is not the lowest found
  Gaps gaps = Gaps::kUnsaid;
  Location where;
};

/// One shape of metadata file inside a module; keys are dotted paths, first existing one wins.
struct MetadataShape {
  std::string file;  // relative to the module: module.yaml; with `entries` to the root: course.yaml
  std::vector<std::string> entries;  // paths of lists of modules; empty: the file is of one module
  std::vector<std::string> slug, title, number, needs, enables, provides;
  bool enables_is_requires = false;  // `enables: requires`
  Location where;
};

/// One entry of `imports:`.
struct ImportRule {
  std::string language;          // python, javascript, typescript, rust, go, c, cpp
  std::string files;             // glob: modules/*/*_dev.py
  std::string provides_key;      // metadata key: exports_to
  std::string provides_pattern;  // tinytorch.core.{slug}
  Location where;
};

/// `paths:`: code and build files whose paths into other modules count as dependencies.
struct PathPolicy {
  std::vector<Name> files;         // globs; empty: every code and build file
  std::vector<Name> exclude;       // globs
  std::vector<std::string> kinds;  // of files, as the table of file kinds names them; empty: all
  std::vector<Name> helpers;       // modules that others need without their coming first
  Location where;
};

/// One entry of `mirrors:`.
struct Mirror {
  enum class Kind { kSynchronised, kFrozen, kForeign, kDerived };
  std::string pattern;  // tests/module_{number:02}
  Kind kind = Kind::kSynchronised;
  int offset = 0;  // kDerived: mirror number = module number + offset
  Location where;
};

/// One entry of `references.generated`: files that a program writes.
struct GeneratedFiles {
  Name path;               // a glob
  std::string regenerate;  // the command that writes them anew; may be empty
};

/// `references:`.
struct ReferencePolicy {
  enum class NumberOnly { kReview, kEdit, kIgnore };
  std::vector<Name> exclude;  // globs
  std::vector<GeneratedFiles> generated;
  std::vector<Name> history;  // globs of files that tell what was, besides changelogs and the like
  std::vector<Name> urls;     // own URL prefixes, besides the git remote's
  NumberOnly number_only = NumberOnly::kReview;
};

/// One entry of `rules:` that changes a severity, or of `suppress:`.
struct SeverityOverride {
  Name rule;             // PRQ202, or its slug
  std::string severity;  // off, warn, error
};

struct Suppression {
  Name rule;
  std::string path;  // glob; empty: everywhere
  std::vector<Name> modules;
  std::string because;
  std::optional<Date> until;
  Location where;
};

/// A whole policy or graph file.
struct Config {
  std::string path;  // of the file itself, as shown
  std::vector<Series> series;
  std::vector<ModuleDecl> modules;  // a graph file's own modules
  bool has_modules = false;         // `modules:` was present, even if empty
  std::vector<MetadataShape> metadata;
  bool read_prose = true;  // `prose: read`; prerequisites that pages say in words
  std::vector<ImportRule> imports;
  std::optional<PathPolicy> paths;
  std::vector<Mirror> mirrors;
  std::vector<std::pair<Name, std::vector<std::string>>> aliases;  // slug → other names
  std::vector<Rule> rules;                                         // `constraints:`
  std::vector<Phase> phases;
  std::vector<Waiver> waivers;
  ReferencePolicy references;
  std::vector<SeverityOverride> severities;
  std::vector<Suppression> suppressions;
  std::vector<std::string> verify;
};

/// Parses `text` (of the file shown as `path`). Reports every error of the file, sorted by place:
/// not YAML, unknown keys (with the nearest known one), wrong types, bad versions, malformed rules,
/// patterns and dates, doubled slugs and numbers-with-no-name. Names are not resolved here.
Result<Config, Errors> ParseConfig(const std::string& path, const std::string& text);

}  // namespace prereq
