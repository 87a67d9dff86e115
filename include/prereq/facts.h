// What was found out about one series: its modules, their order, what needs what, what the author
// wants, and every place that names a module. Each fact has its location.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/config.h"
#include "prereq/file_system.h"
#include "prereq/order.h"

namespace prereq {

/// Where a fact comes from; also the default order in which to give facts up (first = cheapest).
enum class FactKind { kPolicy, kProse, kMetadata, kImport, kPath };
/// "policy", "prose", "metadata", "import", "path"
std::string_view FactKindName(FactKind kind);

class SaidPages;  // what pages say, read once for all series; src/metadata/prose.h

/// One entry of the series, identified by its slug.
struct Module {
  std::string slug;
  std::string title;                 // empty when none is declared
  std::vector<std::string> aliases;  // other names, as declared
  std::string path;                  // directory or file; empty in a graph file
  std::string provides;              // what imports call it: tinytorch.core.autograd; may be empty
  long weight = 1;                   // cost of renumbering under `--minimize edits`
  Location where;                    // of the declaration, else of the path
};

/// "`dependent` requires `prerequisite`", said once, somewhere.
struct Dependency {
  ModuleId dependent;
  ModuleId prerequisite;
  FactKind kind = FactKind::kMetadata;
  std::string text;  // as written: "02_tensor", "from tinytorch.core.autograd import Variable"
  Location where;
  bool declared = true;  // false: a hint only (`enables`), never an edge
  // Where the series holds others (phases, of lessons): the paths of the very modules of those that
  // are meant; empty where it is the module itself, or not known.
  std::string inner_dependent = {}, inner_prerequisite = {};
};

/// What a module needs of another series of the policy: a lesson, one of another phase.
struct NeedAcross {
  ModuleId dependent;
  std::string prerequisite;  // its path
  FactKind kind = FactKind::kProse;
  std::string text;  // as written
  Location where;
  bool backwards = false;  // what holds the prerequisite comes after what holds the dependent
};

/// The modules that a file outside of them runs or reads one after the other: an order that is
/// said, not a need.
struct DriverOrder {
  struct Entry {
    ModuleId module;
    std::string text;  // the path as written
    Location where;
  };
  std::vector<Entry> entries;  // by place, each module once, at its first place
};

/// A rule of the policy with its names resolved.
struct Constraint {
  Rule rule;
  ModuleId subject;
  ModuleId object;  // kBefore only
};

struct ResolvedPhase {
  std::string name;
  std::vector<ModuleId> modules;
  Location where;
};

struct ResolvedWaiver {
  Waiver waiver;
  ModuleId dependent;
  ModuleId prerequisite;
};

/// A name that stands for no module (candidates empty) or for several.
struct NameProblem {
  Name name;
  FactKind kind = FactKind::kMetadata;
  std::string context;                     // "prerequisite of `training`"
  std::vector<ModuleId> candidates;        // two or more: ambiguous
  std::string nearest;                     // the closest known slug; may be empty
  std::optional<ModuleId> dependent = {};  // whose prerequisite it would be
  bool may_be_skill = false;  // candidates empty: reads like something to know, not like a module
};

/// How sure we are that a reference means the module it seems to (DESIGN section 2).
enum class Certainty { kAgreeing, kOwned, kLikely, kDrifted, kUnresolved, kForeign };
std::string_view CertaintyName(Certainty certainty);

/// What a reference looks like.
enum class ReferenceShape {
  kNumberedSlug,   // 06_autograd, 06-autograd
  kPath,           // modules/06_autograd/x.py
  kUrl,            // https://github.com/own/repo/…/06_autograd
  kLabel,          // Module 6
  kTitle,          // Module 06: Autograd
  kReversedTitle,  // Autograd (Module 6)
  kTableRow,       // | 06 | Autograd |
  kListItem,       // 6. Autograd
  kNode,           // mermaid: M06[Autograd]
  kIdentifier,     // module_06, test_module_06
  kNumberKey,      // number: 6 in metadata
  kMapKey,         // "06": … in a map of modules
  kSlugEntry,      // an entry of a metadata list: "02_tensor"
  kRange,          // Modules 6-8
  kArrowChain,     // 01_a → 02_b (each link is its own reference of this shape)
  kImport          // a module path that carries the number
};
inline constexpr std::size_t kReferenceShapes =
    static_cast<std::size_t>(ReferenceShape::kImport) + 1;
std::string_view ReferenceShapeName(ReferenceShape shape);

/// A stretch of bytes of a file.
struct Span {
  std::size_t offset = 0;
  std::size_t length = 0;

  [[nodiscard]] std::size_t end() const { return offset + length; }
  auto operator<=>(const Span&) const = default;
};

/// One place that names a module by number and/or name. Replacing the digits of `number` (and of
/// `last_number`) inside `whole` is the whole rewrite; everything else of it stays as it is.
struct Reference {
  Location where;    // of the first byte of `whole`
  Span whole;        // everything that belongs to the reference
  Span number;       // the number's digits and letter suffix
  Span last_number;  // kRange: the same of its last number; else length 0
  Span name;         // the slug, alias or title; length 0 when only a number stands there
  ReferenceShape shape = ReferenceShape::kNumberedSlug;
  Certainty certainty = Certainty::kLikely;
  std::optional<ModuleId> module;      // whom it means; for kDrifted, whom its *name* means
  Number written;                      // the number that stands there (a range: its first)
  std::optional<Number> written_last;  // kRange: its last
  // `whole`, where a finding or a task quotes it: drifted, unresolved, and names in a store. Of an
  // anchor: where it leads; in a heading or an id: what that says.
  std::string text;
  int series = 0;   // index into Config::series
  int mirror = -1;  // index into Config::mirrors when the number counts as that mirror does
  int step = 1;     // what the module's number is multiplied with: 10 for `weight: 20` of module 2
  int shift = 0;    // what is added then: -1 where LaTeX counts on from the chapter before

