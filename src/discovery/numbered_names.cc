// Each step sees the groups of the one before it.
#include "discovery/numbered_names.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"

namespace prereq::numbered {
namespace {

constexpr std::size_t kMostDigits = 4;  // more is an id, unless zeros stand before it
constexpr int kFirstYear = 1900, kLastYear = 2100;

// Pictures, sound, archives, fonts: numbered often, modules never.
bool IsMedia(std::string_view name) { return FormatOf(name).content == FileContent::kMedia; }

// `1_2__name`: numbers and then the two underscores of Flyway.
bool IsVersion(std::string_view slug) {
  const std::size_t name = slug.find("__");
  return name != std::string_view::npos &&
         slug.substr(0, name).find_first_not_of("0123456789_.") == std::string_view::npos;
}

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
  // `V1_1_2__name`: a third number stands before the name.
  const bool third = rest < slug.size() && IsDigit(slug[rest]) && IsVersion(slug);
  if (slug[digits] == '.' || rest == slug.size() || (IsDigit(slug[rest]) && !third)) return false;
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

Groups GroupNames(const std::vector<FileEntry>& files) {
  Groups groups;
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

// Parts each group that `applies` to by what its slugs end in: entries with a tail that is one of
// what these files are (`is_kind`, of how many have it and have none) go to a group of that ending.
void SplitByTail(Groups& groups, const std::function<bool(const Groups::value_type&)>& applies,
                 const std::function<std::string(const Candidate&)>& tail_of,
                 const std::function<bool(std::size_t, std::size_t)>& is_kind) {
  Groups longer;
  for (auto& group : groups) {
    auto& [key, candidates] = group;
    if (!key.has_slug || candidates.size() < kFewest || !applies(group)) continue;
    std::map<std::string, std::size_t> counts;  // by tail
    for (const Candidate& one : candidates) ++counts[tail_of(one)];
    const std::size_t plain = counts[std::string()];
    std::vector<Candidate> others;
    for (Candidate& candidate : candidates) {
      const std::string tail = tail_of(candidate);
      if (tail.empty() || counts[tail] < kFewest || !is_kind(counts[tail], plain)) {
        others.push_back(std::move(candidate));
        continue;
      }
      GroupKey its = key;
      its.extension = tail + key.extension;
      candidate.pieces.slug.resize(candidate.pieces.slug.size() - tail.size());
      longer[its].push_back(std::move(candidate));
    }
    candidates = std::move(others);
  }
  groups.merge(longer);
}

// ".up" of `01_init.up.sql`; empty without such a second ending.
std::string SecondEnding(const Candidate& candidate) {
  const std::string& slug = candidate.pieces.slug;
  const std::size_t dot = slug.rfind('.');
  const bool ends = dot != std::string::npos && dot > 0 && dot + 1 < slug.size() &&
                    std::ranges::all_of(slug.substr(dot + 1), IsLetter);
  return ends ? slug.substr(dot) : std::string();
}

// Whether most names come in pairs that differ in their second ending alone.
bool AreTwins(const std::vector<Candidate>& candidates) {
  std::map<std::string, std::set<std::string>> endings;  // by number and name
  for (const Candidate& one : candidates) {
    const std::string ending = SecondEnding(one), name = one.pieces.digits + one.pieces.slug;
    endings[name.substr(0, name.size() - ending.size())].insert(ending);
  }
  return endings.size() * 5 <= candidates.size() * 3;
}

// `01_init.up.sql` and `01_init.down.sql` are two kinds of file: an ending in two parts that enough
// names share is one; where dots part names, `1.init.up.sql`, if they pair.
void SplitByEnding(Groups& groups) {
  SplitByTail(
      groups,
      [](const auto& one) {
        return !one.first.is_directory && (one.first.separator != "." || AreTwins(one.second));
      },
      SecondEnding, [](std::size_t, std::size_t) { return true; });
}

// Whether the numbers are 0 or 1 and so on, each once.
bool CountsOn(const std::vector<Candidate>& candidates) {
  std::set<int> numbers;
  for (const Candidate& one : candidates) numbers.insert(std::stoi(one.pieces.digits));
  return candidates.size() >= kFewest && numbers.size() == candidates.size() &&
         *numbers.begin() <= 1 &&
         *numbers.rbegin() - *numbers.begin() + 1 == static_cast<int>(numbers.size());
}
bool AllAreVersions(const std::vector<Candidate>& candidates) {
  return std::ranges::all_of(candidates,
                             [](const Candidate& one) { return IsVersion(one.pieces.slug); });
}

// Names with two numbers: `V1_265__name`, where the first is always the same, counts by the second;
// of `ch01-02-types.md` the first pages of the chapters make the series. Where few names have a
// second number, it belongs to the slug.
void SplitSecondNumbers(Groups& groups, std::map<GroupKey, std::string>& pages) {
  Groups others, again;
  for (auto& [key, candidates] : groups) {
    std::set<std::string> firsts, seconds;
    std::size_t with = 0;
    for (const Candidate& candidate : candidates) {
      if (candidate.pieces.second.empty()) continue;
      ++with;
      firsts.insert(candidate.pieces.digits);
      seconds.insert(candidate.pieces.second);
    }
    // `01_2024_users`, `02_2025_items`: each has a number of its own, so the other belongs to the
    // name; but `01-01-a`, `02-01-b` are the first pages of chapters.
    if (with > 0 && CountsOn(candidates) && seconds.size() > 1 && key.separator != "." &&
        key.prefix.empty() && with * 5 >= candidates.size() * 2 && !AllAreVersions(candidates)) {
      for (Candidate& candidate : candidates) candidate.pieces.second.clear();
      continue;
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
        if (pieces.second != lowest || IsVersion(name)) continue;
        its.separator = key.separator + pieces.second + pieces.second_separator;
        pages[its] = key.separator;
      }
      pieces.slug = name;
      pieces.second.clear();
      const bool more = IsVersion(name) && TakeSecond(pieces) && !pieces.second.empty();
      (more ? again : others)[its].push_back(std::move(candidate));
    }
  }
  if (!again.empty()) SplitSecondNumbers(again, pages);
  groups.merge(others);
  groups.merge(again);
}

// `sets-01`, `maps-02`, `loops-03`: names before padded numbers that count on through the folder.
void JoinSlugsBefore(Groups& groups) {
  std::map<GroupKey, std::vector<const GroupKey*>> by_place;  // without the name
  for (const auto& [key, candidates] : groups) {
    const std::string& prefix = key.prefix;
    const bool joined = prefix.size() > 2 && (prefix.back() == '-' || prefix.back() == '_');
    if (!joined || key.has_slug || !key.separator.empty() || candidates.size() != 1) continue;
    if (!candidates.front().pieces.digits.starts_with('0')) continue;
    GroupKey place = key;
    place.prefix = std::string("{slug}") + prefix.back();
    place.has_slug = true;
    by_place[place].push_back(&key);
  }
  Groups joined;
  for (const auto& [place, keys] : by_place) {
    std::set<int> numbers;
    for (const GroupKey* key : keys) {
      numbers.insert(std::stoi(groups.at(*key).front().pieces.digits));
    }
    const bool counts_on =
        numbers.size() == keys.size() && *numbers.begin() <= 1 &&
        *numbers.rbegin() - *numbers.begin() + 1 == static_cast<int>(numbers.size());
    if (keys.size() < kFewest || !counts_on) continue;
    for (const GroupKey* key : keys) {
      std::vector<Candidate>& candidates = groups.at(*key);
      Candidate candidate = std::move(candidates.front());
      candidates.clear();
      candidate.pieces.slug = key->prefix.substr(0, key->prefix.size() - 1);
      joined[place].push_back(std::move(candidate));
    }
  }
  groups.merge(joined);
}

// What a slug has behind that of another entry with its number: `_test` of `num_test` beside
// `num`; empty when none fits.
std::string TailOf(const Candidate& candidate,
                   const std::map<std::string, std::set<std::string>>& slugs) {
  const auto own = slugs.find(candidate.pieces.digits);
  if (own == slugs.end()) return {};
  const std::string& slug = candidate.pieces.slug;
  for (std::size_t at = slug.size() - 1; at > 0; --at) {
    if (IsSeparator(slug[at]) && own->second.contains(slug.substr(0, at))) return slug.substr(at);
  }
  return {};
}

// Companions: `01_num_test.py` beside `01_num.py`, `sol/01-ant-solution.md` for `ch/01-ant.md`. The
// same tail behind names of entries with the same numbers is one of what these files are.
void SplitTails(Groups& groups) {
  std::map<std::string, std::set<std::string>> slugs;  // by digits, of all groups
  for (const auto& [key, candidates] : groups) {
    if (!key.has_slug || candidates.size() < kFewest) continue;
    for (const Candidate& one : candidates) slugs[one.pieces.digits].insert(one.pieces.slug);
  }
  // Most of those beside it must have one, or all of a folder.
  SplitByTail(
      groups, [](const auto&) { return true; },
      [&](const Candidate& candidate) { return TailOf(candidate, slugs); },
      [](std::size_t count, std::size_t plain) { return count * 2 >= plain; });
}

// `_01-ex.md`, `_02-ex.md` beside `01-intro.md`, `02-loops.md`: a word that nearly all have is no
// name where others have the same numbers and names of their own. Nor is one behind a dot that all
// have: `variable1.tf.txt`.
void SplitSameWords(Groups& groups) {
  std::set<std::string> named;  // digits of entries with names of their own
  std::map<const GroupKey*, std::pair<std::string, std::size_t>> words;  // the most frequent one
  for (const auto& [key, candidates] : groups) {
    if (!key.has_slug || candidates.size() < kFewest) continue;
    std::map<std::string, std::size_t> counts;
    for (const Candidate& one : candidates) ++counts[one.pieces.slug];
    const auto most =
        std::ranges::max_element(counts, {}, [](const auto& counted) { return counted.second; });
    if (most->second >= kFewest && most->second * 5 >= candidates.size() * 4) {
      words[&key] = *most;
    } else if (counts.size() * 5 >= candidates.size() * 4) {
      for (const Candidate& one : candidates) named.insert(one.pieces.digits);
    }
  }
  Groups others;
  for (const auto& [key, most] : words) {
    std::vector<Candidate>& candidates = groups.at(*key);
    const auto known = std::ranges::count_if(
        candidates, [&](const Candidate& one) { return named.contains(one.pieces.digits); });
    const bool ending = key->separator == "." && most.second == candidates.size();
    if (key->prefix.starts_with("{slug}") ||
        (!ending && static_cast<std::size_t>(known) * 4 < candidates.size() * 3)) {
      continue;
    }
    GroupKey its = *key;
    its.has_slug = false;
    its.extension = key->separator + most.first + key->extension;
    its.separator.clear();
    std::vector<Candidate> rest;
    for (Candidate& candidate : candidates) {
      const bool same = candidate.pieces.slug == most.first;
      if (same) candidate.pieces.slug.clear();
      (same ? others[its] : rest).push_back(std::move(candidate));
    }
    candidates = std::move(rest);
  }
  groups.merge(others);
}

}  // namespace

bool IsSeparator(char c) { return c == '_' || c == '-' || c == '.' || c == ' '; }

// Where the word ends that counts in scripts without blanks: `章` of `第1章-intro`; `at` without
// one.
std::size_t AfterCounter(std::string_view name, std::size_t at) {
  constexpr std::size_t kLongest = 6;  // two characters
  std::size_t end = at;
  while (end < name.size() && static_cast<unsigned char>(name[end]) >= 0x80) ++end;
  const bool ends = end == name.size() || IsSeparator(name[end]);
  return ends && end - at <= kLongest ? end : at;
}

std::optional<NamePieces> TakeApart(std::string_view name, bool is_directory) {
  NamePieces pieces;
  if (!is_directory) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return std::nullopt;
    pieces.extension = name.substr(dot);
    const bool left_over = pieces.extension.find('~') != std::string::npos;  // `1.png~HEAD`
    if (IsMedia(name) || left_over) return std::nullopt;
    name = name.substr(0, dot);
  }
  std::size_t begin = name.find_first_of("0123456789");
  if (begin == std::string_view::npos || name.front() == '.') return std::nullopt;
  std::size_t end = begin;
  while (end < name.size() && IsDigit(name[end])) ++end;
  // `s01e02-loops`: the second number counts.
  if (begin > 0 && IsLetter(name[begin - 1]) && end + 1 < name.size() &&
      (name[end] == 'e' || name[end] == 'E') && IsDigit(name[end + 1])) {
    begin = end + 1;
    end = begin;
    while (end < name.size() && IsDigit(name[end])) ++end;
  }
  pieces.prefix = name.substr(0, begin);
  pieces.digits = name.substr(begin, end - begin);
  const bool padded = pieces.digits.starts_with('0');
  if (pieces.digits.size() > (padded ? kMostPadded : kMostDigits)) return std::nullopt;
  if (pieces.digits.size() == kMostDigits && !padded) {
    const int value = std::stoi(pieces.digits);
    if (value >= kFirstYear && value <= kLastYear) return std::nullopt;
  }
  // `0X-later` keeps a place for a number.
  if (end < name.size() && IsLetter(name[end]) && name[end] != 'X' &&
      (end + 1 == name.size() || IsSeparator(name[end + 1]))) {
    pieces.suffix = name[end++];
  }
  std::size_t slug = AfterCounter(name, end);
  // `[01] intro`, `1) intro`
  const bool bracket = slug + 1 < name.size() && (name[slug] == ')' || name[slug] == ']');
  if (bracket && IsSeparator(name[slug + 1])) ++slug;
  while (slug < name.size() && IsSeparator(name[slug])) ++slug;
  pieces.separator = name.substr(end, slug - end);
  pieces.slug = name.substr(slug);
  const bool touches = pieces.separator.empty() && !pieces.slug.empty();
  if (touches && !MayTouch(pieces)) return std::nullopt;
  if (pieces.slug.empty() && !pieces.separator.empty()) {
    if (IsSeparator(pieces.separator.back())) return std::nullopt;
    pieces.extension = pieces.separator + pieces.extension;  // `第01课.md`
    pieces.separator.clear();
  }
  // Braces and stars would be placeholders; a slug of digits (dates, versions) is not a name.
  if (name.find_first_of("{}*") != std::string_view::npos) return std::nullopt;
  if (!pieces.slug.empty() && !TakeSecond(pieces)) return std::nullopt;
  return pieces;
}

