#include "discovery/init_series.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/chapter_names.h"
#include "discovery/numbered_names.h"
#include "discovery/plausible_numbers.h"
#include "series/course_words.h"
#include "series/resolve.h"

namespace prereq {
namespace {

using numbered::Candidate;
using numbered::GroupKey;
using numbered::Groups;
using numbered::IsSeparator;
using numbered::kFewest;
using numbered::kMostPadded;
using numbered::TakeApart;

constexpr int kInside = 40;                   // what standing inside another group's entry costs
constexpr std::size_t kMostTailedDigits = 2;  // of numbers with a word right behind them
constexpr int kInTheMiddle = 20;              // what beginning behind 1 costs numbers without names
constexpr int kTailed = 40;   // what a name costs that goes on after another entry's
constexpr int kOutside = 25;  // what holding another group is worth

// What the names (`module-01`) or their folder (`lessons/01-x`) call the entries.
std::string WordOf(const std::string& folder, const std::string& prefix) {
  std::string word = prefix;
  while (!word.empty() && IsSeparator(word.back())) word.pop_back();
  if (const std::string_view said = CourseWordOf(word); !said.empty()) return std::string(said);
  if (!word.empty() && word.size() > 3) return {};
  return std::string(CourseWordOf(BaseName(folder)));
}

// The width that the numbers of a group are padded to; 1 where they are not. The one that nearly
// all have, else the narrowest of those that could be padded and of those that are; a few single
// digits among them are slips.
int WidthOf(const std::vector<Candidate>& candidates) {
  std::size_t narrowest = kMostPadded, single = 0, padded = 0;
  std::map<std::size_t, std::size_t> widths;  // of padded ones
  for (const Candidate& candidate : candidates) {
    const std::string& digits = candidate.pieces.digits;
    if (digits.size() == 1) {
      ++single;
      continue;
    }
    narrowest = std::min(narrowest, digits.size());
    if (digits.front() != '0') continue;
    ++padded;
    ++widths[digits.size()];
  }
  if (padded <= single) return 1;
  for (const auto& [width, count] : widths) {
    if (count * 5 >= candidates.size() * 4) return static_cast<int>(width);
  }
  return static_cast<int>(narrowest);
}

NumberedGroup MakeGroup(const GroupKey& key, std::vector<Candidate> candidates) {
  NumberedGroup group;
  group.folder = key.folder;
  group.has_slug = key.has_slug;
  group.is_directory = key.is_directory;
  const int width = WidthOf(candidates);
  group.pattern = key.folder.empty() ? std::string() : key.folder + "/";
  group.pattern += key.prefix;
  group.pattern += width > 1 ? fmt::format("{{number:0{}}}", width) : "{number}";
  const bool slug_behind = key.has_slug && !key.prefix.starts_with("{slug}");
  group.pattern += key.separator + (slug_behind ? "{slug}" : "") + key.extension;
  group.word = WordOf(key.folder, key.prefix);
  const auto number_of = [](const Candidate& candidate) {
    Number number{0, candidate.pieces.suffix};
    for (const char c : candidate.pieces.digits) number.value = number.value * 10 + (c - '0');
    return number;
  };
  std::ranges::sort(candidates, {}, [&](const Candidate& candidate) {
    return std::tuple(number_of(candidate), candidate.path);
  });
  for (Candidate& candidate : candidates) {
    group.entries.emplace_back(number_of(candidate), candidate.pieces.slug);
    group.paths.push_back(std::move(candidate.path));
  }
  return group;
}

int Score(const NumberedGroup& group) {
  constexpr std::array<std::string_view, 15> kSecondary = {
      "test",  "doc",   "solution", "answer",     "book",  "old",    "archive", "clean",
      "slide", "build", "summar",   "transcript", "asset", "figure", "video"};
  constexpr std::array<std::string_view, 5> kCopies = {"backup", "bak", "copy", "copies", "before"};
  // Sections of chapters, and exercises of them, are more than there are modules.
  constexpr std::size_t kMostCounted = 60, kMostSections = 20;
  const bool in_chapters = group.is_family() && group.folder.find('*') == std::string::npos;
  int score =
      static_cast<int>(std::min(group.entries.size(), in_chapters ? kMostSections : kMostCounted));
  if (group.is_directory) score += 12;
  // What takes a migration back goes along with the one that makes it.
  const std::string_view pattern = group.pattern;
  if (pattern.ends_with(".down.sql") || pattern.find(".undo.") != std::string_view::npos) --score;
  if (group.has_slug) score += 20;
  // Numbers alone that begin in the middle are of some things beside others: `variable2.txt`.
  const auto begins = [](const auto& entry) { return entry.first.value <= 1; };
  if (!group.has_slug && std::ranges::none_of(group.entries, begins)) score -= kInTheMiddle;
  // What has more in its name than others with its number goes along with them: `_solution`.
  const std::size_t slug = pattern.find("{slug}");
  constexpr std::size_t kSlug = 6;
  const std::size_t tail =
      slug != std::string_view::npos ? slug + kSlug : pattern.find('}') + 1;  // `_{number:02}-ex`
  const bool glued = !group.has_slug && !group.is_directory && tail < pattern.size() &&
                     IsLetter(pattern[tail]);  // `Lec{number}Done.agda`
  const bool tailed =
      tail < pattern.size() &&
      (glued || std::string_view("_- ").find(pattern[tail]) != std::string_view::npos);
  if (tailed) score -= kTailed;
  // What the names themselves call a module, is one: `docs/module-01-intro`.
  if (!group.word.empty()) score += 15;
  score -= 6 * static_cast<int>(std::ranges::count(group.folder, '/'));
  if (group.folder.empty()) ++score;  // of copies the one at the root is the original
  for (const std::string_view part : Split(group.folder, '/')) {
    const std::string lower = Lower(part);
    if (part.starts_with('.') || part.starts_with('_')) score -= 60;
    for (const std::string_view word : kSecondary) {
      if (lower.find(word) != std::string::npos) score -= 25;
    }
    for (const std::string_view word : kCopies) {
      if (lower.find(word) != std::string::npos) score -= 40;
    }
  }
  return score;
}

void SortByScore(std::vector<NumberedGroup>& groups) {
  std::ranges::stable_sort(groups, {}, [&](const NumberedGroup& group) {
    return std::tuple(-group.score, std::string_view(group.pattern));
  });
}

// `phases/01-math` with the part at `star` as `*`; empty when there is no such part.
std::string Starred(const std::string& folder, std::size_t star) {
  const std::vector<std::string_view> parts = Split(folder, '/');
  if (star >= parts.size()) return {};
  std::string starred;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    starred += i > 0 ? "/" : "";
    starred += i == star ? std::string_view("*") : parts[i];
  }
  return starred;
}

// Whether two groups hold the same things under the same numbers: translations, cohorts, copies.
bool AreCopies(const NumberedGroup& a, const NumberedGroup& b) {
  if (!a.has_slug) return true;  // bare numbers say nothing of what they hold
  const GroupFit fit = CompareGroups(a, b);
  return fit.agreeing * 2 >= std::min(a.entries.size(), b.entries.size());
}

// Groups of one form below folders that lie side by side, as one: `exercises/*/{number:02}-{slug}`.
std::vector<NumberedGroup> FindFamilies(const Groups& by_key) {
  struct Members {
    std::vector<GroupKey> keys;
    std::size_t plausible = 0;
  };
  std::map<GroupKey, Members> families;
  for (const auto& [key, candidates] : by_key) {
    if (key.folder.empty() || candidates.empty()) continue;
    for (std::size_t star = 0; star <= PathDepth(key.folder); ++star) {
      GroupKey starred = key;
      starred.folder = Starred(key.folder, star);
      if (starred.folder.empty()) continue;
      Members& members = families[starred];
      members.keys.push_back(key);
      if (candidates.size() >= kFewest && IsPlausible(MakeGroup(key, candidates))) {
        ++members.plausible;
      }
    }
  }
  std::vector<NumberedGroup> found;
  for (const auto& [starred, members] : families) {
    // Folders at the top have least to do with each other.
    const bool top = starred.folder.starts_with('*');
    if (members.plausible < (top ? kFewest : 2)) continue;
    std::vector<Candidate> all;
    std::vector<NumberedGroup> groups;
    std::vector<std::string> folders;
    for (const GroupKey& key : members.keys) {
      const std::vector<Candidate>& candidates = by_key.at(key);
      groups.push_back(MakeGroup(key, candidates));
      folders.push_back(key.folder);
      all.insert(all.end(), candidates.begin(), candidates.end());
    }
    // Lessons of numbered phases may all begin with an `01-intro`; of two weeks each has an `01`,
    // while `v2/01-intro` is another version of `v1/01-intro`.
    const std::size_t star = static_cast<std::size_t>(
        std::ranges::count(starred.folder.substr(0, starred.folder.find('*')), '/'));
    const bool has_slug = starred.has_slug;
    const bool numbered = std::ranges::all_of(folders, [&](const std::string& folder) {
      const auto pieces = TakeApart(Split(folder, '/')[star], true);
      return pieces && (!pieces->slug.empty() || (!has_slug && !pieces->prefix.empty()));
    });
    std::size_t copies = 0;
    for (std::size_t i = 1; i < groups.size(); ++i) {
      if (AreCopies(groups[i - 1], groups[i]) || AreCopies(groups[0], groups[i])) ++copies;
    }
    if (!numbered && copies * 2 >= groups.size()) continue;
    NumberedGroup family = MakeGroup(starred, std::move(all));
    family.folders = std::move(folders);
    if (family.word.empty()) family.word = CourseWordOf(BaseName(ParentPath(starred.folder)));
    found.push_back(std::move(family));
  }
  return found;
}

// Files called as those of a group that has numbers alone, but for a word behind the number that at
// least three share: `Lec1Done.agda` beside `Lec1.agda`.
void AddTailed(const std::vector<FileEntry>& files, std::vector<NumberedGroup>& groups) {
  std::vector<NumberedGroup> found;
  for (const NumberedGroup& group : groups) {
    const std::size_t open = group.pattern.find("{number"), close = group.pattern.rfind('}');
    if (group.has_slug || group.is_directory || group.is_family()) continue;
    const std::string start = group.pattern.substr(0, open);
    const std::string ending = group.pattern.substr(close + 1);
    if (start.empty() || !IsLetter(start.back()) || !ending.starts_with('.')) continue;
    std::set<int> numbers;
    for (const auto& [number, slug] : group.entries) numbers.insert(number.value);
    std::map<std::string, std::vector<Candidate>> by_tail;
    auto at = std::ranges::lower_bound(files, start, {}, &FileEntry::path);
    for (; at != files.end() && at->path.starts_with(start); ++at) {
      std::string_view rest = std::string_view(at->path).substr(start.size());
      const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
      if (digits == 0 || digits > kMostTailedDigits || !rest.ends_with(ending)) continue;
      const std::string_view tail = rest.substr(digits, rest.size() - digits - ending.size());
      const bool is_word = tail.size() > 2 && std::ranges::all_of(tail, IsLetter);
      if (!is_word || !numbers.contains(std::stoi(std::string(rest.substr(0, digits))))) continue;
      Candidate one;
      one.path = at->path;
      one.pieces.digits = rest.substr(0, digits);
      by_tail[std::string(tail)].push_back(std::move(one));
    }
    for (auto& [tail, candidates] : by_tail) {
      if (candidates.size() < kFewest) continue;
      const GroupKey key{
          group.folder, start.substr(group.folder.empty() ? 0 : group.folder.size() + 1),
          "",           tail + ending,
          false,        false};
      found.push_back(MakeGroup(key, std::move(candidates)));
    }
  }
  std::ranges::move(found, std::back_inserter(groups));
}

// What fits a pattern that somebody names, however far its numbers are apart; nullopt when `text`
// is no pattern or fewer than two entries fit.
std::optional<NumberedGroup> GroupOfPattern(const std::vector<FileEntry>& files,
                                            std::string_view text) {
  const auto pattern = NamePattern::Parse(text);
  if (!pattern) return std::nullopt;
  const std::size_t depth = PathDepth(text);
  std::map<std::string, bool> paths;  // and whether it is a directory
  for (const FileEntry& file : files) {
    std::string path = file.path;
    while (PathDepth(path) > depth) path = ParentPath(path);
    if (PathDepth(path) == depth) paths.emplace(path, path.size() < file.path.size());
  }
  NumberedGroup group;
  group.pattern = text;
  group.folder = ParentPath(group.pattern);
  group.has_slug = pattern->has_slug();
  std::vector<std::tuple<Number, std::string, std::string>> entries;
  std::set<std::string> folders;
  std::size_t directories = 0;
  for (const auto& [path, is_directory] : paths) {
    const auto match = pattern->MatchPath(path);
    if (!match) continue;
    entries.emplace_back(match->number, path, match->slug);
    folders.insert(ParentPath(path));
    directories += is_directory ? 1 : 0;
  }
  if (entries.size() < 2) return std::nullopt;
  std::ranges::sort(entries);
  for (auto& [number, path, slug] : entries) {
    group.entries.emplace_back(number, std::move(slug));
    group.paths.push_back(std::move(path));
  }
  group.is_directory = directories == entries.size();
  if (group.folder.find('*') != std::string::npos)
    group.folders.assign(folders.begin(), folders.end());
  group.word = WordOf(group.folder, pattern->Stem());
  return group;
}

}  // namespace

