#include "plan/names_of_data.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "base/data_endings.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/exclusions.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestName = 255;  // bytes; more is no name of a file

bool IsNameByte(char c) {
  return IsAlphanumeric(c) || c == '_' || c == '-' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The name of a file around `at`; empty where that is longer than one may be.
Span NameAround(std::string_view text, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && at - begin <= kLongestName && IsNameByte(text[begin - 1])) --begin;
  while (end < text.size() && end - at <= kLongestName && IsNameByte(text[end])) ++end;
  while (end > at && text[end - 1] == '.') --end;  // of the sentence
  return end - begin > kLongestName ? Span{at, 0} : Span{begin, end - begin};
}

bool IsNameOfData(std::string_view name) {
  return HasDataEnding(name) || FormatOf(name).content == FileContent::kMedia;
}

class NamesOfData {
 public:
  NamesOfData(const Renaming& renaming, const Exclusions& exclusions, const PlanOptions& options,
              Plan& plan)
      : renaming_(renaming), exclusions_(exclusions), options_(options), plan_(plan) {
    for (const ScannedFile& file : renaming.facts().files) {
      on_disk_.insert(std::string(BaseName(file.path)));
    }
    for (const Rewrite& rewrite : plan.rewrites) {
      rewritten_.insert({rewrite.reference.where.path, rewrite.reference.number.offset});
    }
    for (const Task& task : plan.tasks) asked_.insert(task.where);
  }

  Status Run(const FileReader& tree) {
    if (Status found = FindNames(tree); !found || names_.empty()) return found;
    for (const ScannedFile& file : renaming_.facts().files) {
      if (file.kind != ScannedFile::Kind::kText || exclusions_.HasPath(file.path) ||
          exclusions_.IsHistory(file.path)) {
        continue;
      }
      const Result<std::string> text = tree.Read(file.path);
      if (!text) return text.error();
      FindPlaces(file.path, *text);
    }
    for (const auto& [name, one] : names_) Settle(name, one);
    SortTasks(plan_.tasks);
    return Done{};
  }

 private:
  struct Place {
    Location where;
    std::size_t offset = 0;  // of the number that is rewritten
    bool rewritten = false, asked = false;
    bool told = false;  // a person said what it means
  };
  struct Name {
    std::optional<ModuleId> module;  // nullopt: several
    Number written, after;
    std::vector<Place> places;
  };

  // Names that the plan edits, or asks about.
  [[nodiscard]] bool Concerns(const Reference& one) const {
    const bool may_follow = one.certainty == Certainty::kAgreeing ||
                            one.certainty == Certainty::kOwned ||
                            one.certainty == Certainty::kLikely;
    return may_follow && one.module && one.mirror < 0 && one.step == 1 && one.shift == 0 &&
           one.number.length > 0 && renaming_.Changes(*one.module) &&
           renaming_.After(*one.module) &&
           (asked_.contains(one.where) || rewritten_.contains({one.where.path, one.number.offset}));
  }

  Status FindNames(const FileReader& tree) {
    std::string path, text;
    for (const Reference& one : renaming_.facts().references) {
      if (!Concerns(one)) continue;
      if (path != one.where.path) {
        Result<std::string> read = tree.Read(one.where.path);
        if (!read) return read.error();
        path = one.where.path;
        text = std::move(*read);
      }
      const Span span = NameAround(text, std::min(one.number.offset, text.size()));
      const std::string name = text.substr(span.offset, span.length);
      if (!IsNameOfData(name) || on_disk_.contains(name)) continue;
      const auto [known, is_new] = names_.try_emplace(
          name, Name{one.module, one.written, *renaming_.After(*one.module), {}});
      if (!is_new && known->second.module != one.module) known->second.module.reset();
      by_place_[{path, span.offset}] = &one;
    }
    return Done{};
  }

  void FindPlaces(const std::string& path, std::string_view text) {
    std::optional<LineIndex> lines;
    for (std::size_t at = 0; at < text.size();) {
      if (!IsNameByte(text[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && IsNameByte(text[end])) ++end;
      std::string_view name = text.substr(at, end - at);
      while (name.ends_with('.')) name.remove_suffix(1);
      const bool may_be = name.size() <= kLongestName && name.find('.') != name.npos;
      const auto known = may_be ? names_.find(name) : names_.end();
      if (known != names_.end()) {
        if (!lines) lines.emplace(text);
        known->second.places.push_back(PlaceAt(path, at, *lines));
      }
      at = end;
    }
  }

  Place PlaceAt(const std::string& path, std::size_t at, const LineIndex& lines) const {
    const auto found = by_place_.find({path, at});
    if (found == by_place_.end()) {
      const Location where = lines.At(path, at);
      return {where, at, false, asked_.contains(where), options_.not_meant.contains(where)};
    }
    const Reference& one = *found->second;
    return {one.where, one.number.offset, rewritten_.contains({path, one.number.offset}),
            asked_.contains(one.where),
            options_.not_meant.contains(one.where) ||
                options_.chosen.contains({path, one.whole.offset})};
  }

  void Settle(const std::string& name, const Name& one) {
    const auto follows = [](const Place& place) { return place.rewritten; };
    if (!one.module || std::ranges::all_of(one.places, follows)) return;
    std::set<PlaceInFile> taken;
    for (const Place& place : one.places) {
      if (place.rewritten && !place.told) taken.insert({place.where.path, place.offset});
    }
    std::erase_if(plan_.rewrites, [&](const Rewrite& rewrite) {
      return taken.contains({rewrite.reference.where.path, rewrite.reference.number.offset});
    });
    for (const Place& place : one.places) {
      if (!place.asked && !place.told) Ask(name, one, place.where);
    }
  }

  void Ask(const std::string& name, const Name& one, const Location& where) {
    const std::string& slug = renaming_.OldSlug(*one.module);
    const bool same = one.written == one.after;
    Task task{
        TaskKind::kNumberOnly,
        same ? fmt::format("`{}` may be called after `{}`, which is `{}` now", Printable(name),
                           Printable(slug), Printable(renaming_.NewSlug(*one.module)))
             : fmt::format("`{}` has {}, the number of `{}`, which becomes {}", Printable(name),
                           ShowNumber(one.written), Printable(slug), ShowNumber(one.after)),
        where, same ? TaskGoal{} : SaysNumber(one.after)};
    if (one.places.size() > 1) {
      task.text +=
          fmt::format(": rename it in all of its {} places, or leave it in all", one.places.size());
    }
    task.meant = SlugsAfter(renaming_, {*one.module});
    task.number = one.written;
    plan_.tasks.push_back(std::move(task));
  }

  const Renaming& renaming_;
  const Exclusions& exclusions_;
  const PlanOptions& options_;
  Plan& plan_;
  std::set<std::string, std::less<>> on_disk_;  // names of the tree's files
  std::set<PlaceInFile> rewritten_;             // numbers
  std::set<Location> asked_;
  std::map<std::string, Name, std::less<>> names_;
  std::map<std::pair<std::string, std::size_t>, const Reference*> by_place_;  // begins of names
};

}  // namespace

Status SettleNamesOfData(const Facts& facts, const PlanOptions& options, const FileReader& tree,
                         Plan& plan) {
  const Result<Renaming> renaming = Renaming::Make(facts, plan.target);
  if (!renaming) return renaming.error();
  const Result<Exclusions> exclusions = Exclusions::Make(options, facts);
  if (!exclusions) return exclusions.error();
  return NamesOfData(*renaming, *exclusions, options, plan).Run(tree);
}

}  // namespace prereq