Groups FindNumberedNames(const std::vector<FileEntry>& files,
                         std::map<GroupKey, std::string>& pages) {
  Groups groups = GroupNames(files);
  SplitSecondNumbers(groups, pages);
  JoinSlugsBefore(groups);
  SplitByEnding(groups);
  SplitTails(groups);
  SplitSameWords(groups);
  return groups;
}

namespace {

int NumberOf(const Candidate& candidate) { return std::stoi(candidate.pieces.digits); }

std::set<int> NumbersOf(const std::vector<Candidate>& candidates) {
  std::set<int> numbers;
  for (const Candidate& one : candidates) numbers.insert(NumberOf(one));
  return numbers;
}

// How many numbers are missing between the lowest and the highest.
int GapsOf(const std::set<int>& numbers) {
  return *numbers.rbegin() - *numbers.begin() + 1 - static_cast<int>(numbers.size());
}

bool MayBeMixed(const GroupKey& key) {
  const FileContent content = FormatOf("x" + key.extension).content;
  const bool read = content == FileContent::kProse || content == FileContent::kNotebook ||
                    content == FileContent::kCode;
  return read && !key.is_directory && key.has_slug && std::ranges::count(key.extension, '.') == 1;
}

// Whether names of one folder go on in the numbers of others without a new gap.
bool GoOn(const std::set<int>& numbers, const std::set<int>& more, std::set<int>& both) {
  both = numbers;
  both.insert(more.begin(), more.end());
  return both.size() == numbers.size() + more.size() && GapsOf(both) <= GapsOf(numbers);
}

}  // namespace

