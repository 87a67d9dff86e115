// Every source of moves adds to one map from path to path, so that two moves to one name meet.
#include "plan/moves.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/format.h"
#include "base/path.h"
#include "base/set_aside.h"
#include "base/text.h"
#include "model/number_style.h"
#include "plan/invalid.h"
#include "plan/joined_slugs.h"
#include "plan/path_digits.h"
#include "series/own_pages.h"
#include "series/resolve.h"

namespace prereq {
namespace {

class MovePlanner {
 public:
  MovePlanner(const Renaming& renaming, const PlanOptions& options)
      : renaming_(renaming), options_(options), joined_(renaming.facts(), options.mirrors) {}

  Result<MovesAndTasks> Run() {
    if (Status modules = AddModules(); !modules) return modules.error();
    if (Status mirrors = AddMirrors(); !mirrors) return mirrors.error();
    if (Status free = CheckFree(); !free) return free.error();
    AddNamesInside();
    if (Status distinct = CheckDistinct(); !distinct) return distinct.error();
    MovesAndTasks result;
    for (auto& [from, move] : moves_) result.moves.push_back(std::move(move));
    result.tasks = std::move(tasks_);
    return result;
  }

 private:
  // Adds a move for each part of the path that changes. Both paths have equally many parts.
  Status Add(const std::string& from, const std::string& to, ModuleId module) {
    const std::vector<std::string_view> old_parts = Split(from, '/');
    const std::vector<std::string_view> new_parts = Split(to, '/');
    std::string old_path;
    std::string new_path;
    for (std::size_t i = 0; i < old_parts.size() && i < new_parts.size(); ++i) {
      old_path.append(i > 0 ? "/" : "").append(old_parts[i]);
      new_path.append(i > 0 ? "/" : "").append(new_parts[i]);
      if (old_parts[i] == new_parts[i]) continue;
      const bool whole = i + 1 == old_parts.size();
      const auto [other, is_new] =
          moves_.emplace(old_path, Move{old_path, new_path, FileKind::kDirectory, module});
      if (!is_new && other->second.to != new_path) {
        return Invalid(fmt::format("`{}` would become both `{}` and `{}`{}", Printable(old_path),
                                   Printable(other->second.to), Printable(new_path),
                                   whole ? "" : ": several modules share this folder"));
      }
    }
    return Done{};
  }

  Status AddModules() {
    const NamePattern& pattern = renaming_.pattern();
    for (int i = 0; i < static_cast<int>(renaming_.facts().modules.size()); ++i) {
      const ModuleId id{i};
      const std::string& path = renaming_.facts().module(id).path;
      if (path.empty() || !renaming_.Before(id) || !renaming_.Changes(id)) continue;
      if (renaming_.Leaves(id)) {
        const std::string aside = SetAside(path, pattern);
        if (Status added = Add(path, aside, id); !added) return added;
        tasks_.push_back({TaskKind::kRemoved,
                          fmt::format("`{}` leaves the series and is set aside as `{}`; delete it "
                                      "when nothing in it is needed",
                                      Printable(path), Printable(aside)),
                          {path, 0, 0}});
        continue;
      }
      const auto match = pattern.MatchPath(path);
      if (!match) {
        return Invalid(fmt::format("`{}` does not match the pattern `{}`", Printable(path),
                                   Printable(pattern.text())));
      }
      const bool renamed = renaming_.OldSlug(id) != renaming_.NewSlug(id);
      const std::string slug = renamed && pattern.has_slug() ? renaming_.NewSlug(id) : match->slug;
      const Number number = *renaming_.After(id);
      const std::string to = pattern.FormatLike(path, number, slug);
      const auto back = pattern.MatchPath(to);
      if (!back || back->number != number || back->slug != slug) {
        return Invalid(fmt::format("the pattern `{}` cannot hold number {} and slug `{}`",
                                   Printable(pattern.text()), ShowNumber(number), Printable(slug)));
      }
      if (Status added = Add(path, to, id); !added) return added;
    }
    return Done{};
  }