  bool operator==(const Reference&) const = default;
};

/// A number by which a site sorts a module's page: `weight: 20`.
struct Position {
  ModuleId module;
  std::string key;  // with the file's kind, so that equal keys compare: "_index.md: weight"
  double value = 0;
  std::string text;  // as written
  Location where;
};

/// A file of a mirror that stands for a module.
struct MirrorEntry {
  int mirror = 0;  // index into Config::mirrors
  std::string path;
  Number number;
  std::string slug;                    // from the name; empty for number-only mirrors
  std::optional<ModuleId> module;      // by slug, else by number
  std::optional<ModuleId> speaks_for;  // whom the content names most, if it is clearly another
  std::vector<Location> evidence;      // for `speaks_for`
};

/// A file that should tell something about a module and is not valid in its format.
struct MalformedFile {
  FactKind kind = FactKind::kMetadata;  // what it would have told
  std::string module;                   // slug of the module it belongs to
  std::string reason;                   // as an error says it
  Location where;
};

/// An entry of the policy that nothing in the tree answers to.
struct IdleEntry {
  std::string text;  // "the mirror `tests/module_{number:02}`"
  Location where;
};

/// A file of the tree with what reading it told.
struct ScannedFile {
  enum class Kind {
    kText,
    kBinary,
    kGenerated,
    kExcluded,
    kTooLarge,
    kUnreadable,
    kSymlink,
    kNotFetched
  };
  std::string path;
  Kind kind = Kind::kText;
  std::string reason;         // for kGenerated … kUnreadable: by which marker or pattern
  bool may_suppress = false;  // kText: holds "prereq:", so perhaps suppression comments
  bool may_conflict = false;  // kText: a line begins as a conflict of git does: "<<<<<<< "
};

/// Names that would be modules if their numbers had nine digits at most.
struct OverlongNumbers {
  std::string first;  // its path; empty: there is none
  std::size_t count = 0;
};

/// Everything known about one series. ModuleIds index `modules`.
struct Facts {
  Series series;                // for a graph file: a series with the default pattern
  std::vector<Module> modules;  // sorted by slug
  OverlongNumbers overlong;
  Order order;  // as it stands now
  std::vector<Dependency> dependencies;
  std::vector<NeedAcross> across;    // by location
  std::vector<DriverOrder> drivers;  // by path
  std::vector<Constraint> constraints;
  std::vector<ResolvedPhase> phases;
  std::vector<ResolvedWaiver> waivers;
  std::vector<NameProblem> name_problems;
  std::vector<MalformedFile> malformed;  // by location; empty unless they were to be listed
  std::vector<Location> syntax_errors;   // the first of each source file read for imports; by path
  std::vector<IdleEntry> idle;           // by location
  std::vector<Reference> references;     // by path, then offset; empty unless asked for
  std::vector<Position> positions;       // by module; empty unless references are asked for
  std::vector<MirrorEntry> mirrors;
  std::vector<ScannedFile> files;  // by path; empty unless references were asked for

  [[nodiscard]] const Module& module(ModuleId id) const {
    return modules[static_cast<std::size_t>(id.value)];
  }
  /// The module with exactly this slug. O(log n).
  [[nodiscard]] std::optional<ModuleId> FindSlug(std::string_view slug) const;
};

/// Resolves the modules of a graph file. Every unknown, ambiguous or doubled name is an error here
/// (kInvalid, with the nearest match): a graph file is all one author's.
Result<Facts, Errors> FactsFromGraphFile(const Config& config);

/// Resolves the names of `text` into a complete order of `facts`' modules. `slots` numbers entries
/// that carry none, position by position.
/// Errors kInvalid: modules left out, doubled or unknown, numbers used twice.
Result<Order, Errors> ResolveOrder(const OrderText& text, const Facts& facts,
                                   const std::vector<Number>& slots);

class ReadingCache;  // reading_cache.h

/// What git calls the revisions that an address may show. Sorted.
struct RevisionNames {
  std::vector<std::string> tags;
  std::vector<std::string> branches;  // of the remotes, those in use, and those called like a tag
};

/// Which stages CollectFacts runs.
struct CollectOptions {
  bool imports = true;
  bool references = false;
  /// Malformed files become Facts::malformed; otherwise malformed metadata is an error.
  bool list_malformed = false;
  /// Prefixes of the repository's own URLs, from its git remote; the policy may name more.
  std::vector<std::string> own_urls = {};
  RevisionNames revisions = {};   // of the repository
  int threads = 0;                // 0: as many as the machine has; the result never depends on it
  ReadingCache* cache = nullptr;  // the result never depends on it either
  SaidPages* said = nullptr;      // nor on this, which series of one tree may share
};

/// Reads the series `series_index` of the policy from a tree. Names that resolve to nothing in the
/// policy itself are errors; in the tree's own files they become `name_problems`.
Result<Facts, Errors> CollectFacts(const FileReader& tree, const Config& config, int series_index,
                                   const CollectOptions& options);

}  // namespace prereq