bool IsInside(const NumberedGroup& inner, const NumberedGroup& outer) {
  if (!outer.is_directory) return false;
  const auto within = [&](const std::string& folder) {
    return std::ranges::any_of(outer.paths, [&](const std::string& path) {
      return (folder + "/").starts_with(path + "/");
    });
  };
  if (!inner.is_family()) return within(inner.folder);
  const auto count = std::ranges::count_if(inner.folders, within);
  return static_cast<std::size_t>(count) * 2 > inner.folders.size();
}

const NumberedGroup* HolderOf(const std::vector<NumberedGroup>& groups, const NumberedGroup& series,
                              const NumberedGroup& group) {
  for (const NumberedGroup& other : groups) {
    if (&other == &series || other.is_family() || !other.is_directory) continue;
    const auto holds = [&](const std::string& entry) {
      return (group.folder + "/").starts_with(entry + "/") &&
             std::ranges::none_of(series.paths, [&](const std::string& module) {
               return module.starts_with(entry + "/");
             });
    };
    if (std::ranges::any_of(other.paths, holds)) return &other;
  }
  return nullptr;
}

std::vector<NumberedGroup> FindNumberedGroups(const std::vector<FileEntry>& files) {
  std::vector<NumberedGroup> groups;
  std::map<GroupKey, std::string> pages;  // of chapters: the separator before the page's number
  Groups by_key = numbered::FindNumberedNames(files, pages);
  std::vector<NumberedGroup> families = FindFamilies(by_key);
  numbered::Groups alone = std::move(by_key);  // not of a family: its folders count alike
  by_key = {};
  std::set<std::string_view> of_families;
  for (const NumberedGroup& family : families) {
    of_families.insert(family.folders.begin(), family.folders.end());
  }
  for (auto at = alone.begin(); at != alone.end();) {
    const auto next = std::next(at);
    if (of_families.contains(at->first.folder)) by_key.insert(alone.extract(at));
    at = next;
  }
  std::map<GroupKey, numbered::Chapters> chapters = numbered::FindChapters(files);
  for (const auto& [key, found] : chapters) alone.erase(found.taken_for);
  numbered::JoinSeparators(alone);
  numbered::JoinMixedFiles(alone);
  by_key.merge(alone);
  for (auto& [key, candidates] : by_key) {
    if (candidates.size() < kFewest) continue;
    NumberedGroup group = MakeGroup(key, std::move(candidates));
    if (const auto page = pages.find(key); page != pages.end()) {
      const std::string number = group.pattern.substr(0, group.pattern.find('}') + 1);
      group.first_page = fmt::format("{}{}*{}", number, page->second, key.extension);
    }
    if (IsPlausible(group) && NamePattern::Parse(group.pattern)) groups.push_back(std::move(group));
  }
  for (auto& [key, found] : chapters) {
    NumberedGroup sections = MakeGroup(key, std::move(found.sections));
    sections.folders = std::move(found.places);
    if (NamePattern::Parse(sections.pattern)) families.push_back(std::move(sections));
  }
  std::ranges::move(families, std::back_inserter(groups));
  AddTailed(files, groups);
  for (NumberedGroup& group : groups) {
    const bool inside = std::ranges::any_of(
        groups, [&](const NumberedGroup& other) { return IsInside(group, other); });
    const bool outside = std::ranges::any_of(
        groups, [&](const NumberedGroup& other) { return IsInside(other, group); });
    // "Phase" in `phases/*/01-x` is what the holder is called; `phases/*/lessons/01-x` are lessons.
    const bool of_holder = group.folder.ends_with('*');
    if (group.is_family() && inside && of_holder) group.word.clear();
    group.score = Score(group) - (inside ? kInside : 0) + (outside ? kOutside : 0);
  }
  SortByScore(groups);
  return groups;
}