  // A number that is free by the series' pattern, while something beside the modules carries it
  // (`05_modular.md` among notebooks): taken by a module it would stand there twice.
  Status CheckFree() {
    const Facts& facts = renaming_.facts();
    std::set<Number> used;
    std::set<std::string> folders, known;
    for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
      if (const auto number = renaming_.Before({i})) used.insert(*number);
      folders.insert(ParentPath(facts.module({i}).path));
      known.insert(facts.module({i}).path);
    }
    if (folders.size() != 1) return Done{};
    const std::string& folder = *folders.begin();
    const std::string stem = renaming_.pattern().Stem();
    std::map<Number, std::string> strays;
    for (const ScannedFile& file : facts.files) {
      if (!IsWithin(file.path, folder) || file.path.size() <= folder.size()) continue;
      const std::size_t begin = folder.empty() ? 0 : folder.size() + 1;
      const std::string name = file.path.substr(begin, file.path.find('/', begin) - begin);
      if (!name.starts_with(stem) || known.contains(JoinPath(folder, name))) continue;
      const SplitName split = SplitNumberedName(std::string_view(name).substr(stem.size()));
      if (split.number && !used.contains(*split.number)) {
        strays.try_emplace(*split.number, JoinPath(folder, name));
      }
    }
    const auto refuse = [&](Number number, const std::string& slug) -> Status {
      const auto stray = strays.find(number);
      if (stray == strays.end()) return Done{};
      return Invalid(fmt::format(
          "`{}` would get the number {}, which `{}` carries already; it is not a module by the "
          "pattern `{}`: rename it, or change the pattern",
          Printable(slug), ShowNumber(number, renaming_.width()), Printable(stray->second),
          Printable(renaming_.pattern().text())));
    };
    for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
      const auto after = renaming_.After({i});
      if (!after || after == renaming_.Before({i})) continue;
      if (Status free = refuse(*after, renaming_.NewSlug({i})); !free) return free;
    }
    for (const NewModule& added : renaming_.target().inserted) {
      if (Status free = refuse(added.number, added.slug); !free) return free;
    }
    return Done{};
  }

  // The name of a mirror entry after the change; its own path when it does not follow.
  std::string MirrorPathAfter(const MirrorEntry& entry, const NamePattern& pattern,
                              const Mirror& mirror) {
    const ModuleId id = *entry.module;
    if (renaming_.Leaves(id)) return SetAside(entry.path, pattern);
    Number number = *renaming_.After(id);
    if (mirror.kind == Mirror::Kind::kDerived) number.value += mirror.offset;
    // Where modules share a slug, theirs have the number in front.
    const bool same = Joined(entry.slug, '_') == Joined(renaming_.OldSlug(id), '_') ||
                      entry.slug == SlugInPath(renaming_.facts().module(id));
    const bool renamed = renaming_.OldSlug(id) != renaming_.NewSlug(id);
    const std::string slug =
        same && renamed ? joined_.In(entry.mirror, renaming_.NewSlug(id)) : entry.slug;
    return number.value < 0 ? entry.path : pattern.FormatLike(entry.path, number, slug);
  }

  // `to` in the folder that moves and holds `from`, where the pattern leaves that folder's name
  // open.
  [[nodiscard]] std::string BelowMoved(const std::string& from, std::string to) const {
    for (std::string folder = ParentPath(from); !folder.empty(); folder = ParentPath(folder)) {
      const auto moved = moves_.find(folder);
      if (moved == moves_.end()) continue;
      return IsWithin(to, folder) ? moved->second.to + to.substr(folder.size()) : to;
    }
    return to;
  }

  void StayTask(const MirrorEntry& entry, const std::string& to, const std::string& why) {
    tasks_.push_back(
        {TaskKind::kMirror,
         fmt::format("`{}` does not become `{}`: {}", Printable(entry.path), Printable(to), why),
         entry.evidence.empty() ? Location{entry.path, 0, 0} : entry.evidence.front()});
  }

  // Why an entry must not follow its module by number; empty when it may.
  std::string WhyStays(const MirrorEntry& entry, const Mirror& mirror) const {
    if (entry.speaks_for && entry.speaks_for != entry.module) {
      return fmt::format("its content speaks for `{}`",
                         Printable(renaming_.OldSlug(*entry.speaks_for)));
    }
    Number expected = *renaming_.Before(*entry.module);
    if (mirror.kind == Mirror::Kind::kDerived) expected.value += mirror.offset;
    if (entry.number != expected && !options_.fix_drift) {
      return fmt::format("its number is {}, not the {} of `{}`", ShowNumber(entry.number),
                         ShowNumber(expected), Printable(renaming_.OldSlug(*entry.module)));
    }
    return {};
  }

  // An entry whose name means no module, and whose number is that of one which gets another.
  void AskAboutUnnamed(const MirrorEntry& entry, const Mirror& mirror) {
    Number number = entry.number;
    if (mirror.kind == Mirror::Kind::kDerived) number.value -= mirror.offset;
    const std::optional<ModuleId> owner = renaming_.OwnerBefore(number);
    if (!owner || !renaming_.After(*owner) || renaming_.After(*owner) == number) return;
    Number after = *renaming_.After(*owner);
    if (mirror.kind == Mirror::Kind::kDerived) after.value += mirror.offset;
    tasks_.push_back(
        {TaskKind::kMirror,
         fmt::format("`{}` has the number of `{}`, which becomes {}, and another name: "
                     "rename it by hand, or give `{}` that name under `aliases:`",
                     Printable(entry.path), Printable(renaming_.OldSlug(*owner)), ShowNumber(after),
                     Printable(renaming_.OldSlug(*owner))),
         {entry.path, 0, 0}});
  }

