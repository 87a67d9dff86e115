// CollectFacts: everything that a tree says about one series.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "facts/across.h"
#include "facts/declared_facts.h"
#include "facts/heading_names.h"
#include "facts/merge_references.h"
#include "facts/order_keys.h"
#include "facts/own_headings.h"
#include "languages/imports.h"
#include "metadata/metadata.h"
#include "metadata/positions.h"
#include "paths/path_facts.h"
#include "policy/config_fields.h"
#include "references/own_roots.h"
#include "references/scan_tree.h"
#include "series/mirrors.h"
#include "series/resolve.h"
#include "series/series.h"
#include "tree/classify.h"
#include "tree/unopened.h"

namespace prereq {
namespace {

// "Loss Functions" as a slug: loss_functions.
std::string Slugify(const std::string& title) {
  std::string slug = FoldModuleName(title);
  std::ranges::replace(slug, ' ', '_');
  return slug;
}

class Collector {
 public:
  Collector(const FileReader& tree, const Config& config, int series_index,
            const CollectOptions& options)
      : tree_(tree),
        config_(config),
        index_(static_cast<std::size_t>(series_index)),
        options_(options) {}

  Result<Facts, Errors> Run() {
    Result<std::vector<FileEntry>> files = tree_.ListTracked();
    if (!files) return Errors{files.error()};
    files_ = std::move(*files);
    facts_.series = config_.series[index_];
    LookForUnopened();
    if (!errors_.empty()) return Sorted();
    entries_ = Discover(index_);
    if (const auto pattern = NamePattern::Parse(facts_.series.pattern)) {
      facts_.overlong = FindOverlongNumbers(files_, *pattern, entries_);
    }
    if (entries_.empty()) {
      std::string message =
          fmt::format("nothing in the tree fits the pattern `{}` of the series `{}`",
                      Printable(facts_.series.pattern), Printable(facts_.series.name));
      if (const std::string& path = facts_.overlong.first; !path.empty()) {
        message += fmt::format("; the number of `{}` has more than nine digits", Printable(path));
      }
      errors_.push_back({Error::Code::kNotFound, std::move(message), facts_.series.where, {}});
      return errors_;
    }
    ReadDeclarations();
    if (!errors_.empty()) return Sorted();
    AddOrderKeys(tree_, files_, entries_, declared_);
    MakeModules();
    others_ = FindOtherSeries(config_, index_, files_, facts_);
    for (const FoundSeries& found : others_) {
      foreign_.push_back(found.other.names);
      for (const SeriesEntry& entry : found.entries) {
        foreign_slugs_.push_back(entry.slug.empty() ? std::string(BaseName(entry.path))
                                                    : entry.slug);
      }
    }
    AddAliases(config_, foreign_slugs_, facts_.modules, errors_);
    AddHeadingNames(tree_, files_, options_.threads, facts_);
    const NameTable names(facts_.modules, facts_.order, facts_.series.labels);
    AddDeclared({.tree = tree_,
                 .config = config_,
                 .files = files_,
                 .entries = entries_,
                 .declared = declared_,
                 .entry_of = entry_of_,
                 .others = others_,
                 .threads = options_.threads,
                 .list_malformed = options_.list_malformed,
                 .guests = options_.references,
                 .own_urls = options_.own_urls,
                 .said = options_.said},
                facts_, metadata_references_, errors_);
    ResolvePolicy(config_, names, foreign_, facts_, errors_);
    AddMirrors();
    AddImports();
    AddPaths(names);
    SettleAcross(others_, facts_);
    AddReferences();
    if (!errors_.empty()) return Sorted();
    std::ranges::stable_sort(facts_.dependencies, {}, &Dependency::where);
    std::ranges::stable_sort(facts_.malformed, {}, &MalformedFile::where);
    std::ranges::stable_sort(facts_.idle, {}, &IdleEntry::where);
    std::ranges::stable_sort(facts_.name_problems, {},
                             [](const NameProblem& problem) { return problem.name.where; });
    return std::move(facts_);
  }

 private:
  Errors Sorted() {
    std::ranges::stable_sort(errors_, {}, &Error::where);
    return std::move(errors_);
  }

