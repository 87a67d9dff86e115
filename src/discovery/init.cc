// ProposePolicy: a commented prereq.yaml out of what a survey of the tree found.
#include "discovery/init.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/init_beside.h"
#include "discovery/init_choice.h"
#include "discovery/init_inside.h"
#include "discovery/init_metadata.h"
#include "discovery/init_migrations.h"
#include "discovery/init_mirrors.h"
#include "discovery/init_numbers.h"
#include "discovery/init_paths.h"
#include "discovery/init_series.h"
#include "discovery/quoted.h"
#include "policy/config_tree.h"
#include "tree/unopened.h"

namespace prereq {
namespace {

constexpr std::size_t kMostListed = 30;  // globs of generated files

class Writer {
 public:
  Writer(const FileReader& tree, const std::vector<FileEntry>& files,
         std::vector<NumberedGroup> groups, std::optional<FoundSiteTool> migrations, bool is_chosen)
      : tree_(tree),
        files_(files),
        groups_(std::move(groups)),
        series_(groups_.front()),
        migrations_(std::move(migrations)) {
    if (!is_chosen) linked_ = FindLinkedMigrations(tree_, files_, groups_, migrations_);
  }

  InitProposal Write(std::string more) {
    if (!more.empty()) Unsure(std::move(more));
    Line(
        "# How prereq reads this repository. The format is described in docs/policy.md of "
        "prereq.");
    Line("# Proposed by `prereq init`; read it once, then `prereq check`.");
    Line("# For an editor: `prereq schema config > prereq.schema.json` makes the next line work.");
    Line("# yaml-language-server: $schema=prereq.schema.json");
    Line("version: 1");
    WriteSeries();
    WriteMetadata();
    WriteImports();
    WritePaths();
    WriteMirrors();
    WriteNames();
    WriteReferences();
    WriteRules();
    Line(
        "\n# What you want of the order: `A before B`, `pin A to 1`, `A within 8..10`, `A first`.");
    Line("# constraints:");
    Line("#   - {rule: A before B, because: why}");
    WriteQuestions();
    return std::move(proposal_);
  }

 private:
  void Line(const std::string& text) { proposal_.text += text + "\n"; }
  void Unsure(std::string text) { proposal_.unsure.push_back(std::move(text)); }

  void WriteSeries() {
    names_ = FindNames(tree_, files_, series_, groups_);
    FindInside();
    Line(fmt::format(
        "\n# The numbered {}: {} found.{}", series_.is_directory ? "directories" : "files",
        series_.entries.size(),
        series_.is_family()
            ? fmt::format(" Numbers begin anew in each of {} {}.", series_.folders.size(),
                          series_.folder.find('*') == std::string::npos ? "chapters" : "folders")
            : ""));
    Line("series:");
    const auto beside = FindFilesOfNumbering(tree_, files_, series_);
    const bool is_one = inside_.empty() && !beside && linked_.empty();
    const std::string dash = is_one ? "  " : "  - ";
    indent_ = is_one ? "  " : "    ";
    const std::vector<std::string> paths = PlainPatterns(series_.pattern);
    Line(dash + "path: " + (paths.size() == 1 ? Quote(paths.front()) : QuoteAll(paths)));
    if (beside) Line(indent_ + "name: folders");
    if (migrations_) {
      for (const std::string& line : SayMigrations(*migrations_)) Line(indent_ + line);
    }
    if (migrations_ || HoldsMigrations(series_)) {
      const std::vector<std::string> labels = LabelsOfMigrations(names_);
      if (!names_.is_confirmed) names_ = {};  // what stands beside another label
      Line(fmt::format("{}label: {}  # the word before a bare number", indent_,
                       labels.size() == 1 ? Quote(labels.front()) : QuoteAll(labels)));
    } else {
      WriteLabel(names_);
    }
    WriteNumbers();
    if (beside) {
      more_needs_ += beside->needs;
      Line(fmt::format("  # {} files beside them, with numbers that they lack.", beside->count));
      Line("  - path: " + Quote(beside->pattern));
      Line("    name: files");
      Line("    gaps: keep             # between them stand the folders");
    }
    for (const NumberedGroup* inside : inside_) {
      Line(inside->is_family()
               ? fmt::format("  # {} more inside them, whose numbers begin anew in each of {} "
                             "folders.",
                             inside->entries.size(), inside->folders.size())
               : fmt::format("  # {} more inside `{}`.", inside->entries.size(),
                             Printable(inside->folder)));
      Line("  - path: " + Quote(PatternInside(files_, *inside)));
      WriteLabel(FindNames(tree_, files_, *inside, groups_));
    }
    std::set<std::string> names = {NameOfSeries(series_.pattern)};
    for (const LinkedMigrations& linked : linked_) {
      for (const std::string& line : SeriesOfMigrations(linked, files_, names)) Line(line);
    }
  }

