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
#include "series/course_words.h"
#include "series/resolve.h"

namespace prereq {
namespace {

constexpr std::size_t kFewest = 3;
constexpr std::size_t kMostDigits = 4;  // more is an id, unless zeros stand before it
constexpr int kFirstYear = 1900, kLastYear = 2100;
constexpr std::size_t kMostPadded = 9;
constexpr int kInside = 40;   // what standing inside another group's entry costs
constexpr int kOutside = 25;  // what holding another group is worth

bool IsSeparator(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

// One name taken apart: "module_06b-autograd.md" → "module_", 06b, "-", "autograd", ".md".
struct NamePieces {
  std::string prefix, digits, separator, slug, extension;
  char suffix = '\0';
  // "ch01-02-types": the slug begins with a second number, `02`; then a separator and "types".
  std::string second, second_separator;
};

// Pictures, sound, archives, fonts: numbered often, modules never.
bool IsMedia(std::string_view name) { return FormatOf(name).content == FileContent::kMedia; }

// Reads a number at the start of the slug: `32bit` is a name, `02-types` a second number, `2024`
// and `2.1` are neither, and then this is false.
bool TakeSecond(NamePieces& pieces) {
  const std::string_view slug = pieces.slug;
  std::size_t digits = 0;
  while (digits < slug.size() && IsDigit(slug[digits])) ++digits;
  if (digits == 0) return true;
  if (digits == slug.size()) return false;
  // `V1.2__name` of Flyway, `01.00-intro` for page 0 of chapter 1; any other `1.2` is a version or
  // a section.
  const bool counts = pieces.digits.starts_with('0') || slug.starts_with('0') ||
                      slug.substr(digits).starts_with("__");
  if (pieces.separator == "." && !counts) return false;
  if (!IsSeparator(slug[digits])) return true;
  std::size_t rest = digits;
  while (rest < slug.size() && IsSeparator(slug[rest])) ++rest;
  if (slug[digits] == '.' || rest == slug.size() || IsDigit(slug[rest])) return false;
  pieces.second = slug.substr(0, digits);
  pieces.second_separator = slug.substr(digits, rest - digits);
  return true;
}

// `01what-is`, `02Loops`: two digits and a word; `3d` and `00af12` are something else.
bool MayTouch(const NamePieces& pieces) {
  constexpr std::size_t kFewestLetters = 3;
  if (pieces.digits.size() < 2 || pieces.slug.size() < kFewestLetters) return false;
  return std::ranges::all_of(pieces.slug.substr(0, kFewestLetters), [](char c) {
    return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

std::optional<NamePieces> TakeApart(std::string_view name, bool is_directory) {
  NamePieces pieces;
  if (!is_directory) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return std::nullopt;
    pieces.extension = name.substr(dot);
    if (IsMedia(name)) return std::nullopt;
    name = name.substr(0, dot);
  }
  const std::size_t begin = name.find_first_of("0123456789");
  if (begin == std::string_view::npos || name.front() == '.') return std::nullopt;
  std::size_t end = begin;
  while (end < name.size() && IsDigit(name[end])) ++end;
  pieces.prefix = name.substr(0, begin);
  pieces.digits = name.substr(begin, end - begin);
  const bool padded = pieces.digits.starts_with('0');
  if (pieces.digits.size() > (padded ? kMostPadded : kMostDigits)) return std::nullopt;
  if (pieces.digits.size() == kMostDigits && !padded) {
    const int value = std::stoi(pieces.digits);
    if (value >= kFirstYear && value <= kLastYear) return std::nullopt;
  }
  if (end < name.size() && IsLetter(name[end]) &&
      (end + 1 == name.size() || IsSeparator(name[end + 1]))) {
    pieces.suffix = name[end++];
  }
  std::size_t slug = end;
  while (slug < name.size() && IsSeparator(name[slug])) ++slug;
  pieces.separator = name.substr(end, slug - end);
  pieces.slug = name.substr(slug);
  const bool touches = pieces.separator.empty() && !pieces.slug.empty();
  if (touches && !MayTouch(pieces)) return std::nullopt;
  if (pieces.slug.empty() && !pieces.separator.empty()) return std::nullopt;
  // Braces and stars would be placeholders; a slug of digits (dates, versions) is not a name.
  if (name.find_first_of("{}*") != std::string_view::npos) return std::nullopt;
  if (!pieces.slug.empty() && !TakeSecond(pieces)) return std::nullopt;
  return pieces;
}

struct Candidate {
  NamePieces pieces;
  std::string path;
};

struct GroupKey {
  std::string folder, prefix, separator, extension;
  bool is_directory, has_slug;
  auto operator<=>(const GroupKey&) const = default;
};

std::map<GroupKey, std::vector<Candidate>> GroupNames(const std::vector<FileEntry>& files) {
  std::map<GroupKey, std::vector<Candidate>> groups;
  std::set<std::string> seen;  // directories
  const auto consider = [&](const std::string& path, bool is_directory) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? std::string() : path.substr(0, slash);
    const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    auto pieces = TakeApart(name, is_directory);
    if (!pieces || folder.find_first_of("{}") != std::string::npos) return;
    const GroupKey key{folder,       pieces->prefix,       pieces->separator, pieces->extension,
                       is_directory, !pieces->slug.empty()};
    groups[key].push_back({std::move(*pieces), path});
  };
  for (const FileEntry& file : files) {
    for (std::size_t slash = file.path.find('/'); slash != std::string::npos;
         slash = file.path.find('/', slash + 1)) {
      const std::string directory = file.path.substr(0, slash);
      if (seen.insert(directory).second) consider(directory, true);
    }
    if (file.kind == FileKind::kRegular) consider(file.path, false);
    if (file.kind == FileKind::kSubmodule) consider(file.path, true);
  }
  return groups;
}

// `01_init.up.sql` and `01_init.down.sql` are two kinds of file: an ending in two parts that as
// many names share as make a series is one.
void SplitByEnding(std::map<GroupKey, std::vector<Candidate>>& groups) {
  std::map<GroupKey, std::vector<Candidate>> longer;
  for (auto& [key, candidates] : groups) {
    if (key.is_directory || !key.has_slug || key.separator == ".") continue;
    std::map<std::string, std::size_t> counts;  // by ".up"
    const auto ending_of = [](const Candidate& candidate) {
      const std::string& slug = candidate.pieces.slug;
      const std::size_t dot = slug.rfind('.');
      const bool ends = dot != std::string::npos && dot > 0 && dot + 1 < slug.size() &&
                        std::ranges::all_of(slug.substr(dot + 1), IsLetter);
      return ends ? slug.substr(dot) : std::string();
    };
    for (const Candidate& candidate : candidates) ++counts[ending_of(candidate)];
    std::vector<Candidate> others;
    for (Candidate& candidate : candidates) {
      const std::string ending = ending_of(candidate);
      if (ending.empty() || counts[ending] < kFewest) {
        others.push_back(std::move(candidate));
        continue;
      }
      GroupKey its = key;
      its.extension = ending + key.extension;
      candidate.pieces.slug.resize(candidate.pieces.slug.size() - ending.size());
      longer[its].push_back(std::move(candidate));
    }
    candidates = std::move(others);
  }
  groups.merge(longer);
}

// Names with two numbers: `V1_265__name`, where the first is always the same, counts by the second;
// of `ch01-02-types.md` the first pages of the chapters make the series. Where few names have a
// second number, it belongs to the slug.
void SplitSecondNumbers(std::map<GroupKey, std::vector<Candidate>>& groups,
                        std::map<GroupKey, std::string>& pages) {
  std::map<GroupKey, std::vector<Candidate>> others;
  for (auto& [key, candidates] : groups) {
    std::set<std::string> firsts, seconds;
    std::size_t with = 0;
    for (const Candidate& candidate : candidates) {
      if (candidate.pieces.second.empty()) continue;
      ++with;
      firsts.insert(candidate.pieces.digits);
      seconds.insert(candidate.pieces.second);
    }
    const bool most = with >= kFewest && with * 5 >= candidates.size() * 4;
    if (!most) {
      if (with * 5 >= candidates.size() * 2) candidates.clear();  // dates, versions, sections
      continue;
    }
    std::vector<Candidate> all = std::move(candidates);
    candidates.clear();
    const std::string lowest = *seconds.begin();
    for (Candidate& candidate : all) {
      NamePieces& pieces = candidate.pieces;
      if (pieces.second.empty()) continue;
      GroupKey its = key;
      const std::size_t cut = pieces.second.size() + pieces.second_separator.size();
      const std::string name = pieces.slug.substr(cut);
      if (firsts.size() == 1) {
        its.prefix = key.prefix + pieces.digits + key.separator;
        its.separator = pieces.second_separator;
        pieces.digits = pieces.second;
      } else {
        if (pieces.second != lowest) continue;
        its.separator = key.separator + pieces.second + pieces.second_separator;
        pages[its] = key.separator;
      }
      pieces.slug = name;
      pieces.second.clear();
      others[its].push_back(std::move(candidate));
    }
  }
  groups.merge(others);
}

// What the names (`module-01`) or their folder (`lessons/01-x`) call the entries.
std::string WordOf(const std::string& folder, const std::string& prefix) {
  std::string word = prefix;
  while (!word.empty() && IsSeparator(word.back())) word.pop_back();
  if (const std::string_view said = CourseWordOf(word); !said.empty()) return std::string(said);
  if (!word.empty() && word.size() > 3) return {};
  return std::string(CourseWordOf(BaseName(folder)));
}

NumberedGroup MakeGroup(const GroupKey& key, std::vector<Candidate> candidates) {
  NumberedGroup group;
  group.folder = key.folder;
  group.has_slug = key.has_slug;
  group.is_directory = key.is_directory;
  // The narrowest of those that could be padded and of those that are; a few single digits among
  // them are slips.
  std::size_t narrowest = kMostPadded, padded = 0, single = 0;
  for (const Candidate& candidate : candidates) {
    const std::string& digits = candidate.pieces.digits;
    if (digits.size() == 1) {
      ++single;
      continue;
    }
    narrowest = std::min(narrowest, digits.size());
    if (digits.front() == '0') ++padded;
  }
  group.pattern = key.folder.empty() ? std::string() : key.folder + "/";
  group.pattern += key.prefix;
  group.pattern += padded > single ? fmt::format("{{number:0{}}}", narrowest) : "{number}";
  group.pattern += key.separator + (key.has_slug ? "{slug}" : "") + key.extension;
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

// At least three different numbers from a low start, not spread over more than three times as many;
// of named entries a quarter may stand further off, as `100_appendix` does.
bool IsPlausible(const NumberedGroup& group) {
  std::set<int> numbers;
  for (const auto& [number, slug] : group.entries) numbers.insert(number.value);
  if (numbers.size() < kFewest) return false;
  // Far from 1 they have to follow each other closely, as the migrations that are left do.
  constexpr int kFar = 20;
  const int span = *numbers.rbegin() - *numbers.begin() + 1;
  if (*numbers.begin() > kFar && (!group.has_slug || span > 2 * static_cast<int>(numbers.size()))) {
    return false;
  }
  if (group.entries.size() > 2 * numbers.size()) return false;
  int close = 0, counted = 0;
  for (const int number : numbers) {
    ++counted;
    if (number - *numbers.begin() + 1 <= 3 * counted) close = counted;
  }
  const auto near = static_cast<std::size_t>(close);
  return near >= kFewest && near * 4 >= numbers.size() * (group.has_slug ? 3 : 4);
}

int Score(const NumberedGroup& group) {
  constexpr std::array<std::string_view, 15> kSecondary = {
      "test",  "doc",   "solution", "answer",     "book",  "old",    "archive", "clean",
      "slide", "build", "summar",   "transcript", "asset", "figure", "video"};
  constexpr std::array<std::string_view, 5> kCopies = {"backup", "bak", "copy", "copies", "before"};
  int score = static_cast<int>(std::min<std::size_t>(group.entries.size(), 60));
  if (group.is_directory) score += 12;
  // What takes a migration back goes along with the one that makes it.
  const std::string_view pattern = group.pattern;
  if (pattern.ends_with(".down.sql") || pattern.find(".undo.") != std::string_view::npos) --score;
  if (group.has_slug) score += 20;
  // What the names themselves call a module, is one: `docs/module-01-intro`.
  if (!group.word.empty()) score += 15;
  score -= 6 * static_cast<int>(std::ranges::count(group.folder, '/'));
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
std::vector<NumberedGroup> FindFamilies(const std::map<GroupKey, std::vector<Candidate>>& by_key) {
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
    // Lessons of numbered phases may all begin with an `01-intro`.
    const std::size_t star = static_cast<std::size_t>(
        std::ranges::count(starred.folder.substr(0, starred.folder.find('*')), '/'));
    const bool numbered = std::ranges::all_of(folders, [&](const std::string& folder) {
      const auto pieces = TakeApart(Split(folder, '/')[star], true);
      return pieces && !pieces->slug.empty();
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

std::vector<NumberedGroup> FindNumberedGroups(const std::vector<FileEntry>& files) {
  std::vector<NumberedGroup> groups;
  auto by_key = GroupNames(files);
  std::map<GroupKey, std::string> pages;  // of chapters: the separator before the page's number
  SplitSecondNumbers(by_key, pages);
  SplitByEnding(by_key);
  std::vector<NumberedGroup> families = FindFamilies(by_key);
  for (auto& [key, candidates] : by_key) {
    if (candidates.size() < kFewest) continue;
    NumberedGroup group = MakeGroup(key, std::move(candidates));
    if (const auto page = pages.find(key); page != pages.end()) {
      const std::string number = group.pattern.substr(0, group.pattern.find('}') + 1);
      group.first_page = fmt::format("{}{}*{}", number, page->second, key.extension);
    }
    if (IsPlausible(group) && NamePattern::Parse(group.pattern)) groups.push_back(std::move(group));
  }
  std::ranges::move(families, std::back_inserter(groups));
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
  std::map<std::string, Number> numbers;
  std::set<Number> used;
  for (const auto& [number, slug] : series.entries) {
    numbers.emplace(FoldModuleName(slug), number);
    used.insert(number);
  }
  GroupFit fit;
  for (const auto& [number, slug] : other.entries) {
    const auto known = slug.empty() ? numbers.end() : numbers.find(FoldModuleName(slug));
    if (known != numbers.end()) {
      ++fit.shared;
      if (known->second == number) ++fit.agreeing;
    }
    if (used.contains(number)) ++fit.numbers;
  }
  return fit;
}

}  // namespace prereq