void JoinSeparators(Groups& groups) {
  std::map<GroupKey, std::vector<Groups::value_type*>> by_place;  // without separator
  for (auto& group : groups) {
    const GroupKey& key = group.first;
    const bool one = key.separator == "-" || key.separator == "_";
    if (group.second.empty() || !key.has_slug || !one || key.prefix.starts_with("{slug}")) continue;
    GroupKey place = key;
    place.separator.clear();
    by_place[place].push_back(&group);
  }
  Groups joined;
  for (auto& [place, kinds] : by_place) {
    if (kinds.size() != 2) continue;
    if (kinds[0]->second.size() < kinds[1]->second.size()) std::swap(kinds[0], kinds[1]);
    std::set<int> both;
    if (kinds[0]->second.size() < kFewest ||
        !GoOn(NumbersOf(kinds[0]->second), NumbersOf(kinds[1]->second), both)) {
      continue;
    }
    GroupKey mixed = place;
    mixed.separator = "{" + kinds[0]->first.separator + "," + kinds[1]->first.separator + "}";
    std::vector<Candidate>& all = joined[mixed];
    for (Groups::value_type* kind : kinds) {
      all.insert(all.end(), kind->second.begin(), kind->second.end());
      kind->second.clear();
    }
  }
  groups.merge(joined);
}

