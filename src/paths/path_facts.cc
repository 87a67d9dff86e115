#include "paths/path_facts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/called_after.h"
#include "base/digest.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/glob.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/bundles.h"
#include "paths/data_files.h"
#include "paths/driven_words.h"
#include "paths/imported_paths.h"
#include "paths/job_tasks.h"
#include "paths/module_makers.h"
#include "paths/outputs.h"
#include "paths/package_words.h"
#include "paths/path_mentions.h"
#include "paths/path_targets.h"
#include "paths/terraform_names.h"
#include "paths/terraform_values.h"
#include "tree/classify.h"

namespace prereq {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 20U;  // of one file; more is data
constexpr std::size_t kMostOutside = 300;       // files of no module, the nearest to the root first
constexpr std::size_t kFewestDriven = 2;        // modules that a file outside all of them runs
constexpr std::size_t kFewestDrivenByZero = 3;  // that a module with the number 0 runs

struct Job {
  std::string path;
  std::optional<ModuleId> owner;
  bool tells = false;  // of no module: what it says of several
  FileMentions mentions;
  std::string problem;
};

class Reader {
 public:
  Reader(const FileReader& tree, const PathPolicy& policy, const std::vector<Module>& modules,
         const Order& order, const std::vector<FileEntry>& files,
         const std::vector<std::string>& across, const std::vector<MirrorEntry>& mirrors)
      : tree_(tree),
        policy_(policy),
        order_(order),
        modules_(modules.size()),
        across_(across),
        mirrors_(mirrors),
        targets_(modules, files, across, mirrors),
        others_(tree, files) {}

  PathFacts Run(const std::vector<FileEntry>& files, const FileClassifier& classifier, int threads,
                ReadingCache* cache, const std::vector<Module>& modules) {
    FindJobs(files, classifier);
    FindDartPackages(files);
    CacheGroup* empty_files = nullptr;
    if (cache != nullptr) {
      std::string names;
      for (const Module& module : modules) names += module.path + '\n';
      for (const std::string& path : across_) names += '+' + path + '\n';
      for (const MirrorEntry& mirror : mirrors_) names += '=' + mirror.path + '\n';
      empty_files = &cache->Open("paths", GitBlobId(names));
    }
    ParallelFor("reading paths:", "files", jobs_.size(), threads,
                [&](std::size_t i) { Read(jobs_[i], empty_files); });
    AddValues();
    AddNamed(modules);
    for (Job& job : jobs_) Settle(job);
    Finish();
    return std::move(facts_);
  }

 private:
  void FindJobs(const std::vector<FileEntry>& files, const FileClassifier& classifier) {
    std::vector<Glob> wanted, unwanted;
    for (const Name& glob : policy_.files) wanted.push_back(*Glob::Parse(glob.text));
    for (const Name& glob : policy_.exclude) unwanted.push_back(*Glob::Parse(glob.text));
    const auto any = [](const std::vector<Glob>& globs, const std::string& path) {
      return std::ranges::any_of(globs, [&](const Glob& glob) { return glob.Matches(path); });
    };
    facts_.idle = true;
    std::vector<Job> outside, telling, listing;
    for (const FileEntry& file : files) {
      if (file.kind != FileKind::kRegular || !HoldsPaths(file.path)) continue;
      if (!wanted.empty() && !any(wanted, file.path)) continue;
      const auto is_kind = [&] {
        return std::ranges::find(policy_.kinds, FormatOf(file.path).name) != policy_.kinds.end();
      };
      if (!policy_.kinds.empty() && !is_kind()) continue;
      facts_.idle = false;
      const auto owner = targets_.Owner(file.path);
      if (owner && IsAcross(*owner)) continue;
      const bool drives = !owner && MayDrive(file.path);
      const bool tells = !owner && !drives && (MayOrchestrate(file.path) || MayListRuns(file.path));
      if (!owner && !drives && !tells) continue;
      if (any(unwanted, file.path) || classifier.ByPath(file.path)) continue;
      (owner                       ? jobs_
       : drives                    ? outside
       : MayOrchestrate(file.path) ? telling
                                   : listing)
          .push_back({file.path, owner, tells, {}, {}});
    }
    // A driver stands near the root; a large tree has thousands of files that could be one.
    for (std::vector<Job>* jobs : {&outside, &telling, &listing}) {
      std::ranges::stable_sort(*jobs, {}, [](const Job& job) { return PathDepth(job.path); });
      if (jobs->size() > kMostOutside) jobs->resize(kMostOutside);
      std::ranges::move(*jobs, std::back_inserter(jobs_));
    }
    std::ranges::sort(jobs_, {}, &Job::path);
  }