GroupFit CompareGroups(const NumberedGroup& series, const NumberedGroup& other) {
  std::map<std::string, std::set<Number>> numbers;  // several where entries share a name
  std::set<Number> used;
  for (const auto& [number, slug] : series.entries) {
    numbers[FoldModuleName(slug)].insert(number);
    used.insert(number);
  }
  GroupFit fit;
  for (const auto& [number, slug] : other.entries) {
    const auto known = slug.empty() ? numbers.end() : numbers.find(FoldModuleName(slug));
    if (known != numbers.end()) {
      ++fit.shared;
      if (known->second.contains(number)) ++fit.agreeing;
    }
    if (used.contains(number)) ++fit.numbers;
  }
  return fit;
}

bool HaveSameNumbers(const NumberedGroup& a, const NumberedGroup& b) {
  const auto ending = [](const NumberedGroup& group) {
    return group.pattern.substr(group.pattern.rfind('}') + 1);
  };
  const auto numbers = [](const NumberedGroup& group) {
    std::set<Number> all;
    for (const auto& [number, slug] : group.entries) all.insert(number);
    return all;
  };
  return a.is_directory == b.is_directory && a.has_slug == b.has_slug && !a.is_family() &&
         !b.is_family() && ending(a) == ending(b) && a.entries.size() == b.entries.size() &&
         numbers(a) == numbers(b);
}