void JoinMixedFiles(Groups& groups) {
  struct Kind {
    const GroupKey* key;
    std::vector<Candidate>* files;
  };
  std::map<GroupKey, std::vector<Kind>> by_place;  // without ending: `_video` of `_video.ipynb`
  for (auto& [key, candidates] : groups) {
    if (candidates.empty() || !MayBeMixed(key)) continue;
    GroupKey place = key;
    place.extension.resize(key.extension.rfind('.'));
    by_place[place].push_back({&key, &candidates});
  }
  Groups joined;
  for (auto& [place, kinds] : by_place) {
    std::ranges::stable_sort(kinds, {}, [](const Kind& kind) {
      return -static_cast<std::ptrdiff_t>(kind.files->size());
    });
    if (kinds.size() < 2 || kinds.front().files->size() < kFewest) continue;
    std::set<int> numbers = NumbersOf(*kinds.front().files);
    const std::size_t dot = place.extension.size();
    const auto ending_of = [dot](const Kind& kind) { return kind.key->extension.substr(dot + 1); };
    std::string endings = ending_of(kinds.front());
    std::vector<Candidate> all = *kinds.front().files;
    std::vector<Kind> used = {kinds.front()};
    for (std::size_t i = 1; i < kinds.size(); ++i) {
      const std::set<int> more = NumbersOf(*kinds[i].files);
      std::set<int> both;
      if (!GoOn(numbers, more, both)) continue;
      numbers = std::move(both);
      endings += "," + ending_of(kinds[i]);
      all.insert(all.end(), kinds[i].files->begin(), kinds[i].files->end());
      used.push_back(kinds[i]);
    }
    if (used.size() < 2) continue;
    GroupKey mixed = place;
    mixed.extension += ".{" + endings + "}";
    joined[mixed] = std::move(all);
    for (const Kind& kind : used) kind.files->clear();
  }
  groups.merge(joined);
}

}  // namespace prereq::numbered