  // The packages of the tree, by the `name:` of their pubspec.yaml.
  void FindDartPackages(const std::vector<FileEntry>& files) {
    constexpr std::string_view kName = "name:";
    for (const FileEntry& file : files) {
      if (BaseName(file.path) != "pubspec.yaml" || file.kind != FileKind::kRegular) continue;
      const auto text = tree_.Read(file.path);
      if (!text) continue;
      const std::size_t key = text->starts_with(kName) ? 0 : text->find("\nname:");
      if (key == std::string::npos) continue;
      const std::size_t begin = text->find(':', key) + 1;
      const std::size_t end = std::min(text->find_first_of("#\r\n", begin), text->size());
      const std::string_view name = Trim(std::string_view(*text).substr(begin, end - begin));
      targets_.AddDartPackage(name, JoinPath(ParentPath(file.path), "lib"));
    }
  }

  void Read(Job& job, CacheGroup* empty_files) const {
    const std::string version = empty_files == nullptr ? std::string() : tree_.Version(job.path);
    const std::string key = job.path + '\0' + version;
    if (!version.empty() && empty_files->Find(key)) return;
    const auto status = tree_.Status(job.path);
    if (status && *status && (*status)->size > kMostBytes) return;
    const auto text = tree_.Read(job.path);
    if (!text) {
      job.problem = text.error().message;
      return;
    }
    if (job.tells) {
      if (MayListRuns(job.path) && targets_.MayName(*text)) {
        job.mentions.paths = FindMentions(targets_, others_, job.path, *text).paths;
      }
      if (!MayOrchestrate(job.path)) return;
      Orchestration told = ReadOrchestration(targets_, job.path, *text);
      job.mentions.needs = std::move(told.needs);
      job.mentions.names.declares = std::move(told.declares);
      return;
    }
    if (targets_.MayName(*text) || MayDeclareNames(job.path, *text) ||
        MayNameData(FormatOf(job.path), *text) || MayImportPaths(FormatOf(job.path), *text)) {
      job.mentions = FindMentions(targets_, others_, job.path, *text);
      if (!job.owner && MayDefineTasks(job.path, *text)) {
        std::ranges::move(ReadJobTasks(targets_, job.path, *text),
                          std::back_inserter(job.mentions.needs));
      }
      return;
    }
    if (!version.empty()) empty_files->Keep(key, {});
  }

  // Names that are kept in variables of their folder count as what these are, too.
  void AddValues() {
    std::map<std::string, std::vector<NamedValue>> folders;
    for (const Job& job : jobs_) {
      if (job.mentions.names.values.empty()) continue;
      std::vector<NamedValue>& values = folders[ParentPath(job.path)];
      values.insert(values.end(), job.mentions.names.values.begin(),
                    job.mentions.names.values.end());
    }
    for (Job& job : jobs_) {
      const auto values = folders.find(ParentPath(job.path));
      if (values == folders.end()) continue;
      PackageNames& names = job.mentions.names;
      for (PackageName& name : names.uses) {
        std::string whole = WithTerraformValues(name.name, values->second);
        if (!whole.empty()) name.or_else.push_back(std::move(whole));
      }
      for (std::size_t i = 0, count = names.declares.size(); i < count; ++i) {
        PackageName whole = names.declares[i];
        whole.name = WithTerraformValues(whole.name, values->second);
        if (!whole.name.empty()) names.declares.push_back(std::move(whole));
      }
    }
  }