bool HaveSameStems(const NumberedGroup& series, const NumberedGroup& other) {
  if (series.has_slug || other.has_slug || series.is_family() || other.is_family()) return false;
  const auto ending = [](const NumberedGroup& group) {
    return group.is_directory ? std::string() : group.pattern.substr(group.pattern.rfind('}') + 1);
  };
  if (ending(series) == ending(other)) return false;
  const auto stem = [](const NumberedGroup& group, const std::string& path) {
    const std::string_view name = BaseName(path);
    std::string_view tail = std::string_view(group.pattern).substr(group.pattern.rfind('}') + 1);
    tail = tail.substr(0, tail.find('.'));
    std::string_view own = name.substr(0, name.find('.'));
    if (own.ends_with(tail)) own.remove_suffix(tail.size());
    return std::string(own);
  };
  std::set<std::string> stems;
  for (const std::string& path : series.paths) stems.insert(stem(series, path));
  return std::ranges::all_of(other.paths, [&](const std::string& path) {
    const std::string own = stem(other, path);
    return stems.contains(own) && std::ranges::any_of(own, IsLetter);
  });
}

Error NothingNumbered() {
  return {Error::Code::kNotFound,
          "found no numbered directories or files such as `modules/01_setup`: at least three of "
          "one kind, with numbers close together, make a series",
          {},
          {}};
}