  Status AddMirrors() {
    for (std::size_t m = 0; m < options_.mirrors.size(); ++m) {
      const Mirror& mirror = options_.mirrors[m];
      if (mirror.kind != Mirror::Kind::kSynchronised && mirror.kind != Mirror::Kind::kDerived) {
        continue;
      }
      const Result<NamePattern> pattern = NamePattern::Parse(mirror.pattern);
      if (!pattern) return pattern.error();
      if (Status added = AddMirror(static_cast<int>(m), mirror, *pattern); !added) return added;
    }
    for (const MirrorEntry* entry : unnamed_) {
      const Mirror& mirror = options_.mirrors[static_cast<std::size_t>(entry->mirror)];
      if (!moves_.contains(entry->path)) AskAboutUnnamed(*entry, mirror);
    }
    return Done{};
  }

  Status AddMirror(int index, const Mirror& mirror, const NamePattern& pattern) {
    std::set<std::string> kept;  // names of this mirror that stay taken, folded
    std::vector<std::pair<const MirrorEntry*, std::string>> following;
    for (const MirrorEntry& entry : renaming_.facts().mirrors) {
      if (entry.mirror != index) continue;
      if (!entry.module && !entry.slug.empty()) unnamed_.push_back(&entry);
      const bool moves =
          entry.module && renaming_.Before(*entry.module) && renaming_.Changes(*entry.module);
      const std::string to =
          moves ? BelowMoved(entry.path, MirrorPathAfter(entry, pattern, mirror)) : entry.path;
      const std::string why = moves && to != entry.path ? WhyStays(entry, mirror) : "";
      if (to == entry.path || !why.empty()) {
        if (!why.empty()) StayTask(entry, to, why);
        kept.insert(FoldName(entry.path));
      } else {
        following.emplace_back(&entry, to);
      }
    }
    // What stays may keep others from moving, and these others again.
    for (bool again = true; again;) {
      again = false;
      std::erase_if(following, [&](const auto& follower) {
        if (!kept.contains(FoldName(follower.second))) return false;
        StayTask(*follower.first, follower.second, "that name stays taken");
        kept.insert(FoldName(follower.first->path));
        return again = true;
      });
    }
    for (const auto& [entry, to] : following) {
      if (Status added = Add(entry->path, to, *entry->module); !added) return added;
      if (!renaming_.Leaves(*entry->module)) continue;
      tasks_.push_back({TaskKind::kRemoved,
                        fmt::format("`{}` mirrors `{}`, which leaves the series, and is set aside "
                                    "as `{}`; delete it when nothing in it is needed",
                                    Printable(entry->path),
                                    Printable(renaming_.OldSlug(*entry->module)), Printable(to)),
                        {entry->path, 0, 0}});
    }
    return Done{};
  }