  // Names that one module declares and another one uses.
  void AddNamed(const std::vector<Module>& modules) {
    std::map<std::string, std::set<ModuleId>> owners;
    std::map<std::string, std::set<std::string>> elsewhere;  // and the files that make it
    std::map<ModuleId, std::vector<std::string_view>> own;
    for (const Job& job : jobs_) {
      for (const PackageName& name : job.mentions.names.declares) {
        const std::optional<ModuleId> owner = name.owner ? name.owner : job.owner;
        if (owner) owners[name.name].insert(*owner);
        if (owner) own[*owner].push_back(name.name);
        if (!owner && name.one_maker) elsewhere[name.name].insert(job.path);
      }
    }
    DropBundles(owners, elsewhere);
    const std::set<ModuleId> steps_of_sql = StepsOfSql();
    for (Job& job : jobs_) {
      std::set<std::pair<Location, ModuleId>> led_into;  // by its paths
      for (const PathMention& one : job.mentions.paths) led_into.emplace(one.where, one.module);
      for (const PackageName& name : job.mentions.names.uses) {
        auto found = owners.find(name.name);
        if (!name.layer.empty()) {
          const auto layer = found == owners.end() ? LayerOf(name, own) : std::nullopt;
          if (job.owner && layer) {
            job.mentions.paths.push_back({*layer, name.where, name.shown, name.kind, false, false});
          }
          continue;
        }
        for (const std::string& other : name.or_else) {
          if (found != owners.end() || elsewhere.contains(name.name)) break;
          found = owners.find(other);
        }
        const std::optional<ModuleId> user = name.owner ? name.owner : job.owner;
        if (!user || found == owners.end()) continue;
        const std::optional<ModuleId> maker = OnlyMaker(found->second, *user, modules);
        if (!maker) continue;
        const auto at = static_cast<std::size_t>(maker->value);
        const bool is_called = at < modules.size() && IsCalledAfter(name.shown, modules[at].slug);
        if (name.of_that_name && !is_called) continue;
        const auto made_elsewhere = [&](const std::string& key) {
          const auto files = elsewhere.find(key);
          if (files == elsewhere.end()) return false;
          const std::string home = FolderOfModule(*maker, modules);
          return !name.of_file || home != FolderOfModule(*user, modules) ||
                 std::ranges::any_of(files->second, [&](const std::string& file) {
                   return !IsNumberedBeside(file, home);
                 });
        };
        if (name.one_maker && (made_elsewhere(name.name) || made_elsewhere(found->first))) {
          continue;
        }
        if (name.of_file && !IsOfModule(job, steps_of_sql, modules)) continue;
        if (name.one_maker && led_into.contains({name.where, *maker})) continue;
        std::string shown =
            name.shown.empty() ? name.name.substr(name.name.find(' ') + 1) : name.shown;
        if (user != job.owner) {  // as a file outside of the module says
          if (*maker != *user) {
            job.mentions.needs.push_back({*user, *maker, name.where, std::move(shown), name.kind});
          }
          continue;
        }
        job.mentions.paths.push_back(
            {*maker, name.where, std::move(shown), name.kind, false, false});
      }
    }
  }

  // Modules that are folders of nothing but SQL, as far as their code goes.
  [[nodiscard]] std::set<ModuleId> StepsOfSql() const {
    std::set<ModuleId> steps, others;
    for (const Job& job : jobs_) {
      if (job.owner) (FormatOf(job.path).Is("sql") ? steps : others).insert(*job.owner);
    }
    std::erase_if(steps, [&](ModuleId module) { return others.contains(module); });
    return steps;
  }

  // Whether what the file needs, which is named by a file, is what its module needs. Of a folder a
  // file of SQL counts that creates something itself: an exercise only asks.
  static bool IsOfModule(const Job& job, const std::set<ModuleId>& steps_of_sql,
                         const std::vector<Module>& modules) {
    const auto at = static_cast<std::size_t>(job.owner->value);
    if (at >= modules.size()) return false;
    if (IsModuleFile(job.path, modules[at])) return true;
    return steps_of_sql.contains(*job.owner) &&
           std::ranges::any_of(job.mentions.names.declares,
                               [](const PackageName& name) { return name.of_file; });
  }

  // Whether a file outside of all modules makes little but what several of them make, as a dump of
  // the database does that they lead to. `parts`: the modules' files with the names.
  static bool IsCopyOf(const std::map<std::string, std::vector<std::string>>& parts,
                       const Job& job) {
    std::set<std::string_view> all, known;
    for (const PackageName& name : job.mentions.names.declares) {
      if (name.one_maker && name.of_file) all.insert(name.name);
    }
    for (const auto& [path, names] : parts) known.insert(names.begin(), names.end());
    constexpr std::size_t kOneOther = 10;  // of so many
    return (all.size() - known.size()) * kOneOther <= all.size();
  }

