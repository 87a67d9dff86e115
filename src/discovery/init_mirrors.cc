#include "discovery/init_mirrors.h"

#include <algorithm>
#include <string_view>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "discovery/folder_words.h"
#include "discovery/init_beside.h"
#include "discovery/init_migrations.h"
#include "discovery/lone_mirrors.h"
#include "discovery/quoted.h"
#include "series/mirrors.h"

namespace prereq {
namespace {

constexpr std::size_t kMostGroups = 30;  // further groups that are looked at, whatever they are
constexpr std::string_view kFollows = "synchronised", kStays = "foreign";

std::string Entry(const std::string& pattern, std::string_view kind, std::string_view remark) {
  return fmt::format("- {{path: {}, kind: {}}}  # {}\n", Quote(pattern), kind, remark);
}

class MirrorFinder {
 public:
  MirrorFinder(const FileReader& tree, const std::vector<FileEntry>& files,
               const std::vector<NumberedGroup>& groups,
               const std::vector<const NumberedGroup*>& linked)
      : tree_(tree), files_(files), groups_(groups), series_(groups.front()), linked_(linked) {}

  FoundMirrors Run(const std::optional<FoundSiteTool>& migrations) {
    if (!series_.first_page.empty()) {
      AddSure(series_.first_page, kFollows, "the other pages of the chapters");
    }
    if (migrations) AddBesideMigrations(*migrations);
    for (const NumberedGroup& group : groups_) {
      if (!group.aside.empty() && found_.outputs.insert(group.aside_from + "/**").second) {
        Unsure(fmt::format("`{}` is {}: left alone and not read", group.aside_from, group.aside));
      }
    }
    for (std::size_t g = 1; g < groups_.size(); ++g) {
      const NumberedGroup& group = groups_[g];
      const GroupFit fit = CompareGroups(series_, group);
      const bool is_translation = HasNames(group, fit);  // perhaps one of many
      if ((g <= kMostGroups || is_translation) && !IsSettled(group)) Settle(group, fit);
    }
    AddLoneMirrors();
    return std::move(found_);
  }

 private:
  void AddSure(const std::string& pattern, std::string_view kind, std::string_view remark) {
    found_.sure += "  " + Entry(pattern, kind, remark);
  }
  void AddOpen(const std::string& pattern, std::string_view kind, std::string_view remark) {
    found_.open += "  # " + Entry(pattern, kind, remark);
  }
  // Its entries are modules', and so is what is numbered inside of them.
  void AddMirror(const NumberedGroup& group, std::string_view remark) {
    owners_.push_back(&group);
    AddSure(group.pattern, kFollows, remark);
  }
  void Unsure(std::string text) { found_.unsure.push_back(std::move(text)); }

  // What stands beside each migration, and goes along with it.
  void AddBesideMigrations(const FoundSiteTool& migrations) {
    const std::string beside = MirrorOfMigrations(migrations, series_, files_);
    if (beside.empty()) return;
    AddSure(beside, kFollows, "goes along with its migration");
    const Result<NamePattern> pattern = NamePattern::Parse(beside);
    for (const NumberedGroup& group : groups_) {
      if (pattern && pattern->MatchPath(group.paths.front())) said_.insert(group.pattern);
    }
  }

  // Whether at least half of the entries are called as modules are.
  static bool HasNames(const NumberedGroup& group, const GroupFit& fit) {
    return fit.shared * 2 >= group.entries.size();
  }

  // Whether it is a part of what is written elsewhere, or of modules and their mirrors.
  [[nodiscard]] bool IsSettled(const NumberedGroup& group) const {
    if (group.is_family() || said_.contains(group.pattern) || !group.aside.empty() ||
        group.pattern == series_.pattern) {
      return true;
    }
    if (std::ranges::find(series_.folders, group.folder) != series_.folders.end()) return true;
    return std::ranges::count(linked_, &group) > 0 ||
           std::ranges::any_of(owners_, [&](const NumberedGroup* owner) {
             return std::ranges::any_of(owner->paths, [&](const std::string& module) {
               return (group.folder + "/").starts_with(module + "/");
             });
           });
  }

  void Settle(const NumberedGroup& group, const GroupFit& fit) {
    if (const std::string output = BuildFolderOf(group.folder); !output.empty()) {
      if (found_.outputs.insert(output + "/**").second) {
        Unsure(fmt::format("`{}` is called as what builds write: left alone and not read", output));
      }
      return;
    }
    if (HasNames(group, fit)) return SettleNamed(group, fit);
    const bool numbers_only = !group.has_slug && fit.numbers * 4 >= group.entries.size() * 3;
    if (numbers_only && HoldSameFiles(files_, series_, group)) {
      return AddMirror(group, "numbers only; the files in them are called as the modules'");
    }
    if (HaveSameStems(series_, group)) {
      return AddMirror(group, "called as the modules, with another ending");
    }
    const NumberedGroup* const holder =
        group.has_slug ? nullptr : HolderOf(groups_, series_, group);
    if (holder != nullptr) return AskAboutInner(group, *holder);
    if (numbers_only) return SettleNumbers(group, fit);
    if (const auto parallel = AsParallelMirror(series_, group)) {
      if (parallel->is_sure) AddSure(parallel->pattern, kFollows, parallel->fit);
      if (!parallel->is_sure) AddOpen(parallel->pattern, kFollows, parallel->fit);
      return Unsure(parallel->doubt);
    }
    const std::size_t count = group.entries.size();
    AddOpen(group.pattern, kStays, fmt::format("{} entries, another numbering?", count));
    Unsure(
        fmt::format("`{}` is numbered too ({} entries): another series, or nothing to do "
                    "with this one?",
                    group.pattern, count));
  }

