#include "facts/declared_facts.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/file_kinds.h"
#include "base/numbered_name.h"
#include "base/parallel.h"
#include "base/path.h"
#include "metadata/course_file.h"
#include "metadata/course_table.h"
#include "metadata/positions.h"
#include "metadata/prose_words.h"
#include "references/own_roots.h"
#include "series/expand.h"

namespace prereq {
namespace {

using Place = OtherSeries::Place;

// A page or metadata file and who speaks in it.
struct Spoken {
  Levels::Speaker speaker;
  const SeriesEntry* entry;
};

// A course file and the modules that each of its entries may mean.
struct List {
  const MetadataShape* shape;
  std::vector<ListedModule> modules;
  std::vector<std::vector<ModuleId>> ids;
};

class DeclaredFacts {
 public:
  DeclaredFacts(const DeclaredSources& sources, Facts& facts, std::vector<Reference>& references,
                Errors& errors)
      : sources_(sources),
        facts_(facts),
        references_(references),
        errors_(errors),
        names_(facts.modules, facts.order, facts.series.labels) {
    for (const FoundSeries& found : sources.others) others_.push_back(found.other);
    for (std::size_t i = 0; i < sources.entry_of.size(); ++i) {
      spoken_.push_back({{ModuleId{static_cast<int>(i)}}, &sources.entries[sources.entry_of[i]]});
    }
    for (std::size_t s = 0; s < sources.others.size(); ++s) {
      const FoundSeries& found = sources.others[s];
      for (const SeriesEntry& entry : found.entries) {
        apart_.push_back(entry.path);
        if (entry.is_submodule) continue;
        if (found.other.place == Place::kInside) {
          spoken_.push_back({{found.other.host, s, {}, entry.path}, &entry});
        }
      }
    }
    std::ranges::sort(apart_);
    AddPagesOfMirrors();
  }

  void Add() {
    ReadLists();
    const Levels levels(names_, others_,
                        [this](std::string_view address) { return IsOwnAddress(address); });
    for (std::size_t i = 0; i < sources_.entry_of.size(); ++i) {
      ResolveDeclared(sources_.declared[sources_.entry_of[i]], spoken_[i].speaker, levels, facts_,
                      references_);
    }
    if (sources_.guests) AddGuests();
    AddInside(levels);
    AddListed(levels);
    if (sources_.config.read_prose) {
      AddSaid(levels);
      AddTables(levels);
    }
  }

 private:
  // Asked for few addresses, if any, so that the project files are read at the first one.
  bool IsOwnAddress(std::string_view address) {
    if (!own_roots_) {
      std::vector<std::string> roots = references::OwnRoots(sources_.tree, sources_.files);
      roots.insert(roots.end(), sources_.own_urls.begin(), sources_.own_urls.end());
      for (const Name& url : sources_.config.references.urls) roots.push_back(url.text);
      own_roots_.emplace();
      for (const std::string& root : roots) {
        own_roots_->push_back(references::ComparedAddress(root));
      }
    }
    return references::LiesBelow(address, *own_roots_);
  }

  // The pages that go with a module by its number: `ch01-02-page.md` with the module
  // `ch01-01-page.md`.
  void AddPagesOfMirrors() {
    for (const Mirror& mirror : sources_.config.mirrors) {
      const auto pattern = NamePattern::Parse(mirror.pattern);
      const bool counts = mirror.kind == Mirror::Kind::kSynchronised && pattern;
      if (!counts || pattern->has_slug()) continue;
      for (const FileEntry& file : sources_.files) {
        if (FormatOf(file.path).content != FileContent::kProse) continue;
        const auto match = pattern->MatchPath(file.path);
        if (!match) continue;
        const std::vector<ModuleId> found = names_.FindNumber(match->number);
        if (found.size() == 1) names_.AddPage(file.path, found.front());
      }
    }
  }

  void AddErrors(const Errors& errors, const std::string& module) {
    for (const Error& error : errors) {
      if (sources_.list_malformed && error.code == Error::Code::kInvalid) {
        facts_.malformed.push_back({FactKind::kMetadata, module, error.message, error.where});
      } else {
        errors_.push_back(error);
      }
    }
  }