  // Takes out of `elsewhere` what only files outside of all modules make that are several modules,
  // one behind the other: such a file is the same makers again.
  void DropBundles(const std::map<std::string, std::set<ModuleId>>& owners,
                   std::map<std::string, std::set<std::string>>& elsewhere) const {
    constexpr std::size_t kMostBundles = 20;
    std::map<ModuleId, std::string> files;  // of modules, from which names of SQL come
    for (const Job& job : jobs_) {
      const auto of_file = [](const PackageName& name) { return name.of_file; };
      if (!job.owner || std::ranges::none_of(job.mentions.names.declares, of_file)) continue;
      const auto [file, is_new] = files.emplace(*job.owner, job.path);
      if (!is_new) file->second.clear();  // several: no module that is a file
    }
    std::map<std::string, int> makers;  // outside, that are no bundles
    std::size_t bundles = 0;
    for (const Job& job : jobs_) {
      if (job.owner) continue;
      std::map<std::string, std::vector<std::string>> parts;  // files, with their names in it
      for (const PackageName& name : job.mentions.names.declares) {
        if (!name.one_maker) continue;
        ++makers[name.name];
        const auto made = owners.find(name.name);
        if (!name.of_file || made == owners.end() || made->second.size() != 1) continue;
        const auto file = files.find(*made->second.begin());
        if (file != files.end() && !file->second.empty()) parts[file->second].push_back(name.name);
      }
      if (parts.size() < 2 || ++bundles > kMostBundles) continue;
      if (IsCopyOf(parts, job)) {
        for (const auto& [path, names] : parts) {
          for (const std::string& name : names) --makers[name];
        }
        continue;
      }
      std::vector<std::string> paths;
      for (const auto& [path, names] : parts) paths.push_back(path);
      for (const std::string& path : BundledIn(tree_, job.path, paths)) {
        for (const std::string& name : parts[path]) --makers[name];
      }
    }
    std::erase_if(elsewhere, [&](const auto& made) {
      const auto left = makers.find(made.first);
      return left != makers.end() && left->second <= 0;
    });
  }

  // The module whose folder is `name.layer`, unless its states are called otherwise. What stands
  // before the folder is of the tree, or of a place that the step is told when it is run.
  [[nodiscard]] std::optional<ModuleId> LayerOf(
      const PackageName& name,
      const std::map<ModuleId, std::vector<std::string_view>>& declared) const {
    const std::string_view folder = BaseName(name.layer);
    const std::optional<ModuleId> module = targets_.ByName(folder);
    if (!module) return std::nullopt;
    const bool is_whole = ("/" + std::string(targets_.PathOf(*module))).ends_with("/" + name.layer);
    const auto own = declared.find(*module);
    if (own == declared.end()) return is_whole ? module : std::nullopt;
    const std::string_view kind = std::string_view(name.name).substr(0, name.name.find(' ') + 1);
    bool any = false, elsewhere = false;
    for (const std::string_view one : own->second) {
      if (!one.starts_with(kind)) continue;
      if (one == kStateKeptElsewhere) {
        elsewhere = true;
        continue;
      }
      if (is_whole && one.find(folder) != std::string_view::npos) return module;
      any = true;
    }
    return any || (!is_whole && !elsewhere) ? std::nullopt : module;
  }

  // Takes what a driver runs out of the file's mentions.
  void TakeDriver(Job& job) {
    const auto number = job.owner ? order_.number(*job.owner) : std::nullopt;
    const bool zero = number && number->value == 0;
    if (job.owner && !zero) return;
    std::map<std::size_t, std::vector<const PathMention*>> lists;
    for (const PathMention& mention : job.mentions.paths) {
      if (!mention.runs || mention.module == job.owner || IsAcross(mention.module)) continue;
      lists[mention.turn].push_back(&mention);
    }
    bool drives = false;
    for (const auto& [turn, list] : lists) {
      DriverOrder driver;
      std::set<ModuleId> different;
      for (const PathMention* mention : list) {
        if (different.insert(mention->module).second) {
          driver.entries.push_back({mention->module, mention->text, mention->where});
        }
      }
      if (different.size() < (zero ? kFewestDrivenByZero : kFewestDriven)) continue;
      // `destroy.sh` takes down what stands, the last first.
      if (!TakesDown(BaseName(job.path))) facts_.drivers.push_back(std::move(driver));
      drives = true;
    }
    if (zero && NamesMany(job)) {
      std::erase_if(job.mentions.paths, [](const PathMention& one) { return !one.comes_later; });
    }
    if (!drives) return;
    std::erase_if(job.mentions.paths, [](const PathMention& mention) { return mention.runs; });
  }

