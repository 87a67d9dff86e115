#include "app/linked_migrations.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/path.h"
#include "paths/path_facts.h"
#include "sites/migration_tools.h"

namespace prereq {
namespace {

// What the files of linked migrations say of each other, read at the first question.
class MigrationLinks {
 public:
  MigrationLinks(const FileReader& tree, const Config& config, const Facts& facts)
      : tree_(tree), config_(config), facts_(facts) {}

  // Whether one migration of a tool that goes by links comes behind all of these paths.
  bool Join(const std::vector<std::string>& paths) {
    if (paths.size() < 2 || !AreLinked(paths)) return false;
    Read();
    std::optional<std::set<int>> behind_all;
    for (const std::string& path : paths) {
      const auto known = ids_.find(path);
      if (known == ids_.end()) return false;
      std::set<int> behind = Behind(known->second);
      if (behind_all) {
        std::erase_if(behind, [&](int id) { return !behind_all->contains(id); });
      }
      behind_all = std::move(behind);
    }
    return !behind_all->empty();
  }

 private:
  bool AreLinked(const std::vector<std::string>& paths) {
    if (!tools_) {
      std::vector<std::string> modules;
      const Result<std::vector<FileEntry>> listed = tree_.ListTracked();
      if (listed) {
        for (const FileEntry& file : *listed) files_.push_back(file.path);
      }
      for (const Module& module : facts_.modules) modules.push_back(module.path);
      tools_ = FindSiteTools(tree_, files_, modules);
    }
    return std::ranges::any_of(*tools_, [&](const FoundSiteTool& tool) {
      return tool.migrations != nullptr && tool.order == NameOrder::kLinks &&
             std::ranges::all_of(paths, [&](const std::string& path) { return tool.Shows(path); });
    });
  }

  void Read() {
    if (is_read_) return;
    is_read_ = true;
    for (std::size_t i = 0; i < facts_.modules.size(); ++i) {
      ids_.emplace(facts_.modules[i].path, static_cast<int>(i));
    }
    const std::vector<Module> migrations = WithUnnumbered();
    std::vector<FileEntry> files;
    Order order(migrations.size());
    for (std::size_t i = 0; i < migrations.size(); ++i) {
      const ModuleId id{static_cast<int>(i)};
      if (i < facts_.modules.size()) order.Set(id, facts_.order.number(id));
      ids_.emplace(migrations[i].path, id.value);
      files.push_back({migrations[i].path, FileKind::kRegular});
    }
    std::ranges::sort(files, {}, &FileEntry::path);
    const PathFacts links =
        ReadPathFacts(tree_, config_, {}, migrations, order, files, {}, {}, 1, nullptr);
    for (const Dependency& one : links.dependencies) {
      dependents_[one.prerequisite.value].push_back(one.dependent.value);
    }
  }

  // The modules, and the files beside them that may be migrations without a number: `alembic merge`
  // calls what it writes after a digest.
  [[nodiscard]] std::vector<Module> WithUnnumbered() const {
    std::vector<Module> migrations = facts_.modules;
    std::vector<std::string> folders;  // most series have one
    for (const Module& module : facts_.modules) {
      std::string folder = ParentPath(module.path);
      if (std::ranges::find(folders, folder) == folders.end()) folders.push_back(std::move(folder));
    }
    for (const std::string& file : files_) {
      const std::string_view name = BaseName(file);
      const std::string_view ending = name.substr(std::min(name.rfind('.'), name.size()));
      const bool beside = std::ranges::any_of(folders, [&](const std::string& folder) {
        return IsWithin(file, folder) && ParentPath(file) == folder;
      });
      if (!beside || !migrations.front().path.ends_with(ending) || ids_.contains(file)) continue;
      Module& one = migrations.emplace_back();
      one.slug = file;
      one.path = file;
    }
    return migrations;
  }

  // The migration and all that come behind it.
  [[nodiscard]] std::set<int> Behind(int id) const {
    std::set<int> seen = {id};
    std::vector<int> open = {id};
    while (!open.empty()) {
      const auto next = dependents_.find(open.back());
      open.pop_back();
      if (next == dependents_.end()) continue;
      for (const int one : next->second) {
        if (seen.insert(one).second) open.push_back(one);
      }
    }
    return seen;
  }

  const FileReader& tree_;
  const Config& config_;
  const Facts& facts_;
  std::optional<std::vector<FoundSiteTool>> tools_;
  std::vector<std::string> files_;  // of the tree
  bool is_read_ = false;
  std::map<std::string, int> ids_;              // of migrations, by path
  std::map<int, std::vector<int>> dependents_;  // by what they name
};

}  // namespace

void DropLinkedMigrations(const FileReader& tree, const Config& config, const Facts& facts,
                          std::vector<Finding>& findings) {
  MigrationLinks links(tree, config, facts);
  std::map<std::string, Number> numbers;
  std::erase_if(findings, [&](const Finding& finding) {
    const bool shares = finding.rule == RuleId::kDuplicateNumber;
    if (!shares && finding.rule != RuleId::kPathOutOfOrder) return false;
    if (numbers.empty()) {
      for (const ModuleId id : facts.order.Sequence()) {
        numbers.emplace(facts.module(id).path, *facts.order.number(id));
      }
    }
    std::vector<std::string> paths;
    for (const Evidence& fact : finding.facts) {
      if (fact.kind == "order") paths.push_back(fact.where.path);
    }
    const bool equal = std::ranges::all_of(paths, [&](const std::string& path) {
      return numbers.contains(path) && numbers.at(path) == numbers[paths.front()];
    });
    return equal && links.Join(paths);
  });
}

}  // namespace prereq
