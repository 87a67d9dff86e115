#include "plan/explained_moves.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/set_aside.h"
#include "base/text.h"
#include "plan/move_map.h"

namespace prereq {
namespace {

// Patterns of everything that a plan may rename: of whole entries, and of their first parts, since
// every part of a path that changes is a move of its own.
std::vector<NamePattern> MovablePatterns(const Config& config) {
  std::vector<NamePattern> patterns;
  const auto add = [&patterns](const std::string& text) {
    for (std::size_t end = text.find('/');; end = text.find('/', end + 1)) {
      auto pattern = NamePattern::Parse(text.substr(0, end));
      if (pattern) patterns.push_back(*std::move(pattern));
      if (end == std::string::npos) return;
    }
  };
  for (const Series& series : config.series) add(series.pattern);
  for (const Mirror& mirror : config.mirrors) {
    const bool follows =
        mirror.kind == Mirror::Kind::kSynchronised || mirror.kind == Mirror::Kind::kDerived;
    if (follows) add(mirror.pattern);
  }
  return patterns;
}

// Number and slug of an entry before and after.
struct EntryChange {
  NamePattern::Match before, after;
};

// The change of the entry that `move` renames as a whole, or in one part of its path; nullopt when
// no pattern says so. What stands for a `*` stays.
std::optional<EntryChange> ChangeOf(const std::vector<NamePattern>& patterns,
                                    const PathMove& move) {
  for (const NamePattern& pattern : patterns) {
    const auto before = pattern.MatchPath(move.from);
    const auto after = pattern.MatchPath(move.to);
    if (before && after && before->any == after->any) return EntryChange{*before, *after};
  }
  return std::nullopt;
}

// Whether a word goes on before `at`.
bool InWord(std::string_view name, std::size_t at) {
  if (at == 0) return false;
  const char c = name[at - 1];
  return IsDigit(c) || IsLetter(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Bytes of the number at `at` when it is `number` and a name follows it; else 0.
std::size_t NumberAt(std::string_view name, std::size_t at, Number number) {
  if (at >= name.size() || !IsDigit(name[at]) || InWord(name, at)) return 0;
  if (SplitNumberedName(name.substr(at)).number != number) return 0;
  std::size_t end = at;
  while (IsDigit(name[end])) ++end;
  return end - at + (number.suffix != '\0' ? 1 : 0);
}

// Whether `to` is `from` with the number of `change`, and the slug right behind it, made new.
bool FollowsEntry(std::string_view from, std::string_view to, const EntryChange& change) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < from.size() && j < to.size()) {
    const std::size_t old_digits = NumberAt(from, i, change.before.number);
    const std::size_t new_digits = NumberAt(to, j, change.after.number);
    if (old_digits == 0 || new_digits == 0) {
      if (from[i++] != to[j++]) return false;
      continue;
    }
    i += old_digits, j += new_digits;
    while (i < from.size() && j < to.size() && from[i] == to[j] && !InWord(from, i + 1)) ++i, ++j;
    const std::string_view old_slug = change.before.slug;
    const std::string_view new_slug = change.after.slug;
    if (old_slug.empty() || new_slug.empty() || !from.substr(i).starts_with(old_slug)) continue;
    if (!to.substr(j).starts_with(new_slug)) continue;
    i += old_slug.size(), j += new_slug.size();
  }
  return i == from.size() && j == to.size();
}

// The moves of one plan, and what explains them.
class Explainer {
 public:
  Explainer(const Config& config, const std::vector<PathMove>& moves)
      : patterns_(MovablePatterns(config)), map_(moves) {
    std::vector<NamePattern> series;
    for (const Series& one : config.series) {
      if (auto pattern = NamePattern::Parse(one.pattern)) series.push_back(*std::move(pattern));
    }
    for (const PathMove& move : moves) {
      if (auto change = ChangeOf(series, move)) modules_.push_back(*std::move(change));
    }
  }

  [[nodiscard]] bool Explains(const PathMove& move) const {
    if (ChangeOf(patterns_, move)) return true;
    const auto is_entry = [&](const NamePattern& pattern) {
      return pattern.MatchPath(move.from).has_value();
    };
    if (IsSetAside(move.from, move.to) && std::ranges::any_of(patterns_, is_entry)) return true;
    // A name inside of an entry that moves: it goes where its folder goes, and takes the entry's
    // number.
    if (map_.After(ParentPath(move.from)) != ParentPath(move.to)) return false;
    for (std::string entry = ParentPath(move.from); !entry.empty(); entry = ParentPath(entry)) {
      if (!map_.Moves(entry)) continue;
      const auto own = ChangeOf(patterns_, {.from = entry, .to = map_.After(entry)});
      if (own && FollowsModule(move, *own)) return true;
    }
    return false;
  }

 private:
  // The number inside is the module's, which an entry of a derived mirror counts on from.
  [[nodiscard]] bool FollowsModule(const PathMove& move, const EntryChange& own) const {
    const std::string_view from = BaseName(move.from);
    const std::string_view to = BaseName(move.to);
    if (FollowsEntry(from, to, own)) return true;
    return std::ranges::any_of(modules_, [&](const EntryChange& module) {
      const int shift = own.before.number.value - module.before.number.value;
      return own.after.number.value - module.after.number.value == shift &&
             FollowsEntry(from, to, module);
    });
  }

  std::vector<NamePattern> patterns_;
  MoveMap map_;
  std::vector<EntryChange> modules_;
};

// Whether the policy numbers `path` or a folder that holds it.
bool IsInsideEntry(const Config& config, const std::string& path) {
  std::vector<std::string> patterns;
  for (const Series& series : config.series) patterns.push_back(series.pattern);
  for (const Mirror& mirror : config.mirrors) {
    if (mirror.kind == Mirror::Kind::kSynchronised) patterns.push_back(mirror.pattern);
  }
  return std::ranges::any_of(patterns, [&](const std::string& text) {
    const auto pattern = NamePattern::Parse(text);
    if (!pattern) return false;
    for (std::string head = path; !head.empty(); head = ParentPath(head)) {
      if (pattern->MatchPath(head)) return true;
    }
    return false;
  });
}

}  // namespace

Status CheckCreationsExplained(const Config& config, const std::vector<Creation>& created) {
  for (const Creation& creation : created) {
    if (IsInsideEntry(config, creation.path)) continue;
    return Error{Error::Code::kInvalid,
                 fmt::format("this plan would create `{}`, which no series and no mirror of the "
                             "policy explains",
                             Printable(creation.path)),
                 {config.path, 0, 0},
                 "prereq insert SLUG --after MODULE --title TEXT"};
  }
  return Done{};
}

Status CheckMovesExplained(const Config& config, const std::vector<PathMove>& moves) {
  const Explainer explainer(config, moves);
  for (const PathMove& move : moves) {
    if (move.from == move.to || explainer.Explains(move)) continue;
    return Error{
        Error::Code::kInvalid,
        fmt::format("this plan would make `{}` into `{}`, which no series and no mirror of "
                    "the policy explains",
                    Printable(move.from), Printable(move.to)),
        {config.path, 0, 0},
        "prereq plan --format json=FILE"};
  }
  return Done{};
}

}  // namespace prereq