  // Where modules or their mirrors may stand, nothing may be overlooked.
  void LookForUnopened() {
    std::vector<NamePattern> patterns;
    const auto add = [&](const std::string& text) {
      if (auto pattern = NamePattern::Parse(text)) patterns.push_back(std::move(*pattern));
    };
    for (const Series& series : config_.series) add(series.pattern);
    for (const Mirror& mirror : config_.mirrors) add(mirror.pattern);
    const FileClassifier classifier(config_.references, {});
    std::vector<ScannedFile> all = UnopenedDirectories(tree_, files_);
    auto unopened = all.begin();
    for (const FileEntry& file : files_) {
      const bool is_closed = unopened != all.end() && unopened->path == file.path;
      if (is_closed) {
        const bool excluded = ByFolder(classifier, file.path).has_value();
        const bool needed = std::ranges::any_of(patterns, [&](const NamePattern& pattern) {
          const bool inside = std::ranges::count(file.path, '/') >
                              std::ranges::count(pattern.text(), '/');  // of a module or a mirror
          return MayHoldEntries(pattern, file.path) && !(inside && excluded);
        });
        if (needed) {
          errors_.push_back({Error::Code::kUnreadable, unopened->reason, {file.path, 0, 0}, {}});
        }
      }
      // Where references are looked for, the scan lists all files.
      if (is_closed && !options_.references) facts_.files.push_back(*unopened);
      if (is_closed) ++unopened;
      if (file.kind != FileKind::kNotFetched || options_.references) continue;
      if (classifier.ByPath(file.path)) continue;
      facts_.files.push_back({file.path, ScannedFile::Kind::kNotFetched, ""});
    }
  }

  [[nodiscard]] std::vector<SeriesEntry> Discover(std::size_t series) const {
    const auto pattern = NamePattern::Parse(config_.series[series].pattern);
    if (!pattern) return {};
    std::vector<SeriesEntry> entries = DiscoverSeries(files_, *pattern);
    DropCompanions(config_.mirrors, entries);
    return entries;
  }

  void ReadDeclarations() {
    std::vector<std::string> provides_keys;
    for (const ImportRule& rule : config_.imports) {
      if (!rule.provides_key.empty()) provides_keys.push_back(rule.provides_key);
    }
    const std::vector<std::string> shared = SharedMetadata(config_.metadata, entries_);
    std::vector<Result<DeclaredModule, Errors>> results(entries_.size(), DeclaredModule());
    ParallelFor("reading", "modules", entries_.size(), options_.threads, [&](std::size_t i) {
      if (entries_[i].is_submodule) return;  // another repository's business
      results[i] = ReadDeclaredModule(tree_, config_.metadata, provides_keys, entries_[i], shared);
    });
    for (std::size_t i = 0; i < results.size(); ++i) {
      declared_.push_back(results[i] ? std::move(*results[i]) : DeclaredModule());
      for (const Location& where : declared_.back().empty) {
        if (!options_.list_malformed) break;
        facts_.malformed.push_back(
            {FactKind::kMetadata, entries_[i].slug,
             "expected a map of keys and values, found nothing; `{}` says that there is nothing",
             where});
      }
      if (results[i]) continue;
      for (const Error& error : results[i].error()) {
        if (options_.list_malformed && error.code == Error::Code::kInvalid) {
          facts_.malformed.push_back(
              {FactKind::kMetadata, entries_[i].slug, error.message, error.where});
        } else {
          errors_.push_back(error);
        }
      }
    }
    // With several series a shape may belong to another one.
    if (config_.series.size() > 1) return;
    for (const MetadataShape& shape : config_.metadata) {
      if (!shape.entries.empty() &&
          std::ranges::binary_search(files_, shape.file, {}, &FileEntry::path)) {
        continue;
      }
      if (std::ranges::any_of(entries_, [&](const SeriesEntry& entry) {
            const std::optional<std::string> path = MetadataPath(shape, entry);
            return path && std::ranges::binary_search(files_, *path, {}, &FileEntry::path);
          })) {
        continue;
      }
      AddIdle(fmt::format("the metadata file `{}`, which no module has", Printable(shape.file)),
              shape.where);
    }
  }

  void AddIdle(std::string text, const Location& where) {
    facts_.idle.push_back({std::move(text), where});
  }