  // The metadata of lessons inside a phase: what another phase teaches, the phase needs too. That
  // of lessons of other phases: it may name lessons of this one.
  void AddInside(const Levels& levels) {
    const std::size_t first = sources_.entry_of.size();
    if (first == spoken_.size() || sources_.config.metadata.empty()) return;
    std::vector<SeriesEntry> inside;
    for (std::size_t i = first; i < spoken_.size(); ++i) inside.push_back(*spoken_[i].entry);
    const std::vector<std::string> shared = SharedMetadata(sources_.config.metadata, inside);
    std::vector<Result<DeclaredModule, Errors>> read(spoken_.size() - first, DeclaredModule());
    ParallelFor("reading", "declarations", read.size(), sources_.threads, [&](std::size_t i) {
      read[i] = ReadDeclaredModule(sources_.tree, sources_.config.metadata, {},
                                   *spoken_[first + i].entry, shared);
    });
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (!read[i]) continue;  // said where that series itself is read
      ResolveDeclared(*read[i], spoken_[first + i].speaker, levels, facts_, references_);
    }
  }

  // Lessons of other phases: "Phase 1 · 02" in one of them is a place that names one of these.
  void AddGuests() {
    const auto holder = std::ranges::find(others_, Place::kHolds, &OtherSeries::place);
    if (holder == others_.end()) return;
    for (std::size_t s = 0; s < sources_.others.size(); ++s) {
      const FoundSeries& found = sources_.others[s];
      const bool beside = found.other.place == Place::kBeside &&
                          std::ranges::any_of(holder->paths, [&](const std::string& host) {
                            return IsWithin(found.other.folder, host);
                          });
      if (!beside) continue;
      for (const SeriesEntry& entry : found.entries) {
        if (!entry.is_submodule) spoken_.push_back({{{}, s, {}, entry.path, true}, &entry});
      }
    }
  }

  // The course files; a title there is one that the module lacks.
  void ReadLists() {
    bool any_title = false;
    for (const MetadataShape& shape : sources_.config.metadata) {
      if (shape.entries.empty()) continue;
      auto listed = ReadCourseFile(sources_.tree, shape);
      if (!listed) {
        AddErrors(listed.error(), shape.file);
        continue;
      }
      lists_.push_back({&shape, std::move(*listed), {}});
      List& list = lists_.back();
      for (const ListedModule& module : list.modules) {
        list.ids.push_back(names_.Find(module.name.name.text, module.declared.file));
        if (list.ids.back().size() != 1) continue;
        Module& meant = facts_.modules[static_cast<std::size_t>(list.ids.back().front().value)];
        if (!meant.title.empty() || module.declared.title.name.text.empty()) continue;
        meant.title = module.declared.title.name.text;
        any_title = true;
      }
      SettleListed(list);
    }
    if (any_title) names_ = NameTable(facts_.modules, facts_.order, facts_.series.labels);
  }

  // Numbers in steps: `weight: 10`, `20`, `30`.
  void SettleListed(List& list) const {
    std::vector<SeriesEntry> entries;
    std::vector<DeclaredModule> declared;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < list.modules.size(); ++i) {
      if (list.ids[i].size() != 1) continue;
      const auto id = static_cast<std::size_t>(list.ids[i].front().value);
      entries.push_back(sources_.entries[sources_.entry_of[id]]);
      declared.push_back(list.modules[i].declared);
      places.push_back(i);
    }
    SettleSteps(entries, declared);
    for (std::size_t i = 0; i < places.size(); ++i) {
      list.modules[places[i]].declared = std::move(declared[i]);
    }
  }

  void AddListed(const Levels& levels) {
    for (const List& list : lists_) {
      const MetadataShape& shape = *list.shape;
      bool any = false;
      for (std::size_t i = 0; i < list.modules.size(); ++i) {
        if (list.ids[i].size() != 1) {
          AddUnlisted(list.modules[i], list.ids[i]);
          continue;
        }
        any = true;
        ResolveDeclared(list.modules[i].declared, {list.ids[i].front()}, levels, facts_,
                        references_);
      }
      if (!any && sources_.config.series.size() == 1) {
        facts_.idle.push_back(
            {"the course file `" + shape.file + "`, which lists no module", shape.where});
      }
    }
  }