  // A script that stands before all and names many drives or checks them; it needs none first.
  [[nodiscard]] bool NamesMany(const Job& job) const {
    std::set<ModuleId> different;
    for (const PathMention& one : job.mentions.paths) {
      if (one.module != job.owner && !IsAcross(one.module)) different.insert(one.module);
    }
    return different.size() >= kFewestDrivenByZero;
  }

  void Settle(Job& job) {
    if (!job.problem.empty()) facts_.unread.push_back({{job.path, 0, 0}, job.problem});
    std::ranges::stable_sort(job.mentions.paths, {}, &PathMention::where);
    TakeDriver(job);
    for (const ToldNeed& told : job.mentions.needs) {
      if (IsAcross(told.dependent) || IsAcross(told.prerequisite)) continue;
      facts_.dependencies.push_back({.dependent = told.dependent,
                                     .prerequisite = told.prerequisite,
                                     .kind = FactKind::kPath,
                                     .text = told.text,
                                     .where = told.where});
      ++facts_.counts[std::string(told.kind)];
    }
    if (!job.owner) return;
    for (const PathMention& mention : job.mentions.paths) {
      if (mention.module == *job.owner) continue;
      if (IsAcross(mention.module)) {
        const std::size_t at = static_cast<std::size_t>(mention.module.value) - modules_;
        facts_.across.push_back(
            {*job.owner, across_[at], FactKind::kPath, mention.text, mention.where});
        continue;
      }
      Dependency dependency{.dependent = *job.owner,
                            .prerequisite = mention.module,
                            .kind = FactKind::kPath,
                            .text = mention.text,
                            .where = mention.where,
                            .inner_prerequisite = mention.target};
      if (mention.comes_later) {
        std::swap(dependency.dependent, dependency.prerequisite);
        std::swap(dependency.inner_dependent, dependency.inner_prerequisite);
      }
      facts_.dependencies.push_back(std::move(dependency));
      ++facts_.counts[std::string(mention.kind)];
    }
  }

  [[nodiscard]] bool IsAcross(ModuleId module) const {
    return static_cast<std::size_t>(module.value) >= modules_;
  }

  void Finish() {
    const auto key = [](const Dependency& one) {
      return std::tie(one.where, one.dependent, one.prerequisite, one.text);
    };
    std::ranges::stable_sort(facts_.dependencies, {}, key);
    const auto same = [&](const Dependency& a, const Dependency& b) { return key(a) == key(b); };
    facts_.dependencies.erase(
        std::unique(facts_.dependencies.begin(), facts_.dependencies.end(), same),
        facts_.dependencies.end());
  }

  const FileReader& tree_;
  const PathPolicy& policy_;
  const Order& order_;
  const std::size_t modules_;  // how many; higher ids are of across_
  const std::vector<std::string>& across_;
  const std::vector<MirrorEntry>& mirrors_;
  PathTargets targets_;
  OtherScripts others_;
  std::vector<Job> jobs_;
  PathFacts facts_;
};

}  // namespace

PathFacts ReadPathFacts(const FileReader& tree, const Config& config, const PathPolicy& policy,
                        const std::vector<Module>& modules, const Order& order,
                        const std::vector<FileEntry>& files, const std::vector<std::string>& across,
                        const std::vector<MirrorEntry>& mirrors, int threads, ReadingCache* cache) {
  const FileClassifier classifier(config.references, ReadAttributes(tree, files));
  return Reader(tree, policy, modules, order, files, across, mirrors)
      .Run(files, classifier, threads, cache, modules);
}

}  // namespace prereq