  // The slug of an entry: from its path, else its metadata, else its title, else its whole name.
  [[nodiscard]] std::string SlugOf(std::size_t i) const {
    if (!entries_[i].slug.empty()) return entries_[i].slug;
    const DeclaredModule& declared = declared_[i];
    if (!declared.slug.name.text.empty()) return Slugify(declared.slug.name.text);
    if (!declared.title.name.text.empty()) return Slugify(declared.title.name.text);
    return std::string(BaseName(entries_[i].path));
  }

  // Its directory's or file's name, without what the pattern says of the extension.
  [[nodiscard]] std::string WholeName(std::size_t i) const {
    std::string name(BaseName(entries_[i].path));
    for (const std::string& pattern : PlainPatterns(facts_.series.pattern)) {
      const std::string ending = pattern.substr(std::min(pattern.rfind('}') + 1, pattern.size()));
      if (!ending.empty() && ending.find('/') == std::string::npos && name.ends_with(ending)) {
        name.resize(name.size() - ending.size());
        break;
      }
    }
    return name;
  }

  void MakeModules() {
    std::map<std::string, std::size_t> by_slug;
    std::map<std::string, int> uses;
    for (std::size_t i = 0; i < entries_.size(); ++i) ++uses[SlugOf(i)];
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      // Of several entries of one slug each goes by its whole name: the number tells them apart.
      std::string slug = SlugOf(i);
      if (uses[slug] > 1) slug = WholeName(i);
      if (!by_slug.try_emplace(slug, i).second)
        by_slug.try_emplace(std::string(BaseName(entries_[i].path)), i);
    }
    facts_.order = Order(by_slug.size());
    for (const auto& [slug, i] : by_slug) {
      const ModuleId id{static_cast<int>(facts_.modules.size())};
      facts_.modules.push_back({.slug = slug,
                                .title = declared_[i].title.name.text,
                                .aliases = {},
                                .path = entries_[i].path,
                                .provides = declared_[i].provides.name.text,
                                .weight = 1,
                                .where = {entries_[i].path, 0, 0}});
      facts_.order.Set(id, entries_[i].number);
      entry_of_.push_back(i);
    }
    SettleSteps(entries_, declared_);
  }

  void AddMirrors() {
    auto mirrors =
        ReadMirrors(tree_, config_, files_, facts_.modules, facts_.order, options_.threads);
    if (mirrors) {
      facts_.mirrors = std::move(*mirrors);
      for (std::size_t m = 0; m < config_.mirrors.size(); ++m) {
        if (std::ranges::any_of(facts_.mirrors, [&](const MirrorEntry& entry) {
              return entry.mirror == static_cast<int>(m);
            })) {
          continue;
        }
        AddIdle(fmt::format("the mirror `{}`, which no path fits",
                            Printable(config_.mirrors[m].pattern)),
                config_.mirrors[m].where);
      }
      std::vector<std::vector<SeriesEntry>> others;
      for (const FoundSeries& found : others_) others.push_back(found.entries);
      for (const int mirror :
           LeaveToOtherSeries(others, config_, facts_.modules, facts_.order, facts_.mirrors)) {
        Mirror::Kind& kind = config_.mirrors[static_cast<std::size_t>(mirror)].kind;
        if (kind != Mirror::Kind::kFrozen) kind = Mirror::Kind::kForeign;
      }
    } else {
      errors_.insert(errors_.end(), mirrors.error().begin(), mirrors.error().end());
    }
  }

  // Imports join here when their reader is there.
  void AddImports() {
    if (!options_.imports || config_.imports.empty()) return;
    Result<ImportFacts, Errors> imports =
        ResolveImports(tree_, config_, facts_.modules, files_, options_.threads, options_.cache);
    if (!imports) {
      std::ranges::move(imports.error(), std::back_inserter(errors_));
      return;
    }
    std::ranges::move(imports->dependencies, std::back_inserter(facts_.dependencies));
    facts_.syntax_errors = std::move(imports->syntax_errors);
    for (const std::size_t rule : imports->idle_rules) {
      AddIdle(fmt::format("the import rule `{}`, which no file fits",
                          Printable(config_.imports[rule].files)),
              config_.imports[rule].where);
    }
    for (SkippedSource& skipped : imports->skipped) {
      if (!options_.list_malformed && skipped.unreadable) {
        errors_.push_back({Error::Code::kUnreadable, skipped.reason, skipped.where, {}});
        continue;
      }
      facts_.malformed.push_back({FactKind::kImport, facts_.module(skipped.owner).slug,
                                  std::move(skipped.reason), std::move(skipped.where)});
    }
  }