Status ChooseSeries(const std::string& wanted, const std::string& command,
                    const std::vector<FileEntry>& files, std::vector<NumberedGroup>& groups) {
  constexpr std::size_t kMostNamed = 8;
  const std::string folder = wanted.ends_with('/') ? wanted.substr(0, wanted.size() - 1) : wanted;
  const auto chosen = std::ranges::find_if(groups, [&](const NumberedGroup& group) {
    return group.pattern == wanted || group.folder == folder;
  });
  if (chosen != groups.end()) {
    std::rotate(groups.begin(), chosen, chosen + 1);
    return Done{};
  }
  if (auto fitting = GroupOfPattern(files, wanted)) {
    std::erase_if(groups,
                  [&](const NumberedGroup& group) { return group.paths == fitting->paths; });
    groups.insert(groups.begin(), std::move(*fitting));
    return Done{};
  }
  if (groups.empty()) {
    return Error{Error::Code::kNotFound,
                 fmt::format("nothing fits `{}`: a series is a pattern such as "
                             "`modules/{{number:02}}-{{slug}}` that two entries of the tree fit",
                             Printable(wanted)),
                 {},
                 "prereq init --help"};
  }
  std::vector<std::string> patterns;
  for (const NumberedGroup& group : groups) {
    if (patterns.size() < kMostNamed) patterns.push_back("`" + Printable(group.pattern) + "`");
  }
  return Error{Error::Code::kNotFound,
               fmt::format("nothing numbered is called `{}`; there {} {}{}", Printable(wanted),
                           groups.size() == 1 ? "is" : "are", Join(patterns, ", "),
                           groups.size() > kMostNamed ? ", …" : ""),
               {},
               command + " --series " + ShellQuote(groups.front().pattern)};
}

}  // namespace prereq