  // An entry of the list that does not mean one module here; another series may have it.
  void AddUnlisted(const ListedModule& module, const std::vector<ModuleId>& ids) {
    const bool other = std::ranges::any_of(others_, [&](const OtherSeries& series) {
      return !series.names.Find(module.name.name.text, module.declared.file).empty();
    });
    if (other) return;
    NameProblem problem;
    problem.name = module.name.name;
    problem.context = "the list of modules";
    problem.candidates = ids;
    if (ids.empty()) problem.nearest = names_.NearestSlug(module.name.name.text);
    facts_.name_problems.push_back(std::move(problem));
  }

  void AddSaid(const Levels& levels) {
    const MentionLabels labels{levels.OuterLabels(), levels.InnerLabels()};
    struct Page {
      const Spoken* spoken;
      std::string path;
    };
    std::vector<Page> pages;
    for (const Spoken& spoken : spoken_) {
      if (spoken.entry->is_submodule) continue;
      for (std::string& path : ProsePages(sources_.files, *spoken.entry, ApartFrom(spoken))) {
        pages.push_back({&spoken, std::move(path)});
      }
    }
    std::vector<Result<std::vector<SaidPrerequisite>>> said(pages.size(),
                                                            std::vector<SaidPrerequisite>());
    ParallelFor("reading", "pages", pages.size(), sources_.threads, [&](std::size_t i) {
      said[i] = ReadSaid(sources_.tree, pages[i].path, labels, sources_.said);
    });
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (!said[i]) continue;  // the scan of references says what cannot be read
      Levels::Speaker speaker = pages[i].spoken->speaker;
      speaker.file = pages[i].path;
      for (const SaidPrerequisite& one : *said[i]) {
        ResolveSaid(one, speaker, levels, facts_, references_);
      }
    }
  }

  // Pages of the whole course: at the root, where the modules lie, or in a folder between.
  [[nodiscard]] bool IsCoursePage(const FileEntry& file) const {
    if (file.kind != FileKind::kRegular || !FormatOf(file.path).Is("markdown")) return false;
    const std::string folder = ParentPath(file.path);
    const std::string& pattern = facts_.series.pattern;
    const std::string modules = ParentPath(pattern.substr(0, pattern.find('{')) + "x");
    const bool above = folder.empty() || IsWithin(modules, folder);
    return above && std::ranges::none_of(facts_.modules, [&](const Module& module) {
             return module.path == file.path;
           });
  }

  // Whether series that have nothing to do with this one are all that stand beside it. Where phases
  // hold lessons, or numbers begin anew in each folder, a number alone would not say of which.
  [[nodiscard]] bool StandsApart() const {
    const std::string& own = facts_.series.pattern;
    return std::ranges::none_of(others_,
                                [](const OtherSeries& other) {
                                  return other.place != Place::kBeside || other.chapters ||
                                         other.counts_on;
                                }) &&
           std::ranges::none_of(sources_.config.series, [&](const Series& other) {
             return other.pattern != own && AreSiblings(own, other.pattern);
           });
  }

  // `| Lesson | Prerequisites |`: a row for each module.
  void AddTables(const Levels& levels) {
    if (!StandsApart()) return;
    const MentionLabels labels{levels.OuterLabels(), levels.InnerLabels()};
    for (const FileEntry& file : sources_.files) {
      if (!IsCoursePage(file)) continue;
      const Result<std::string> text = sources_.tree.Read(file.path);
      if (!text || text->find('|') == std::string::npos) continue;
      for (const std::vector<CourseRow>& table : ReadCourseTables(file.path, *text, labels)) {
        AddTable(table, file.path, levels);
      }
    }
  }

  void AddTable(const std::vector<CourseRow>& table, const std::string& path,
                const Levels& levels) {
    std::map<ModuleId, const CourseRow*> rows;
    for (const CourseRow& row : table) {
      Levels::Speaker speaker;
      speaker.file = path;
      for (const ModuleMention& mention : row.named) {
        if (levels.IsForeign(mention.address)) continue;
        // Beside another series a number may be one of that.
        if (mention.path.empty() && !sources_.others.empty()) continue;
        const Levels::Found found = mention.path.empty()
                                        ? levels.FindNumber(mention.outer, mention.number, speaker)
                                        : levels.FindPath(mention.path, speaker);
        if (found.modules.size() != 1) continue;
        if (!rows.emplace(found.modules.front(), &row).second) return;  // of something else
        break;
      }
    }
    if (rows.size() < 2 || rows.size() * 2 < table.size()) return;
    for (const auto& [module, row] : rows) {
      Levels::Speaker speaker{module};
      speaker.file = path;
      for (const SaidPrerequisite& need : row->needs) {
        ResolveSaid(need, speaker, levels, facts_, references_);
      }
    }
  }

  // Modules of other series inside an entry speak for themselves.
  [[nodiscard]] std::vector<std::string> ApartFrom(const Spoken& spoken) const {
    const std::string folder = spoken.entry->path + "/";
    std::vector<std::string> apart;
    for (auto at = std::ranges::lower_bound(apart_, folder);
         at != apart_.end() && at->starts_with(folder); ++at) {
      apart.push_back(*at);
    }
    return apart;
  }

  const DeclaredSources& sources_;
  Facts& facts_;
  std::vector<Reference>& references_;
  Errors& errors_;
  std::optional<std::vector<std::string>> own_roots_;  // as references::ComparedAddress gives them
  NameTable names_;
  std::vector<List> lists_;
  std::vector<OtherSeries> others_;
  std::vector<Spoken> spoken_;      // the series' own modules by id, then those inside
  std::vector<std::string> apart_;  // paths of modules of other series, sorted
};