  void AddPaths(const NameTable& names) {
    if (!options_.imports || !config_.paths) return;
    const std::vector<std::string> across = PathsAcross(others_);
    PathFacts paths =
        ReadPathFacts(tree_, config_, *config_.paths, facts_.modules, facts_.order, files_, across,
                      MovingAlong(), options_.threads, options_.cache);
    std::ranges::move(paths.across, std::back_inserter(facts_.across));
    if (paths.idle) AddIdle("files in `paths` that the tree does not have", config_.paths->where);
    LeaveToDrivers(paths.drivers);
    AddHelpers(names, paths);
    // An import that names its file is one fact.
    std::set<std::tuple<std::string_view, int, ModuleId>> imported;
    for (const Dependency& known : facts_.dependencies) {
      imported.emplace(known.where.path, known.where.line, known.prerequisite);
    }
    std::erase_if(paths.dependencies, [&](const Dependency& one) {
      return imported.contains({one.where.path, one.where.line, one.prerequisite});
    });
    std::ranges::move(paths.dependencies, std::back_inserter(facts_.dependencies));
    facts_.drivers = std::move(paths.drivers);
    for (UnreadFile& unread : paths.unread) {
      errors_.push_back({Error::Code::kUnreadable, unread.reason, unread.where, {}});
    }
  }

  // What stands in mirrors is their modules'.
  [[nodiscard]] std::vector<MirrorEntry> MovingAlong() const {
    std::vector<MirrorEntry> entries;
    for (const MirrorEntry& entry : facts_.mirrors) {
      const Mirror& mirror = config_.mirrors[static_cast<std::size_t>(entry.mirror)];
      const bool is_its = entry.module && (!entry.speaks_for || entry.speaks_for == entry.module);
      if (mirror.kind == Mirror::Kind::kSynchronised && is_its) entries.push_back(entry);
    }
    return entries;
  }

  // What a driver runs says an order and no need, also where a language calls it an import.
  void LeaveToDrivers(const std::vector<DriverOrder>& drivers) {
    std::set<std::pair<std::string_view, ModuleId>> driven;
    for (const DriverOrder& driver : drivers) {
      for (const DriverOrder::Entry& entry : driver.entries) {
        driven.emplace(entry.where.path, entry.module);
      }
    }
    std::erase_if(facts_.dependencies, [&](const Dependency& one) {
      return one.kind == FactKind::kImport && driven.contains({one.where.path, one.prerequisite});
    });
  }

  // What a helper is needed for is waived, pair by pair: it may stand anywhere.
  void AddHelpers(const NameTable& names, PathFacts& paths) {
    for (const Name& name : config_.paths->helpers) {
      const std::vector<ModuleId> found = names.Find(name.text);
      const bool elsewhere = std::ranges::any_of(
          foreign_, [&](const NameTable& other) { return !other.Find(name.text).empty(); });
      if (found.empty() && elsewhere) continue;
      if (auto error = ExplainName(name, found, names, "a helper in `paths`")) {
        errors_.push_back(std::move(*error));
        continue;
      }
      std::set<ModuleId> dependents;
      for (DriverOrder& driver : paths.drivers) {
        std::erase_if(driver.entries, [&](const DriverOrder::Entry& entry) {
          return entry.module == found.front();
        });
      }
      std::erase_if(paths.drivers, [](const DriverOrder& one) { return one.entries.size() < 2; });
      for (const Dependency& path : paths.dependencies) {
        if (path.prerequisite == found.front()) dependents.insert(path.dependent);
      }
      for (const Dependency& known : facts_.dependencies) {
        if (known.kind == FactKind::kImport && known.prerequisite == found.front()) {
          dependents.insert(known.dependent);
        }
      }
      if (dependents.empty()) {
        AddIdle(fmt::format("the helper `{}`, which no path leads to", Printable(name.text)),
                name.where);
      }
      for (const ModuleId dependent : dependents) {
        Waiver waiver;
        waiver.text = fmt::format("{} requires {}", facts_.module(dependent).slug,
                                  facts_.module(found.front()).slug);
        waiver.because = "a helper";
        waiver.where = name.where;
        facts_.waivers.push_back({std::move(waiver), dependent, found.front()});
      }
    }
  }