  void WriteLabel(const FoundNames& names) {
    if (!names.open_label.empty()) {
      Line(
          fmt::format("{}# label: {}  # stands before numbers {} times, and nothing ties them to "
                      "these {}",
                      indent_, Quote(names.open_label), names.label_count,
                      series_.is_directory ? "directories" : "files"));
      Unsure(
          fmt::format("`{}` stands before numbers {} times: does it mean modules, or parts of "
                      "pages? It is no label here",
                      names.open_label, names.label_count));
    } else if (names.labels.empty()) {
      Line(indent_ + "# label: Module        # the word before a bare number, as in \"Module N\"");
    } else {
      const bool one = names.labels.size() == 1;
      const std::string times =
          names.label_count == 1 ? "once" : fmt::format("{} times", names.label_count);
      Line(fmt::format("{}label: {}  # {} before a number of the series {}", indent_,
                       one ? Quote(names.labels.front()) : QuoteAll(names.labels),
                       one ? "stands" : "the first stands", times));
    }
  }

  // What is numbered inside of modules: families that count anew in each, series of their own where
  // their pages say what they need, questions otherwise; and what one module alone holds, where
  // paths lead from one of its entries to another.
  void FindInside() {
    for (const NumberedGroup& group : groups_) {
      if (&group == &series_ || !group.aside.empty() || !IsInside(group, series_)) continue;
      if (!group.is_family()) {
        if (IsOfFamily(group, groups_)) continue;
        const std::size_t needs = NeedsInside(tree_, files_, series_, group);
        if (needs == 0) continue;
        more_needs_ += needs;
        inside_.push_back(&group);
        Unsure(
            fmt::format("`{}` numbers {} more: a series of their own, since paths lead from one "
                        "to another",
                        group.pattern, group.entries.size()));
        continue;
      }
      const std::string text = fmt::format(
          "`{}` counts anew in {} folders ({}/…, {} in all)", group.pattern, group.folders.size(),
          group.folders.front() + group.pattern.substr(group.pattern.rfind('/')),
          group.entries.size());
      if (inside_.empty() && SayPrerequisites(tree_, files_, group)) {
        inside_.push_back(&group);
        Unsure(text + ": a series of its own in each, since its pages say what they need");
      } else {
        Unsure(text + ": not a series here; add it under `series:` if they are to be ordered");
        open_.push_back(fmt::format("# - path: {}  # counts anew in {} folders",
                                    Quote(group.pattern), group.folders.size()));
      }
    }
  }

  void WriteNumbers() {
    paths_ = FindPaths(tree_, files_, series_, groups_);
    numbers_ = FindNumbers(files_, series_, paths_.needs, migrations_.has_value());
    if (numbers_.gaps) {
      Line(indent_ + "gaps: keep             # some numbers are free, by intent? else: close");
    }
    for (const std::string& text : numbers_.unsure) Unsure(text);
  }

  void WriteMetadata() {
    FoundMetadata metadata = FindMetadata(tree_, files_, series_);
    shapes_ = std::move(metadata.shapes);
    for (std::string& text : TellUnread(metadata.unread)) Unsure(std::move(text));
    if (shapes_.empty()) {
      const char* readable = metadata.unread.empty() ? "" : " that can be read";
      Line(fmt::format("\n# No metadata found{}. A file of each module can say what it needs:",
                       readable));
      Line("# metadata:\n#   - {file: module.yaml, title: title, requires: prerequisites}");
      Unsure(
          fmt::format("found no metadata{}: prerequisites come from imports, paths in code, prose "
                      "and constraints",
                      readable));
      return;
    }
    Line("\n# What modules say about themselves; of several keys the first that exists wins.");
    Line("metadata:");
    for (const auto& [shape, modules] : shapes_) {
      Line(fmt::format("  - file: {}  # {} of {} modules", Quote(shape.file), modules,
                       series_.entries.size()));
      if (!shape.entries.empty()) {
        Line(fmt::format("    entries: {}  # lists of modules in a file of the whole course",
                         QuoteAll(shape.entries)));
      }
      const auto keys = [&](const char* name, const std::vector<std::string>& paths,
                            const char* remark) {
        if (!paths.empty()) Line(fmt::format("    {}: {}{}", name, QuoteAll(paths), remark));
      };
      keys("title", shape.title, "");
      keys("number", shape.number, "");
      keys("requires", shape.needs, "");
      keys("enables", shape.enables, "  # hints, not dependencies");
      keys("provides", shape.provides, "  # what imports call the module");
    }
    const bool has_needs = std::ranges::any_of(
        shapes_, [](const FoundShape& found) { return !found.shape.needs.empty(); });
    if (!has_needs) Unsure("found metadata, but no key that lists prerequisites");
  }

