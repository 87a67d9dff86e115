#include "plan/unedited.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

bool AnyChanges(const Renaming& renaming) {
  if (!renaming.target().inserted.empty()) return true;
  for (int i = 0; i < static_cast<int>(renaming.facts().modules.size()); ++i) {
    if (renaming.Changes({i})) return true;
  }
  return false;
}

}  // namespace

void AskForReadOnly(const Facts& facts, RewritesAndTasks& result) {
  std::map<std::string_view, std::string_view> reasons;
  for (const ScannedFile& file : facts.files) {
    const bool read_only =
        file.kind == ScannedFile::Kind::kBinary || file.kind == ScannedFile::Kind::kTooLarge;
    if (read_only) reasons[file.path] = file.reason;
  }
  if (reasons.empty()) return;
  std::map<std::string, std::pair<Location, int>> places;  // by path: the first, and how many
  for (const Rewrite& rewrite : result.rewrites) {
    const Location& where = rewrite.reference.where;
    if (!reasons.contains(where.path)) continue;
    ++places.try_emplace(where.path, where, 0).first->second.second;
  }
  std::erase_if(result.rewrites,
                [&](const Rewrite& r) { return reasons.contains(r.reference.where.path); });
  for (const auto& [path, first] : places) {
    const auto& [where, count] = first;
    result.tasks.push_back(
        {TaskKind::kUnedited,
         fmt::format("{} place{} of this file {} modules that change, and the file is not edited "
                     "({}): edit it by hand, or convert it to UTF-8 text and plan again",
                     count, count == 1 ? "" : "s", count == 1 ? "names" : "name",
                     Printable(reasons[path])),
         where});
  }
}

void AskForGenerated(const Renaming& renaming, const std::vector<GeneratedFile>& generated,
                     RewritesAndTasks& result) {
  std::map<std::string, std::string> reasons;
  for (const ScannedFile& file : renaming.facts().files) {
    if (file.kind == ScannedFile::Kind::kGenerated) reasons[file.path] = file.reason;
  }
  std::map<std::pair<std::string, std::string>, std::vector<const GeneratedFile*>> groups;
  for (const GeneratedFile& file : generated) {
    const auto changes = [&](ModuleId id) { return renaming.Changes(id); };
    // Who declares a command says with it that the file follows the series, however it names it.
    if (!(file.declared && AnyChanges(renaming)) && std::ranges::none_of(file.names, changes))
      continue;
    groups[{reasons[file.path], file.maker}].push_back(&file);
  }
  for (const auto& [group, files] : groups) {
    const auto& [reason, maker] = group;
    const bool one = files.size() == 1;
    const std::string what =
        one ? fmt::format("a generated file {}", files.front()->declared
                                                     ? "follows the series"
                                                     : "names modules that change")
            : fmt::format(
                  "{} generated files {}", files.size(),
                  files.front()->declared ? "follow the series" : "name modules that change");
    const std::string how =
        maker.empty()
            ? fmt::format("run what makes {} again", one ? "it" : "them")
            : fmt::format("make {} again with `{}`", one ? "it" : "them", Printable(maker));
    result.tasks.push_back({TaskKind::kGenerated,
                            fmt::format("{} and {} not edited ({}): {}", what, one ? "is" : "are",
                                        Printable(reason), how),
                            {files.front()->path, 0, 0}});
  }
}

}  // namespace prereq