  void AddPositions() {
    std::vector<std::vector<DeclaredPosition>> read(entry_of_.size());
    ParallelFor("reading positions:", "modules", read.size(), options_.threads, [&](std::size_t i) {
      read[i] = ReadPositions(tree_, files_, entries_[entry_of_[i]]);
    });
    for (std::size_t i = 0; i < read.size(); ++i) {
      for (DeclaredPosition& one : read[i]) {
        facts_.positions.push_back({.module = ModuleId{static_cast<int>(i)},
                                    .key = std::move(one.key),
                                    .value = one.value,
                                    .text = std::move(one.text.text),
                                    .where = std::move(one.text.where)});
      }
    }
  }

  void AddReferences() {
    if (!options_.references) return;
    AddPositions();
    references::LexiconSource source{.facts = facts_,
                                     .series = static_cast<int>(index_),
                                     .mirrors = config_.mirrors,
                                     .metadata = config_.metadata,
                                     .own_urls = options_.own_urls,
                                     .other_series = {},
                                     .paths = {},
                                     .apart = {},
                                     .other_labels = {},
                                     .revisions = options_.revisions};
    for (const Name& url : config_.references.urls) source.own_urls.push_back(url.text);
    std::ranges::move(references::OwnRoots(tree_, files_), std::back_inserter(source.own_urls));
    for (std::size_t s = 0; s < config_.series.size(); ++s) {
      if (s == index_) continue;
      source.other_series.push_back(config_.series[s].pattern);
      if (!SharesALabel(config_.series[s])) source.apart.push_back(config_.series[s].pattern);
      for (const std::string& label : config_.series[s].labels) {
        if (!HasLabel(label)) source.other_labels.push_back(label);
      }
    }
    for (const FileEntry& file : files_) source.paths.push_back(file.path);
    const references::Lexicon lexicon(source);
    const auto attributes = ReadAttributes(tree_, files_);
    for (std::string& glob : GlobsOfSetAside(config_, files_)) {
      config_.references.exclude.push_back({std::move(glob), {}});
    }
    const FileClassifier classifier(config_.references, attributes);
    std::optional<ScanCache> earlier;
    if (options_.cache != nullptr) {
      earlier.emplace(*options_.cache,
                      ScanIdentity(source, lexicon, config_.references, attributes));
    }
    TreeScan scan = ScanTree(tree_, files_, lexicon, classifier, options_.threads,
                             earlier ? &*earlier : nullptr);
    facts_.files = std::move(scan.files);
    facts_.references = std::move(scan.references);
    SettleMirroredKeys(tree_, files_, config_.mirrors, facts_.mirrors, facts_.references);
    SettleOwnHeadings(facts_.references);
    MergeReferences(std::move(metadata_references_), static_cast<int>(index_), facts_.references);
  }

  [[nodiscard]] bool SharesALabel(const Series& other) const {
    return std::ranges::any_of(other.labels,
                               [&](const std::string& label) { return HasLabel(label); });
  }
  [[nodiscard]] bool HasLabel(const std::string& label) const {
    return std::ranges::any_of(facts_.series.labels, [&](const std::string& own) {
      return FoldModuleName(own) == FoldModuleName(label);
    });
  }

  const FileReader& tree_;
  Config config_;  // where mirrors of other series are foreign
  std::size_t index_;
  const CollectOptions& options_;
  std::vector<FileEntry> files_;
  std::vector<SeriesEntry> entries_;
  std::vector<DeclaredModule> declared_;  // index: as entries_
  std::vector<std::size_t> entry_of_;     // index: ModuleId
  std::vector<FoundSeries> others_;
  std::vector<NameTable> foreign_;
  std::vector<std::string> foreign_slugs_;
  std::vector<Reference> metadata_references_;
  Facts facts_;
  Errors errors_;
};

}  // namespace

Result<Facts, Errors> CollectFacts(const FileReader& tree, const Config& config, int series_index,
                                   const CollectOptions& options) {
  return Collector(tree, config, series_index, options).Run();
}

}  // namespace prereq
