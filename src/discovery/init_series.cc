#include "discovery/init_series.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/text.h"
#include "series/resolve.h"

namespace prereq {
namespace {

constexpr std::size_t kFewest = 3;
constexpr std::size_t kMostDigits = 3;  // more is a year or an id, unless zeros stand before it
constexpr std::size_t kMostPadded = 9;
constexpr int kInside = 40;   // what standing inside another group's entry costs
constexpr int kOutside = 25;  // what holding another group is worth

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsSeparator(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

// One name taken apart: "module_06b-autograd.md" → "module_", 06b, "-", "autograd", ".md".
struct NamePieces {
  std::string prefix, digits, separator, slug, extension;
  char suffix = '\0';
};

// Pictures, sound, archives, fonts: numbered often, modules never.
bool IsMedia(std::string_view name) { return FormatOf(name).content == FileContent::kMedia; }

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
  if (end < name.size() && name[end] >= 'a' && name[end] <= 'z' &&
      (end + 1 == name.size() || IsSeparator(name[end + 1]))) {
    pieces.suffix = name[end++];
  }
  std::size_t slug = end;
  while (slug < name.size() && IsSeparator(name[slug])) ++slug;
  pieces.separator = name.substr(end, slug - end);
  pieces.slug = name.substr(slug);
  if (pieces.separator.empty() != pieces.slug.empty()) return std::nullopt;
  // Braces would be placeholders; a slug of digits (dates, versions) is no name.
  if (name.find_first_of("{}") != std::string_view::npos) return std::nullopt;
  if (!pieces.slug.empty() && IsDigit(pieces.slug.front())) return std::nullopt;
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

NumberedGroup MakeGroup(const GroupKey& key, std::vector<Candidate> candidates) {
  NumberedGroup group;
  group.folder = key.folder;
  group.has_slug = key.has_slug;
  group.is_directory = key.is_directory;
  std::size_t narrowest = kMostPadded;
  bool padded = false;
  for (const Candidate& candidate : candidates) {
    const std::string& digits = candidate.pieces.digits;
    narrowest = std::min(narrowest, digits.size());
    padded = padded || (digits.size() > 1 && digits.front() == '0');
  }
  group.pattern = key.folder.empty() ? std::string() : key.folder + "/";
  group.pattern += key.prefix;
  group.pattern += padded && narrowest > 1 ? fmt::format("{{number:0{}}}", narrowest) : "{number}";
  group.pattern += key.separator + (key.has_slug ? "{slug}" : "") + key.extension;
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
  if (numbers.size() < kFewest || *numbers.begin() > 20) return false;
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
  constexpr std::array<std::string_view, 10> kSecondary = {
      "test", "doc", "solution", "answer", "book", "old", "archive", "clean", "slide", "build"};
  int score = static_cast<int>(std::min<std::size_t>(group.entries.size(), 60));
  if (group.is_directory) score += 12;
  if (group.has_slug) score += 20;
  score -= 6 * static_cast<int>(std::ranges::count(group.folder, '/'));
  for (const std::string_view part : Split(group.folder, '/')) {
    const std::string lower = Lower(part);
    if (part.starts_with('.') || part.starts_with('_')) score -= 60;
    for (const std::string_view word : kSecondary) {
      if (lower.find(word) != std::string::npos) score -= 25;
    }
  }
  return score;
}

// Whether `inner` numbers what stands inside one entry of `outer`: sections of a chapter.
bool IsInside(const NumberedGroup& inner, const NumberedGroup& outer) {
  return outer.is_directory && std::ranges::any_of(outer.paths, [&](const std::string& path) {
           return (inner.folder + "/").starts_with(path + "/");
         });
}

}  // namespace

std::vector<NumberedGroup> FindNumberedGroups(const std::vector<FileEntry>& files) {
  std::vector<NumberedGroup> groups;
  auto by_key = GroupNames(files);
  SplitByEnding(by_key);
  for (auto& [key, candidates] : by_key) {
    if (candidates.size() < kFewest) continue;
    NumberedGroup group = MakeGroup(key, std::move(candidates));
    if (IsPlausible(group) && NamePattern::Parse(group.pattern)) groups.push_back(std::move(group));
  }
  std::map<std::string, int> scores;  // by pattern
  for (const NumberedGroup& group : groups) {
    const bool inside = std::ranges::any_of(
        groups, [&](const NumberedGroup& other) { return IsInside(group, other); });
    const bool outside = std::ranges::any_of(
        groups, [&](const NumberedGroup& other) { return IsInside(other, group); });
    scores[group.pattern] = Score(group) - (inside ? kInside : 0) + (outside ? kOutside : 0);
  }
  std::ranges::stable_sort(groups, {}, [&](const NumberedGroup& group) {
    return std::tuple(-scores[group.pattern], std::string_view(group.pattern));
  });
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