  void SettleNamed(const NumberedGroup& group, const GroupFit& fit) {
    if (fit.agreeing * 4 >= fit.shared * 3) {
      AddMirror(group, fmt::format("{} of {} have a module's name and number", fit.agreeing,
                                   group.entries.size()));
      if (!group.first_page.empty()) AddSure(group.first_page, kFollows, "their other pages");
      return;
    }
    AddSure(group.pattern, kStays,
            fmt::format("module names, but {} of {} other numbers", fit.shared - fit.agreeing,
                        fit.shared));
    Unsure(
        fmt::format("`{}` carries module names with other numbers; set to foreign", group.pattern));
  }

  void AskAboutInner(const NumberedGroup& group, const NumberedGroup& holder) {
    AddOpen(group.pattern, kStays, fmt::format("counts inside one of `{}`", holder.pattern));
    Unsure(
        fmt::format("`{}` counts inside one entry of `{}`: a numbering of its own, unless you "
                    "declare it",
                    group.pattern, holder.pattern));
  }

  // Names that are the numbers of modules and no more.
  void SettleNumbers(const NumberedGroup& group, const GroupFit& fit) {
    const std::size_t count = group.entries.size();
    if (SpeaksOfModules(group)) {
      AddMirror(group, fmt::format("numbers only; {} of {} are a module's", fit.numbers, count));
      Unsure(
          fmt::format("`{}` has numbers only: `prereq lint` says where the content speaks for "
                      "another module; set it to foreign if the numbers are its own",
                      group.pattern));
      return;
    }
    // Beside the modules they may belong to them: undeclared, they are asked about.
    const bool beside = group.folder == series_.folder;
    const std::string remark = fmt::format("numbers only, and few of the {} name a module", count);
    if (beside) AddOpen(group.pattern, kStays, remark);
    if (!beside) AddSure(group.pattern, kStays, remark);
    Unsure(
        fmt::format("`{}` has the series' numbers, but few of its files name a module; "
                    "{}: synchronised if they move along{}",
                    group.pattern, beside ? "left to you" : "set to foreign", AsFamily(group)));
  }

  // "; `*/{number:02}` if each folder counts its own", of two folders side by side.
  [[nodiscard]] std::string AsFamily(const NumberedGroup& group) const {
    const bool alike =
        !series_.has_slug && !group.has_slug && !series_.is_family() &&
        series_.is_directory == group.is_directory && !group.folder.empty() &&
        group.folder != series_.folder && ParentPath(group.folder) == ParentPath(series_.folder) &&
        group.pattern.substr(group.folder.size()) == series_.pattern.substr(series_.folder.size());
    if (!alike) return {};
    return fmt::format(
        "; or write `{}` for the series if each folder counts its own",
        JoinPath(ParentPath(group.folder), "*") + group.pattern.substr(group.folder.size()));
  }

  // Whether at least every other entry calls a module by name, or goes with that of its number;
  // `prereq lint` says which ones call another.
  [[nodiscard]] bool SpeaksOfModules(const NumberedGroup& group) const {
    // `glm/vec2.hpp` … `vec4.hpp`: from another number on, and fewer of them.
    const bool begins = !group.entries.empty() && !series_.entries.empty() &&
                        group.entries.front().first == series_.entries.front().first;
    if (!begins && group.entries.size() * 4 < series_.entries.size() * 3) return false;
    std::vector<Module> modules;
    for (const auto& [number, slug] : series_.entries) {
      if (!slug.empty()) modules.emplace_back().slug = slug;
    }
    return CountNaming(tree_, files_, group.paths, modules) * 2 >= group.paths.size() ||
           CountGoingAlong(tree_, files_, series_, group) * 2 >= group.paths.size();
  }

  void AddLoneMirrors() {
    for (const LoneMirror& lone : FindLoneMirrors(files_, series_, groups_)) {
      AddSure(lone.pattern, kFollows,
              fmt::format("{} called as {}", lone.count,
                          lone.count == 1 ? "a module is" : "modules are"));
    }
    for (const LoneMirror& beside : FindFilesBeside(files_, series_, groups_)) {
      AddOpen(beside.pattern, kFollows, fmt::format("{} beside the modules", beside.count));
      Unsure(
          fmt::format("`{}` fits {} files with numbers of modules: if they belong to these, the "
                      "mirror in the comment says so",
                      beside.pattern, beside.count));
    }
  }

  const FileReader& tree_;
  const std::vector<FileEntry>& files_;
  const std::vector<NumberedGroup>& groups_;
  const NumberedGroup& series_;
  const std::vector<const NumberedGroup*> linked_;
  std::vector<const NumberedGroup*> owners_ = {&series_};  // whose entries are modules
  std::set<std::string> said_;                             // patterns that are written elsewhere
  FoundMirrors found_;
};

}  // namespace

FoundMirrors FindMirrors(const FileReader& tree, const std::vector<FileEntry>& files,
                         const std::vector<NumberedGroup>& groups,
                         const std::optional<FoundSiteTool>& migrations,
                         const std::vector<const NumberedGroup*>& linked) {
  return MirrorFinder(tree, files, groups, linked).Run(migrations);
}

}  // namespace prereq
