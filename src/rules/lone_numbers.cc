#include "rules/lone_numbers.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "base/numbered_name.h"

namespace prereq {
namespace {

struct DigitRun {
  std::size_t begin = 0, length = 0;
};

std::vector<DigitRun> DigitRuns(std::string_view line) {
  std::vector<DigitRun> runs;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!IsDigit(line[i])) continue;
    const std::size_t begin = i;
    while (i < line.size() && IsDigit(line[i])) ++i;
    runs.push_back({begin, i - begin});
  }
  return runs;
}

std::optional<int> ValueOf(std::string_view digits) {
  constexpr std::size_t kMostDigits = 9;
  return digits.size() > kMostDigits ? std::nullopt : std::optional(ValueOfDigits(digits));
}

// What of a reference stands alone for a module by its number.
std::optional<NumberPlace> PlaceOfReference(const Reference& reference) {
  const bool shape = reference.shape == ReferenceShape::kLabel ||
                     reference.shape == ReferenceShape::kRange ||
                     reference.shape == ReferenceShape::kNumberKey;
  const bool plain = reference.mirror < 0 && reference.step == 1 && reference.shift == 0;
  if (!shape || !plain || reference.name.length > 0 || reference.number.length == 0 ||
      reference.number.offset < reference.whole.offset ||
      reference.certainty == Certainty::kDrifted || reference.certainty == Certainty::kForeign) {
    return std::nullopt;
  }
  NumberPlace place;
  place.where = reference.where;
  place.column = static_cast<std::size_t>(reference.where.column - 1) + reference.number.offset -
                 reference.whole.offset;
  place.first = reference.written;
  place.last = reference.written_last;
  place.certain = reference.certainty != Certainty::kLikely;
  place.unknown = reference.certainty == Certainty::kUnresolved;
  return place;
}

// Of a text with one number and no name, like `Lesson 2`: the number.
std::optional<Number> OnlyNumber(std::string_view text) {
  const std::vector<DigitRun> runs = DigitRuns(text);
  if (runs.size() != 1 || text.find_first_of("_-/.") != std::string_view::npos) return std::nullopt;
  const auto value = ValueOf(text.substr(runs.front().begin, runs.front().length));
  return value ? std::optional(Number{*value, '\0'}) : std::nullopt;
}

// Where the number of the place stands in its line.
std::optional<std::size_t> RunAt(const NumberPlace& place, std::string_view line) {
  const std::vector<DigitRun> runs = DigitRuns(line);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].begin < place.column) continue;
    const auto value = ValueOf(line.substr(runs[i].begin, runs[i].length));
    if (value == place.first.value) return i;
  }
  return std::nullopt;
}

}  // namespace

std::map<std::string, std::vector<NumberPlace>> FindLoneNumbers(const Facts& facts) {
  std::map<std::string, std::vector<NumberPlace>> by_file;
  std::set<std::tuple<std::string, int, int>> known;  // path, line, number
  const auto add = [&](NumberPlace place) {
    known.emplace(place.where.path, place.where.line, place.first.value);
    by_file[place.where.path].push_back(std::move(place));
  };
  const auto add_text = [&](const std::string& text, const Location& where, bool unknown) {
    const auto number = OnlyNumber(text);
    if (!number || known.contains({where.path, where.line, number->value})) return;
    NumberPlace place;
    place.where = where;
    place.column = static_cast<std::size_t>(std::max(where.column, 1) - 1);
    place.first = *number;
    place.unknown = unknown;
    place.from_text = true;
    add(std::move(place));
  };
  for (const NameProblem& one : facts.name_problems) {
    if (one.candidates.empty() && one.kind != FactKind::kPolicy && one.name.where.line > 0) {
      add_text(one.name.text, one.name.where, true);
    }
  }
  for (const Reference& reference : facts.references) {
    auto place = PlaceOfReference(reference);
    if (!place) continue;
    const Location& where = place->where;
    if (!known.contains({where.path, where.line, place->first.value})) add(std::move(*place));
  }
  for (const Dependency& one : facts.dependencies) {
    const bool said = one.kind == FactKind::kProse || one.kind == FactKind::kMetadata;
    if (said && one.where.line > 0) add_text(one.text, one.where, false);
  }
  return by_file;
}

std::optional<std::size_t> BeginOf(const NumberPlace& place, std::string_view line) {
  const auto at = RunAt(place, line);
  return at ? std::optional(DigitRuns(line)[*at].begin) : std::nullopt;
}

bool StandsAsBefore(const NumberPlace& place, std::string_view line, std::string_view old_line) {
  const auto at = RunAt(place, line);
  const std::vector<DigitRun> runs = DigitRuns(line), old_runs = DigitRuns(old_line);
  if (!at || runs.size() != old_runs.size()) return false;
  const std::size_t last = place.last ? std::min(*at + 1, runs.size() - 1) : *at;
  for (std::size_t i = *at; i <= last; ++i) {
    if (line.substr(runs[i].begin, runs[i].length) !=
        old_line.substr(old_runs[i].begin, old_runs[i].length)) {
      return false;
    }
  }
  return true;
}

std::string_view WithItsLabel(const NumberPlace& place, std::string_view line) {
  const std::vector<DigitRun> runs = DigitRuns(line);
  const auto at = RunAt(place, line);
  if (!at) return {};
  const std::size_t last = place.last ? std::min(*at + 1, runs.size() - 1) : *at;
  std::size_t begin = runs[*at].begin;
  const auto from = static_cast<std::size_t>(std::max(place.where.column, 1) - 1);
  begin = std::min(begin, std::max(from, begin > 40 ? begin - 40 : 0));
  if (begin == runs[*at].begin && begin > 1 && line[begin - 1] == ' ') {
    std::size_t word = begin - 1;
    while (word > 0 && IsWordByte(line[word - 1]) && !IsDigit(line[word - 1])) --word;
    if (word < begin - 1) begin = word;
  }
  return line.substr(begin, runs[last].begin + runs[last].length - begin);
}

std::string WithItsDigits(const NumberPlace& place, std::string_view line, Number number) {
  const auto at = RunAt(place, line);
  const DigitRun run = at ? DigitRuns(line)[*at] : DigitRun{};
  const bool padded = run.length > 1 && line[run.begin] == '0';
  return ShowNumber(number, padded ? static_cast<int>(run.length) : 1);
}

bool AreOneList(const NumberPlace& one, const NumberPlace& next,
                const std::vector<std::string_view>& lines) {
  constexpr std::size_t kMostLetters = 8;
  const auto first = static_cast<std::size_t>(one.where.line - 1);
  const auto second = static_cast<std::size_t>(next.where.line - 1);
  if (second >= lines.size() || second > first + 1) return false;
  std::string between;
  if (first == second) {
    const std::size_t begin = std::min(one.column, lines[first].size());
    between = lines[first].substr(begin, std::max(next.column, begin) - begin);
  } else {
    between = std::string(lines[first].substr(std::min(one.column, lines[first].size()))) +
              std::string(lines[second].substr(0, next.column));
  }
  const auto letters = std::ranges::count_if(
      between, [](char c) { return IsWordByte(c) && !IsDigit(c) && c != '_'; });
  return static_cast<std::size_t>(letters) <= kMostLetters;
}

}  // namespace prereq
