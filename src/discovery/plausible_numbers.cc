#include "discovery/plausible_numbers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "discovery/numbered_names.h"
#include "series/course_words.h"

namespace prereq {
namespace {

using numbered::kFewest;

constexpr int kFewestEven = 4;             // numbers in steps of ten
constexpr std::size_t kFewestFolders = 5;  // that a word calls what they are, where others are far

// `100_a`, `101_b`, `200_c`, `201_d`: places one behind the other, where each hundred begins with
// its first numbers and goes on closely; empty where that is not so.
std::set<int> WithoutHundreds(const std::set<int>& numbers) {
  constexpr int kHundred = 100, kFewestHundreds = 2;
  std::map<int, std::vector<int>> hundreds;
  for (const int number : numbers) hundreds[number / kHundred].push_back(number % kHundred);
  if (hundreds.begin()->first != 1 || static_cast<int>(hundreds.size()) < kFewestHundreds ||
      hundreds.rbegin()->first > static_cast<int>(hundreds.size()) + 1) {
    return {};
  }
  std::set<int> places;
  for (const auto& [hundred, rest] : hundreds) {
    if (rest.front() > 1 || rest.back() > 2 * static_cast<int>(rest.size())) return {};
    for (std::size_t i = 0; i < rest.size(); ++i) places.insert(static_cast<int>(places.size()));
  }
  return places;
}

// `01_a`, `02_b`, `11_c`, `12_d`, `51_e`, `71_f`: the tens are the parts of a course, each of which
// begins with its first numbers and goes on closely; the places one behind the other. Empty where
// that is not so.
std::set<int> WithoutTens(const std::set<int>& numbers) {
  constexpr int kTen = 10, kHighest = 99;
  constexpr std::size_t kFewestTens = 3, kFewestNumbers = 6;
  if (numbers.size() < kFewestNumbers || *numbers.begin() > 1 || *numbers.rbegin() > kHighest) {
    return {};
  }
  std::map<int, std::vector<int>> tens;
  for (const int number : numbers) tens[number / kTen].push_back(number % kTen);
  std::size_t several = 0;
  for (const auto& [ten, rest] : tens) {
    if (rest.front() > 1 || rest.back() - rest.front() >= static_cast<int>(rest.size())) return {};
    if (rest.size() > 1) ++several;
  }
  if (tens.size() < kFewestTens || several * 2 < tens.size()) return {};
  std::set<int> places;
  for (std::size_t i = 0; i < numbers.size(); ++i) places.insert(static_cast<int>(i));
  return places;
}

// `00_a` … `08_i`, `99_j`, `100_k` … `106_q`: two or three stretches, each of at least three
// numbers that follow each other closely, the first from 1 on; the places one behind the other.
// Empty where that is not so.
std::set<int> WithoutGulfs(const std::set<int>& numbers) {
  constexpr int kGulf = 20, kHighest = 999;
  constexpr std::size_t kMostStretches = 3, kFewestNumbers = 8;
  if (numbers.size() < kFewestNumbers || *numbers.begin() > 1 || *numbers.rbegin() > kHighest) {
    return {};
  }
  std::vector<std::vector<int>> stretches(1);
  for (const int number : numbers) {
    if (!stretches.back().empty() && number - stretches.back().back() > kGulf) {
      stretches.emplace_back();
    }
    stretches.back().push_back(number);
  }
  const bool close = std::ranges::all_of(stretches, [](const std::vector<int>& one) {
    return one.size() >= kFewest && one.back() - one.front() < 2 * static_cast<int>(one.size());
  });
  if (!close || stretches.size() < 2 || stretches.size() > kMostStretches) return {};
  std::set<int> places;
  for (std::size_t i = 0; i < numbers.size(); ++i) places.insert(static_cast<int>(i));
  return places;
}

// `010_a`, `020_b`, `025_b2`, `030_c`: the numbers as they would be without the room between them.
std::set<int> WithoutSteps(std::set<int> numbers) {
  if (std::set<int> places = WithoutHundreds(numbers); places.size() >= kFewest) return places;
  if (std::set<int> places = WithoutTens(numbers); !places.empty()) return places;
  if (std::set<int> places = WithoutGulfs(numbers); !places.empty()) return places;
  for (const int step : {100, 10}) {
    const auto even =
        std::ranges::count_if(numbers, [&](int number) { return number % step == 0; });
    // By chance every tenth number is even.
    if (even < kFewestEven || static_cast<std::size_t>(even) * 3 < numbers.size() * 2) continue;
    std::set<int> places;
    for (const int number : numbers) places.insert(number / step);
    return places;
  }
  return numbers;
}

// `01_formats.R`, `01_import.R`, `02_clean.R`, …: several scripts a step, whose numbers with zeros
// in front leave none out and whose names are all different. Data that the steps write share their
// numbers too, and are none.
bool HasStepsOfSeveral(const NumberedGroup& group) {
  const FileContent content = FormatOf(group.pattern).content;
  if (content != FileContent::kCode && content != FileContent::kNotebook) return false;
  constexpr std::size_t kMostOfStep = 5;
  std::set<int> numbers;
  std::set<std::string> names;
  for (const auto& [number, slug] : group.entries) {
    numbers.insert(number.value);
    names.insert(slug);
  }
  return group.has_slug && group.pattern.find("{number:0") != std::string::npos &&
         names.size() == group.entries.size() && *numbers.begin() <= 1 &&
         *numbers.rbegin() - *numbers.begin() < static_cast<int>(numbers.size()) &&
         group.entries.size() <= kMostOfStep * numbers.size();
}

// How many of the numbers in order stand close to the start: up to the last one that is not spread
// over more than three times as many.
template <class Numbers>
std::size_t CountClose(const Numbers& numbers) {
  int close = 0, counted = 0;
  for (const int number : numbers) {
    ++counted;
    if (number - *numbers.begin() + 1 <= 3 * counted) close = counted;
  }
  return static_cast<std::size_t>(close);
}

std::set<Number> NumbersWithLetters(const NumberedGroup& group) {
  std::set<Number> different;
  for (const auto& [number, slug] : group.entries) different.insert(number);
  return different;
}

// `step0`, `step22a`, `step22b`, `step900`: each letter behind a number counts.
std::multiset<int> ValuesOf(const std::set<Number>& different) {
  std::multiset<int> numbers;
  for (const Number number : different) numbers.insert(number.value);
  return numbers;
}

// Whether entries of this kind are things of their own where only the letter behind their number
// differs: `01a_load.R`, `01b_clean.R`. Of data such letters count the parts of one thing.
bool MayCountByLetters(const NumberedGroup& group) {
  const FileContent content = FormatOf(group.pattern).content;
  return group.is_directory || content == FileContent::kCode || content == FileContent::kNotebook ||
         content == FileContent::kProse;
}

// `00_functions.R`, `01a_x.R`, `01b_y.R`, …, `01v_z.R`: few numbers, and so many letters from `a`
// on that they count. `2d_plot.py` and `3d_plot.py` do not.
bool CountsByLetters(const NumberedGroup& group, const std::set<Number>& different) {
  constexpr std::size_t kFewestDifferent = 5, kFewestNumbers = 2;
  if (!group.has_slug || !MayCountByLetters(group) || different.size() < kFewestDifferent ||
      group.pattern.find("{number:0") == std::string::npos) {
    return false;
  }
  std::map<int, std::vector<char>> letters;  // in their order
  for (const Number number : different) letters[number.value].push_back(LowerChar(number.suffix));
  return letters.size() >= kFewestNumbers && std::ranges::all_of(letters, [](const auto& one) {
           const char first = one.second.front();
           return first == '\0' || first == 'a';
         });
}

}  // namespace

bool IsPlausible(const NumberedGroup& group) {
  std::set<int> numbers;
  for (const auto& [number, slug] : group.entries) numbers.insert(number.value);
  const std::set<Number> different = NumbersWithLetters(group);
  const std::size_t fewest = CountsByLetters(group, different) ? 1 : kFewest;
  if (different.size() < kFewest || numbers.size() < fewest) return false;
  const std::size_t lettered = different.size() - numbers.size();  // that share a number
  if (group.has_slug) numbers = WithoutSteps(std::move(numbers));
  if (numbers.size() < fewest) return false;
  // Far from 1 they have to follow each other closely, as the migrations that are left do.
  constexpr int kFar = 20;
  const int span = *numbers.rbegin() - *numbers.begin() + 1;
  if (*numbers.begin() > kFar && (!group.has_slug || span > 2 * static_cast<int>(numbers.size()))) {
    return false;
  }
  const std::size_t places = numbers.size() + (MayCountByLetters(group) ? lettered : 0);
  if (group.entries.size() > 2 * places && !HasStepsOfSeveral(group)) return false;
  const std::string_view name =
      std::string_view(group.pattern).substr(group.folder.empty() ? 0 : group.folder.size() + 1);
  if (!group.has_slug && group.is_directory && !CourseWordOfPattern(name).empty()) {
    const std::multiset<int> values = ValuesOf(different);
    const std::size_t near = CountClose(values);
    if (near >= kFewestFolders && near * 4 >= values.size() * 3) return true;
  }
  const std::size_t near = CountClose(numbers);
  return near >= fewest && near * 4 >= numbers.size() * (group.has_slug ? 3 : 4);
}

}  // namespace prereq