// Whether files and folders of one place are called alike, `code/{number:02}_{slug}.R` and
// `code/{number:02}_{slug}`, so that both are one numbering.
bool CountOn(const NamePattern& own, const NamePattern& other) {
  const auto without_ending = [](const std::string& pattern) {
    return pattern.substr(0, pattern.rfind('}') + 1);
  };
  return own.text() != other.text() && own.LiteralFolder() == other.LiteralFolder() &&
         without_ending(own.text()) == without_ending(other.text());
}

}  // namespace

std::vector<FoundSeries> FindOtherSeries(const Config& config, std::size_t index,
                                         const std::vector<FileEntry>& files, const Facts& facts) {
  std::vector<FoundSeries> all;
  const auto own = NamePattern::Parse(config.series[index].pattern);
  const std::string own_folder = own ? own->LiteralFolder() : std::string();
  for (std::size_t s = 0; s < config.series.size(); ++s) {
    if (s == index) continue;
    FoundSeries& found = all.emplace_back();
    const auto pattern = NamePattern::Parse(config.series[s].pattern);
    if (!pattern) continue;  // ParseConfig has refused it
    found.entries = DiscoverSeries(files, *pattern);
    DropCompanions(config.mirrors, found.entries);
    OtherSeries& other = found.other;
    other.folder = pattern->LiteralFolder();
    other.chapters = ChaptersOf(config.series[index].pattern, config.series[s].pattern);
    other.counts_on = own && CountOn(*own, *pattern);
    std::vector<Module> modules;
    std::vector<Number> numbers;
    for (const SeriesEntry& entry : found.entries) {
      Module& module = modules.emplace_back();
      module.slug = entry.slug.empty() ? std::string(BaseName(entry.path)) : entry.slug;
      module.path = entry.path;
      for (const auto& [name, others] : config.aliases) {
        if (name.text == module.slug) module.aliases = others;
      }
      numbers.push_back(entry.number);
      if (!own_folder.empty() && entry.is_directory && IsWithin(own_folder, entry.path)) {
        other.place = Place::kHolds;
        other.number = entry.number;
      }
    }
    Order order(modules.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      order.Set(ModuleId{static_cast<int>(i)}, numbers[i]);
    }
    other.names = NameTable(modules, order, config.series[s].labels);
    for (const Module& module : modules) other.paths.push_back(module.path);
    for (std::size_t i = 0; i < facts.modules.size(); ++i) {
      if (other.folder.empty() || !IsWithin(other.folder, facts.modules[i].path)) continue;
      other.place = Place::kInside;
      other.host = ModuleId{static_cast<int>(i)};
    }
  }
  return all;
}

void AddDeclared(const DeclaredSources& sources, Facts& facts, std::vector<Reference>& references,
                 Errors& errors) {
  DeclaredFacts(sources, facts, references, errors).Add();
}

}  // namespace prereq