  void WriteImports() {
    const auto [languages, twins] = FindLanguages(files_, series_);
    if (twins > 0) {
      Unsure(
          fmt::format("notebooks beside scripts of the same name ({}): only the scripts' "
                      "imports count, as if the notebooks were made from them",
                      twins));
    }
    if (languages.empty()) return;
    Line("\n# Imports between modules count as dependencies.");
    Line("imports:");
    for (const auto& [language, glob] : languages) {
      Line(fmt::format("  - {{language: {}, files: {}}}", language, Quote(glob)));
    }
  }

  void WritePaths() {
    FoundPaths& found = paths_;
    std::size_t needs = found.needs.size() + more_needs_;
    for (const LinkedMigrations& linked : linked_) {
      needs += linked.paths.needs.size();
      for (const auto& [kind, places] : linked.paths.kinds) found.kinds[kind] += places;
    }
    if (needs == 0 && found.drivers.empty()) return;
    std::vector<std::string> kinds;
    for (const auto& [kind, places] : found.kinds) {
      kinds.push_back(fmt::format("{} in {}", places, kind));
    }
    Line(
        fmt::format("\n# Paths in code and build files that lead into another module count as "
                    "dependencies:\n# {} found{}.",
                    needs, kinds.empty() ? "" : " (" + Join(kinds, ", ") + ")"));
    for (const std::string& driver : found.drivers) {
      Line(fmt::format("# {} runs modules in sequence: an order, not a need.", Printable(driver)));
    }
    Line("paths:");
    Line("  # files: [\"**\"]        # every code and build file; or globs, `exclude:`, `kinds:`");
    if (found.helpers.empty()) return;
    Line("  # Included by others from behind; need not come first.");
    Line("  helpers: " + QuoteAll(found.helpers));
    for (const std::string& helper : found.helpers) {
      Unsure(
          fmt::format("`{}` is numbered far behind the modules that use it; taken for a helper "
                      "that need not come first",
                      helper));
    }
  }

  // Other numbered names: mirrors where they agree with the series, questions where they do not.
  void WriteMirrors() {
    std::vector<const NumberedGroup*> linked;
    for (const LinkedMigrations& one : linked_) linked.push_back(one.group);
    FoundMirrors found = FindMirrors(tree_, files_, groups_, migrations_, linked);
    for (std::string& text : found.unsure) Unsure(std::move(text));
    outputs_ = std::move(found.outputs);
    if (found.sure.empty() && found.open.empty() && open_.empty()) return;
    Line(
        "\n# Other files with numbers: synchronised ones move along, frozen and foreign ones "
        "stay.");
    Line(found.sure.empty() ? "# mirrors:" : "mirrors:");
    proposal_.text += found.sure;
    for (const std::string& line : open_) Line("  " + line);
    proposal_.text += found.open;
  }

  void WriteNames() {
    if (!names_.aliases.empty()) {
      Line("\n# Other names of modules, seen beside their numbers.");
      Line("aliases:");
      for (const auto& [slug, others] : names_.aliases) {
        Line(fmt::format("  {}: {}", Quote(slug), QuoteAll(others)));
      }
    }
    for (const std::string& doubt : names_.doubtful) {
      Unsure("another name, or an old number? " + doubt);
    }
  }

  // What could not be decided stays in the file, for its later readers.
  void WriteQuestions() {
    if (proposal_.unsure.empty()) return;
    Line("\n# What init could not decide:");
    for (const std::string& doubt : proposal_.unsure) Line("#   " + Printable(doubt));
  }