  // `part` with each `06_autograd` in it renumbered, and what a module's own folder is called as a
  // whole (`ch06-autograd`, `autograd-06`); both stand alone. Digits like those of the module's own
  // path stay like them.
  std::string RenamePart(std::string_view part, ModuleId id, const PathDigits& digits_of) const {
    const auto [own, own_after] = OwnName(id);
    std::string renamed;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < part.size(); ++at) {
      if (at > 0 && IsWordByte(part[at - 1])) continue;
      if (at > 1 && part[at - 1] == '.' && IsDigit(part[at - 2])) continue;  // `4.2.loops`
      if (!own.empty() && part.substr(at).starts_with(own)) {
        const std::size_t end = at + own.size();
        if (end < part.size() && IsWordByte(part[end])) continue;
        renamed.append(part.substr(copied, at - copied)).append(own_after);
        copied = end;
        at = end - 1;
      } else if (const auto name = NumberedNameAt(part, at, id, digits_of)) {
        renamed.append(part.substr(copied, at - copied)).append(name->second);
        copied = name->first;
        at = name->first - 1;
      }
    }
    renamed += part.substr(copied);
    return renamed;
  }

  // Where a `06_autograd` of the module that begins at `at` ends, and what it becomes.
  std::optional<std::pair<std::size_t, std::string>> NumberedNameAt(
      std::string_view part, std::size_t at, ModuleId id, const PathDigits& digits_of) const {
    const Number before = *renaming_.Before(id);
    const std::string& slug = renaming_.OldSlug(id);
    if (!IsDigit(part[at])) return std::nullopt;
    const SplitName split = SplitNumberedName(part.substr(at));
    if (split.number != before || !split.rest.starts_with(slug)) return std::nullopt;
    const std::size_t rest = part.size() - split.rest.size();
    const std::size_t end = rest + slug.size();
    if (end < part.size() && IsWordByte(part[end])) return std::nullopt;
    std::size_t digits = at;
    while (IsDigit(part[digits])) ++digits;
    const std::size_t separator = digits + (before.suffix != '\0' ? 1 : 0);
    const int width = WrittenWidth(before, digits - at).value_or(renaming_.width());
    std::string after = digits_of.After(-1, id, part.substr(at, separator - at))
                            .value_or(ShowNumber(*renaming_.After(id), width));
    after += part.substr(separator, rest - separator);
    return std::pair(end, after + renaming_.NewSlug(id));
  }

  // What the folder of a module is called now and afterwards; empty where it does not hold number
  // and slug, so that its parts may be called so, too.
  std::pair<std::string, std::string> OwnName(ModuleId id) const {
    const std::string& path = renaming_.facts().module(id).path;
    const auto moved = moves_.find(path);
    const std::string_view name = BaseName(renaming_.pattern().text());
    const bool whole = name.find("{number") != name.npos && name.find("{slug") != name.npos;
    if (moved == moves_.end() || !whole) return {};
    return {std::string(BaseName(path)), std::string(BaseName(moved->second.to))};
  }

  // Only below a folder that moves for one module is a numbered name surely that module's.
  void AddNamesInside() {
    const std::map<std::string, Move> outer = moves_;
    std::map<std::string, std::string> paths;
    for (const auto& [from, move] : outer) paths.emplace(from, move.to);
    const PathDigits digits_of(renaming_, {}, paths);
    const std::set<std::string, std::less<>> own_pages = OwnPages();
    for (const ScannedFile& file : renaming_.facts().files) {
      std::optional<ModuleId> inside;
      std::string now;
      std::string then;
      for (const std::string_view part : Split(file.path, '/')) {
        if (!now.empty()) now += '/', then += '/';
        now += part;
        const auto moved = outer.find(now);
        if (moved != outer.end()) {
          inside = moved->second.module;
          then = moved->second.to;
          continue;
        }
        const bool follows = inside && !renaming_.Leaves(*inside) && !InOtherMirror(now) &&
                             !own_pages.contains(ParentPath(now));
        const std::string name = follows ? RenamePart(part, *inside, digits_of) : std::string(part);
        then += name;
        if (name != part) moves_.emplace(now, Move{now, then, FileKind::kDirectory, inside});
      }
    }
  }

  [[nodiscard]] std::set<std::string, std::less<>> OwnPages() const {
    std::map<std::string, NumberAndSlug, std::less<>> homes;
    const std::vector<Module>& modules = renaming_.facts().modules;
    for (std::size_t i = 0; i < modules.size(); ++i) {
      const ModuleId id{static_cast<int>(i)};
      const auto number = renaming_.Before(id);
      if (number) homes.emplace(modules[i].path, NumberAndSlug{*number, renaming_.OldSlug(id)});
    }
    std::vector<std::string> paths;
    for (const ScannedFile& file : renaming_.facts().files) paths.push_back(file.path);
    return FoldersWithOwnPages(paths, homes);
  }

  bool InOtherMirror(const std::string& path) const {
    return std::ranges::any_of(renaming_.facts().mirrors,
                               [&](const MirrorEntry& entry) { return entry.path == path; });
  }

  Status CheckDistinct() {
    std::map<std::string, std::string> taken;  // folded name afterwards → name now
    for (const Module& module : renaming_.facts().modules) {
      if (!module.path.empty() && !moves_.contains(module.path)) {
        taken[FoldName(module.path)] = module.path;
      }
    }
    for (const auto& [from, move] : moves_) {
      const auto [other, is_new] = taken.emplace(FoldName(move.to), from);
      if (is_new) continue;
      return Invalid(fmt::format("`{}` and `{}` would both become `{}`", Printable(other->second),
                                 Printable(from), Printable(move.to)));
    }
    return Done{};
  }

  const Renaming& renaming_;
  const PlanOptions& options_;
  JoinedSlugs joined_;
  std::map<std::string, Move> moves_;        // by `from`
  std::vector<const MirrorEntry*> unnamed_;  // their slugs mean no module
  std::vector<Task> tasks_;
};

}  // namespace

Result<MovesAndTasks> PlanMoves(const Renaming& renaming, const PlanOptions& options) {
  return MovePlanner(renaming, options).Run();
}

std::string PathAfter(const std::map<std::string, std::string>& moves, const std::string& path) {
  for (std::size_t end = path.size(); end != std::string::npos && end > 0;
       end = path.rfind('/', end - 1)) {
    const auto move = moves.find(path.substr(0, end));
    if (move != moves.end()) return move->second + path.substr(end);
  }
  return path;
}

}  // namespace prereq
