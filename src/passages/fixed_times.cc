#include "passages/fixed_times.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/text.h"
#include "passages/sequences.h"

namespace prereq {
namespace {

// Day of the year and minute, as far as they are said.
struct Moment {
  int year = 0, month = 0, day = 0, minute = 0;
  auto operator<=>(const Moment&) const = default;
};

int NumberAt(std::string_view text, std::size_t& at) {
  constexpr int kMost = 100000;
  int value = 0;
  while (at < text.size() && IsDigit(text[at]) && value < kMost)
    value = value * 10 + (text[at++] - '0');
  return value;
}

// The month whose name, or its first three letters, begin at `at`, in one of a few languages; 0 for
// none.
int MonthAt(std::string_view text, std::size_t at) {
  struct Month {
    std::string_view start;
    int number;
  };
  constexpr std::array<Month, 26> kMonths = {{{"jan", 1},
                                              {"feb", 2},
                                              {"mar", 3},
                                              {"apr", 4},
                                              {"may", 5},
                                              {"jun", 6},
                                              {"jul", 7},
                                              {"aug", 8},
                                              {"sep", 9},
                                              {"oct", 10},
                                              {"nov", 11},
                                              {"dec", 12},
                                              {"m\xC3\xA4r", 3},
                                              {"mai", 5},
                                              {"okt", 10},
                                              {"dez", 12},
                                              {"avr", 4},
                                              {"juin", 6},
                                              {"juil", 7},
                                              {"ene", 1},
                                              {"abr", 4},
                                              {"ago", 8},
                                              {"dic", 12},
                                              {"f\xC3\xA9v", 2},
                                              {"ao\xC3\xBB", 8},
                                              {"d\xC3\xA9"
                                               "c",
                                               12}}};
  const std::string word = Lower(text.substr(at, 6));
  const auto* const month =
      std::ranges::find_if(kMonths, [&](const Month& one) { return word.starts_with(one.start); });
  return month == kMonths.end() ? 0 : month->number;
}

bool IsLetterByte(char c) { return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

// `3 Mar`, `13. Oktober`, `13.10.`: the day came first.
std::optional<Moment> DayFirst(std::string_view text, std::size_t at, int day) {
  if (day < 1 || day > 99 || at >= text.size()) return std::nullopt;
  if (text[at] == '.' && at + 1 < text.size() && IsDigit(text[at + 1])) {
    const int month = NumberAt(text, ++at);
    if (month < 1 || month > 12 || at >= text.size() || text[at] != '.') return std::nullopt;
    ++at;
    Moment moment{.month = month, .day = day};
    if (at < text.size() && IsDigit(text[at])) moment.year = NumberAt(text, at);
    return moment;
  }
  const std::size_t end = at;
  while (at < text.size() && (text[at] == ' ' || text[at] == '.')) ++at;
  const int month = at > end && at < text.size() && IsLetterByte(text[at]) ? MonthAt(text, at) : 0;
  if (month == 0) return std::nullopt;
  return Moment{.month = month, .day = day};
}

// `13:10`, `2024-03-01`, `3/14`, `Mar 1`, `1 Mar`: what the text begins with, behind marks and a
// weekday.
std::optional<Moment> MomentOf(std::string_view text) {
  constexpr std::size_t kNear = 24;
  for (std::size_t at = 0; at < std::min(text.size(), kNear); ++at) {
    if (text[at] == '[' || text[at] == '(' || text[at] == '/') return std::nullopt;
    if (IsLetterByte(text[at])) {
      const int month = MonthAt(text, at);
      while (at < text.size() && IsLetterByte(text[at])) ++at;
      std::size_t day = at;
      while (day < text.size() && (text[day] == ' ' || text[day] == '.')) ++day;
      if (month != 0 && day < text.size() && IsDigit(text[day])) {
        return Moment{.month = month, .day = NumberAt(text, day)};
      }
      --at;
      continue;
    }
    if (!IsDigit(text[at])) continue;
    const int first = NumberAt(text, at);
    if (const auto moment = DayFirst(text, at, first)) return moment;
    const char mark = at < text.size() ? text[at] : '\0';
    if (at + 1 >= text.size() || !IsDigit(text[at + 1])) return std::nullopt;
    const std::size_t start = ++at;
    const int second = NumberAt(text, at);
    const bool two = at - start == 2;
    if (mark == ':' && two && first < 24 && second < 60)
      return Moment{.minute = first * 60 + second};
    if (mark == '/' && first <= 12 && second <= 31) return Moment{.month = first, .day = second};
    if (mark != '-' || !two || first < 1900 || at + 1 >= text.size() || text[at] != '-') {
      return std::nullopt;
    }
    ++at;
    return Moment{.year = first, .month = second, .day = NumberAt(text, at)};
  }
  return std::nullopt;
}

// What an entry says in one of its fields: a time, or a count.
struct FieldValue {
  Moment moment;
  bool is_time = false;
  Span digits;          // of a count, in the text
  bool is_own = false;  // the number of the module itself, as far as that can be told
  auto operator<=>(const FieldValue& other) const { return moment <=> other.moment; }
  bool operator==(const FieldValue& other) const { return moment == other.moment; }
};

// By what stands in front of it, or by the column.
using Fields = std::map<std::string, FieldValue>;

// Words for what a place has, whatever stands there.
bool IsTimeWord(std::string_view text) {
  constexpr std::array<std::string_view, 26> kWords = {
      "week",   "day",     "date",    "due",  "time",   "when",  "session",   "meeting", "deadline",
      "start",  "end",     "from",    "wk",   "w",      "woche", "kw",        "tag",     "datum",
      "termin", "sitzung", "semaine", "jour", "semana", "fecha", "settimana", "dtstart"};
  std::string word = Lower(text);
  std::erase_if(word, [](char c) { return !IsLetterByte(c); });
  return std::ranges::find(kWords, word) != kWords.end();
}

class FieldReader {
 public:
  FieldReader(std::string_view text, std::span<const Reference> references,
              const std::set<std::size_t>& times)
      : text_(text), references_(references), times_(times) {}

  // What the first bytes of an entry hold, each field once.
  [[nodiscard]] Fields Of(const BlockEntry& entry, char separator, bool whole_line) const {
    constexpr std::size_t kMost = 600;
    Fields fields;
    const std::size_t begin = whole_line
                                  ? text_.rfind('\n', entry.body.offset) + 1  // npos + 1 is 0
                                  : entry.body.offset;
    const Span body{begin, std::min(entry.body.end() - begin, kMost)};
    if (separator == 0) {
      AddWords(body, fields);
    } else {
      AddCells(body, separator, fields);
    }
    return fields;
  }

 private:
  // The reference that covers the digit at `at`.
  [[nodiscard]] const Reference* ReferenceAt(std::size_t at) const {
    constexpr std::size_t kFarthest = 200;  // bytes of a reference
    const auto offset = [](const Reference& reference) { return reference.whole.offset; };
    auto one = std::ranges::upper_bound(references_, at, {}, offset);
    while (one != references_.begin() && (one - 1)->whole.offset + kFarthest > at) {
      --one;
      if (at < one->whole.end()) return &*one;
    }
    return nullptr;
  }

  // Numbers that follow a module, or lead to one, are not the place's.
  [[nodiscard]] bool BelongsToModule(std::size_t at) const {
    const Reference* reference = ReferenceAt(at);
    return reference != nullptr && IsCertain(*reference);
  }

  void AddCells(Span body, char separator, Fields& fields) const {
    std::size_t column = 0;
    for (std::size_t at = body.offset; at < body.end(); ++column) {
      std::size_t end = at;
      for (bool quoted = false; end < body.end() && (quoted || text_[end] != separator); ++end) {
        if (text_[end] == '"') quoted = !quoted;
      }
      const std::string_view cell = text_.substr(at, end - at);
      const std::size_t digit = at + std::min(cell.find_first_of("0123456789"), cell.size());
      const bool is_path = cell.find_first_of("/(") != std::string_view::npos;
      if (const auto moment = MomentOf(cell)) {
        fields.emplace(std::to_string(column), FieldValue{*moment, true, {}});
      } else if (digit < end && !is_path && (times_.contains(column) || !BelongsToModule(digit))) {
        AddCount(std::to_string(column), digit, fields);
      }
      at = end + 1;
    }
  }

  void AddCount(const std::string& key, std::size_t digit, Fields& fields) const {
    std::size_t end = digit;
    const int value = NumberAt(text_, end);
    const Reference* reference = ReferenceAt(digit);
    const bool is_own = reference != nullptr && reference->number.offset == digit &&
                        reference->written.value == value;
    fields.emplace(key, FieldValue{Moment{.minute = value}, false, {digit, end - digit}, is_own});
  }

  // `T001`, `date: 2026-11-01`, `Week 3`: the word in front says which field it is.
  void AddWords(Span body, Fields& fields) const {
    if (const auto moment = MomentOf(text_.substr(body.offset, body.length))) {
      fields.emplace("", FieldValue{*moment, true, {}});
    }
    std::string last;  // the word before
    for (std::size_t at = body.offset; at < body.end();) {
      if (kBlankBytes.find(text_[at]) != std::string_view::npos) {
        ++at;
        continue;
      }
      const std::size_t end = std::min(text_.find_first_of(kBlankBytes, at), body.end());
      const std::string_view word = text_.substr(at, end - at);
      const std::size_t digit = word.find_first_of("0123456789");
      const bool is_path = word.find('/') != std::string_view::npos ||
                           word.substr(0, digit).find("](") != std::string_view::npos;
      if (digit != std::string_view::npos && !is_path && !BelongsToModule(at + digit)) {
        const std::string key = digit > 0      ? std::string(word.substr(0, digit))
                                : last.empty() ? "^"
                                               : last + " ";
        if (const auto moment = MomentOf(text_.substr(at + digit, body.end() - at - digit))) {
          fields.emplace(key, FieldValue{*moment, true, {}});
        } else {
          AddCount(key, at + digit, fields);
        }
      }
      last = std::string(word);
      at = end;
    }
  }

  static constexpr std::string_view kBlankBytes = " \t\r\n";
  std::string_view text_;
  std::span<const Reference> references_;
  const std::set<std::size_t>& times_;  // columns that are headed by a word for a time
};

char SeparatorOf(std::string_view line) {
  for (const char one : {';', '\t'}) {
    if (line.find(one) != std::string_view::npos) return one;
  }
  return ',';
}

// What a table calls its columns: the first line of the rows above the entry, or of the file.
std::vector<std::string> HeadOf(std::string_view text, std::size_t row, char separator) {
  const auto line_begin = [&](std::size_t inside) {
    const std::size_t end = inside == 0 ? std::string_view::npos : text.rfind('\n', inside - 1);
    return end == std::string_view::npos ? 0 : end + 1;
  };
  std::size_t head = separator == '|' ? line_begin(row) : 0;
  while (separator == '|' && head > 0) {
    const std::size_t above = line_begin(head - 1);
    if (!Trim(text.substr(above, head - above)).starts_with('|')) break;
    head = above;
  }
  const std::string_view line = text.substr(head, text.find('\n', head) - head);
  std::vector<std::string> names;
  for (const std::string_view cell : Split(line, separator)) names.emplace_back(Trim(cell));
  return names;
}

}  // namespace

namespace {

// Without the marks around it: `"Week `.
std::string_view OnlyWords(std::string_view text) {
  const auto is_mark = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !IsLetter(c); };
  while (!text.empty() && is_mark(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_mark(text.back())) text.remove_suffix(1);
  return text;
}

// Whether what stands right before a number is one of a code's letters, `FR-`, and no call nor the
// modules' label or short for it: `Ch`, `lesson_`.
bool IsCode(std::string_view before, const Config& config) {
  if (before.find('(') != std::string_view::npos) return false;
  while (!before.empty() && std::string_view("-_#").find(before.back()) != std::string_view::npos) {
    before.remove_suffix(1);
  }
  if (before.empty() || before.back() == ' ' || before.back() == '\t') return false;
  std::size_t begin = before.size();
  while (begin > 0 &&
         (IsLetter(before[begin - 1]) || static_cast<unsigned char>(before[begin - 1]) >= 0x80)) {
    --begin;
  }
  const std::string word = FoldName(before.substr(begin));
  if (word.empty()) return false;
  return std::ranges::none_of(config.series, [&](const Series& series) {
    return std::ranges::any_of(
        series.labels, [&](const std::string& label) { return FoldName(label).starts_with(word); });
  });
}

}  // namespace

OwnOrder OrderOfPlaces(const std::string& path, std::string_view text, const OrderedBlock& block,
                       std::span<const Reference> references, const Config& config) {
  const std::size_t first = block.entries.front().body.offset;
  if (block.entries.back().body.end() > text.size()) return {};
  const char separator = block.kind == OrderedBlock::Kind::kTable ? '|'
                         : FormatOf(path).Is("csv") ? SeparatorOf(text.substr(0, text.find('\n')))
                                                    : '\0';
  // A series may be called by such a word: weeks.
  const auto is_time = [&](std::string_view name) {
    return IsTimeWord(name) && std::ranges::none_of(name, IsDigit) &&
           std::ranges::none_of(config.series, [&](const Series& series) {
             const std::string word = Lower(OnlyWords(name));
             return Lower(series.pattern).find(word) != std::string::npos ||
                    std::ranges::any_of(series.labels, [&](const std::string& label) {
                      return Lower(label) == word;
                    });
           });
  };
  // A row whose count stays begins behind the first bar.
  const std::size_t line = text.rfind('\n', first) + 1;  // npos + 1 is 0
  std::vector<std::string> head;
  std::set<std::size_t> times;
  if (separator != 0) {
    head = HeadOf(text, first, separator);
    const std::string_view before = text.substr(line, first - line);
    head.erase(head.begin(), head.begin() + std::min(std::ranges::count(before, separator),
                                                     static_cast<std::ptrdiff_t>(head.size())));
    for (std::size_t column = 0; column < head.size(); ++column) {
      if (is_time(head[column])) times.insert(column);
    }
  }
  // Of lines that only a person can move, all that stands before the name counts.
  const bool whole_lines = !block.sortable && separator == 0 &&
                           std::ranges::adjacent_find(block.entries, std::greater_equal<>(),
                                                      &BlockEntry::line) == block.entries.end();
  const FieldReader reader(text, references, times);
  std::vector<Fields> all;
  for (const BlockEntry& entry : block.entries) {
    all.push_back(reader.Of(entry, separator, whole_lines));
  }
  OwnOrder found;
  for (const auto& [key, value] : all.front()) {
    const bool is_timed =
        value.is_time || (separator == 0 ? is_time(key) : times.contains(std::stoul(key)));
    std::vector<FieldValue> values;
    for (const Fields& fields : all) {
      const auto one = fields.find(key);
      if (one == fields.end() || one->second.is_time != value.is_time) break;
      const bool goes_on = values.empty() || (is_timed ? values.back() <= one->second
                                                       : values.back().moment.minute + 1 ==
                                                             one->second.moment.minute);
      if (!goes_on) break;
      values.push_back(one->second);
    }
    if (values.size() < all.size() || values.front() == values.back()) continue;
    // The modules' own numbers, unless a code says otherwise: `FR-002`.
    const bool is_code = separator == 0 && IsCode(key, config);
    const bool is_own = !is_timed && !is_code && std::ranges::all_of(values, &FieldValue::is_own);
    if (is_own) continue;
    for (const FieldValue& one : values) {
      if (one.digits.length > 0) found.counts.push_back(one.digits);
    }
    if (!found.ranks.empty()) continue;
    int rank = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0 && values[i - 1] < values[i]) ++rank;
      found.ranks.push_back(rank);
    }
  }
  return found;
}

}  // namespace prereq