  void WriteRules() {
    if (!numbers_.parallel) return;
    Line("\n# Modules that stand side by side share a number.\nrules: {duplicate-number: off}");
  }

  void WriteReferences() {
    const std::vector<std::string> generated = FindGenerated(tree_, files_);
    if (generated.empty() && outputs_.empty()) return;
    Line("\n# Generated files are never edited, what a build wrote is not even read.");
    Line("references:");
    if (!outputs_.empty()) Line("  exclude: " + QuoteAll({outputs_.begin(), outputs_.end()}));
    if (generated.empty()) return;
    Line("  generated:");
    for (std::size_t i = 0; i < generated.size() && i < kMostListed; ++i) {
      Line("    - " + Quote(generated[i]));
    }
    if (generated.size() > kMostListed) {
      Unsure(fmt::format("{} more generated files carry a marker and are known by it",
                         generated.size() - kMostListed));
    }
  }

  const FileReader& tree_;
  const std::vector<FileEntry>& files_;
  std::vector<NumberedGroup> groups_;
  const NumberedGroup& series_;
  std::optional<FoundSiteTool> migrations_;
  std::vector<FoundShape> shapes_;
  FoundNames names_;
  FoundNumbers numbers_;
  FoundPaths paths_;
  std::vector<const NumberedGroup*> inside_;  // written as series of their own
  std::size_t more_needs_ = 0;                // by paths, between modules of further series
  std::vector<LinkedMigrations> linked_;      // likewise
  std::vector<std::string> open_;             // commented lines for what could not be decided
  std::string indent_;                        // of the keys of a series
  std::set<std::string> outputs_;             // globs of folders that a build writes
  InitProposal proposal_;
};

// What the policy says where `groups` has the series in front. `more`: what else could not be
// decided.
InitProposal Propose(const FileReader& tree, const std::vector<FileEntry>& files,
                     std::vector<NumberedGroup> groups, bool is_chosen, std::string more = {}) {
  std::optional<FoundSiteTool> migrations = MigrationsOf(tree, files, groups.front());
  if (migrations) KeepToMigrations(*migrations->migrations, groups.front());
  return Writer(tree, files, std::move(groups), std::move(migrations), is_chosen)
      .Write(std::move(more));
}

// Of the likeliest group and others the one that tells what comes first, where it tells so much
// more.
InitProposal ProposeByNeeds(const FileReader& tree, const std::vector<FileEntry>& files,
                            const std::vector<NumberedGroup>& groups) {
  InitProposal best = Propose(tree, files, groups, false);
  const std::vector<std::size_t> others = OtherChoices(groups);
  if (others.empty()) return best;
  const std::size_t first = CountNeeds(tree, best.text);
  std::size_t most = first;
  for (const std::size_t i : others) {
    std::vector<NumberedGroup> turned = groups;
    std::rotate(turned.begin(), turned.begin() + static_cast<long>(i),
                turned.begin() + static_cast<long>(i) + 1);
    InitProposal other = Propose(
        tree, files, std::move(turned), false,
        fmt::format("`{}` has {} entries, of which less is told: what comes first is told of `{}`, "
                    "which is the series here",
                    groups.front().pattern, groups.front().entries.size(), groups[i].pattern));
    const std::size_t needs = CountNeeds(tree, other.text);
    if (needs <= most || !Outweighs(needs, first)) continue;
    most = needs;
    best = std::move(other);
  }
  return best;
}

}  // namespace

Result<InitProposal, Errors> ProposePolicy(const FileReader& tree, const std::string& series,
                                           const std::string& command) {
  Result<std::vector<FileEntry>> files = tree.ListTracked();
  if (!files) return Errors{files.error()};
  Errors unopened;
  for (const ScannedFile& directory : UnopenedDirectories(tree, *files)) {
    unopened.push_back({Error::Code::kUnreadable, directory.reason, {directory.path, 0, 0}, {}});
  }
  if (!unopened.empty()) return unopened;
  std::vector<NumberedGroup> groups = FindNumberedGroups(*files);
  WeighByEvidence(tree, *files, groups);
  if (series.empty() && groups.empty()) return Errors{NothingNumbered()};
  if (!series.empty()) {
    if (Status chosen = ChooseSeries(series, command, *files, groups); !chosen) {
      return Errors{chosen.error()};
    }
  }
  if (series.empty()) return ProposeByNeeds(tree, *files, groups);
  return Propose(tree, *files, std::move(groups), true);
}

}  // namespace prereq
