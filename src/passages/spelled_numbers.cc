#include "passages/spelled_numbers.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/format.h"
#include "base/text.h"
#include "references/number_joints.h"
#include "references/scan_text.h"

namespace prereq {
namespace {

using references::IdentifierAt;
using references::IdentifierBefore;
using references::IsBlank;

struct Spelled {
  std::string_view word;
  int value = 0;
};

constexpr std::array<Spelled, 58> kCardinals = {
    {{"one", 1},    {"two", 2},     {"three", 3},   {"four", 4},   {"five", 5},    {"six", 6},
     {"seven", 7},  {"eight", 8},   {"nine", 9},    {"ten", 10},   {"eleven", 11}, {"twelve", 12},
     {"eins", 1},   {"zwei", 2},    {"drei", 3},    {"vier", 4},   {"fünf", 5},    {"sechs", 6},
     {"sieben", 7}, {"acht", 8},    {"neun", 9},    {"zehn", 10},  {"elf", 11},    {"zwölf", 12},
     {"un", 1},     {"deux", 2},    {"trois", 3},   {"quatre", 4}, {"cinq", 5},    {"sept", 7},
     {"huit", 8},   {"neuf", 9},    {"dix", 10},    {"onze", 11},  {"douze", 12},  {"uno", 1},
     {"dos", 2},    {"tres", 3},    {"cuatro", 4},  {"cinco", 5},  {"seis", 6},    {"siete", 7},
     {"ocho", 8},   {"nueve", 9},   {"diez", 10},   {"once", 11},  {"doce", 12},   {"due", 2},
     {"tre", 3},    {"quattro", 4}, {"cinque", 5},  {"sei", 6},    {"sette", 7},   {"otto", 8},
     {"nove", 9},   {"dieci", 10},  {"undici", 11}, {"dodici", 12}}};

// Beginnings of ordinals; a few letters may follow, `dritt` of "dritten".
constexpr std::array<Spelled, 43> kOrdinals = {
    {{"first", 1},   {"second", 2},   {"third", 3},     {"fourth", 4},    {"fifth", 5},
     {"sixth", 6},   {"seventh", 7},  {"eighth", 8},    {"ninth", 9},     {"tenth", 10},
     {"erst", 1},    {"zweit", 2},    {"dritt", 3},     {"viert", 4},     {"fünft", 5},
     {"sechst", 6},  {"siebt", 7},    {"achte", 8},     {"neunt", 9},     {"zehnt", 10},
     {"premi", 1},   {"deuxième", 2}, {"troisième", 3}, {"quatrième", 4}, {"cinquième", 5},
     {"sixième", 6}, {"septième", 7}, {"huitième", 8},  {"primer", 1},    {"segund", 2},
     {"tercer", 3},  {"cuart", 4},    {"quint", 5},     {"sext", 6},      {"séptim", 7},
     {"octav", 8},   {"prim", 1},     {"second", 2},    {"terz", 3},      {"quart", 4},
     {"sest", 6},    {"settim", 7},   {"ottav", 8}}};

// Numbers of other languages that are words of English, too: "in part due to", "Run step once".
bool IsEnglishWord(std::string_view cardinal) {
  return cardinal == "due" || cardinal == "once" || cardinal == "elf";
}

bool IsEnglishLabel(std::string_view lowered) {
  constexpr std::array<std::string_view, 20> kLabels = {
      "part",  "step",  "chapter",  "lesson", "section",  "module", "unit",
      "week",  "day",   "lecture",  "lab",    "exercise", "task",   "stage",
      "level", "topic", "tutorial", "phase",  "session",  "project"};
  return std::ranges::find(kLabels, lowered) != kLabels.end();
}

bool IsGap(char c) { return c == ' ' || c == '~' || c == '\n'; }

std::optional<int> Cardinal(const std::string& word) {
  const auto found = std::ranges::find(kCardinals, word, &Spelled::word);
  return found == kCardinals.end() ? std::nullopt : std::optional(found->value);
}

std::optional<int> Ordinal(const std::string& word) {
  constexpr std::size_t kLongestEnding = 3;
  for (const Spelled& one : kOrdinals) {
    if (word.starts_with(one.word) && word.size() - one.word.size() <= kLongestEnding) {
      return one.value;
    }
  }
  return std::nullopt;
}

// Whether nothing but blanks and marks of quotes stands before `at` on its line.
bool StartsLine(std::string_view text, std::size_t at) {
  while (at > 0 && (IsBlank(text[at - 1]) || text[at - 1] == '>')) --at;
  return at == 0 || text[at - 1] == '\n';
}

// Whether `begin..end` is a line by itself, which no item of a list stands next to: `2. lecke`.
bool IsLineAlone(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t stop = std::min(text.find('\n', end), text.size());
  if (!Trim(text.substr(end, stop - end)).empty() || !StartsLine(text, begin)) return false;
  const std::size_t line = text.rfind('\n', begin) + 1;  // npos + 1 is 0
  const std::size_t above = line < 2 ? 0 : text.rfind('\n', line - 2) + 1;
  const auto is_item = [&](std::size_t at) {
    const std::string_view first = Trim(text.substr(at, text.find('\n', at) - at));
    return !first.empty() && IsDigit(first.front());
  };
  const bool below = stop + 1 < text.size() && is_item(stop + 1);
  return !below && !(line > 0 && is_item(above));
}

// An ordinal in digits that ends at `end`, with the label behind it up to `behind`: `3rd`, `3.`,
// `3-й`, `3º`, `3ème`. One with a dot that begins a line is an item of a list.
std::optional<SpelledNumber> OrdinalBefore(std::string_view lowered, std::size_t end,
                                           std::size_t behind) {
  constexpr std::array<std::string_view, 24> kEndings = {
      "st",  "nd",  "rd", "th",  ".", "º", "ª",  "°",  "er", "ère", "re",  "e",
      "ème", "eme", "de", "ste", "o", "a", "-й", "-я", "-е", "-м",  "-го", "-му"};
  constexpr std::size_t kMostOfOrdinal = 3, kLongest = 5;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongest && !IsDigit(lowered[begin - 1])) --begin;
  const std::size_t digits_end = begin;
  while (begin > 0 && IsDigit(lowered[begin - 1])) --begin;
  const std::string_view ending = lowered.substr(digits_end, end - digits_end);
  const bool is_one = std::ranges::find(kEndings, ending) != kEndings.end();
  const bool is_number = begin < digits_end && digits_end - begin <= kMostOfOrdinal;
  if (!is_one || !is_number || IdentifierBefore(lowered, begin)) return std::nullopt;
  if (begin > 0 && std::string_view(".,-/:#$").find(lowered[begin - 1]) != std::string_view::npos) {
    return std::nullopt;
  }
  if (ending == "." && StartsLine(lowered, begin) && !IsLineAlone(lowered, begin, behind)) {
    return std::nullopt;
  }
  return SpelledNumber{begin, end, ValueOfDigits(lowered.substr(begin, digits_end - begin))};
}

// Whether a number follows: "the 3. Lesson 4" says it twice.
bool IsNumbered(std::string_view text, std::size_t end) {
  const std::size_t next = references::SkipBlanks(text, end);
  return next < text.size() && (IsDigit(text[next]) || text[next] == '#');
}

// "Its third step" counts within something else: whether such a word ends before `at`.
bool IsOwned(std::string_view lowered, std::size_t at) {
  constexpr std::array<std::string_view, 11> kOwners = {
      "its", "their", "whose", "his", "her", "seine", "ihre", "dessen", "deren", "son", "su"};
  const std::string_view before =
      Trim(lowered.substr(at - std::min<std::size_t>(at, 16), std::min<std::size_t>(at, 16)));
  return before.ends_with("'s") || std::ranges::any_of(kOwners, [&](std::string_view owner) {
           return before.ends_with(owner) &&
                  !IdentifierBefore(before, before.size() - owner.size());
         });
}

// Where the word that begins with a label ends, its plural too; `end` of the label where a longer
// word stands.
std::size_t EndOfForm(std::string_view lowered, std::size_t end) {
  for (const std::string_view plural : {"es", "s", "en", "n"}) {
    const std::size_t behind = end + plural.size();
    if (lowered.substr(end).starts_with(plural) && !IdentifierAt(lowered, behind)) return behind;
  }
  return end;
}

// The numbers of one text beside one label, lists of them too.
class SpelledFinder {
 public:
  SpelledFinder(std::string_view lowered, std::string_view label, std::vector<SpelledNumber>& found)
      : lowered_(lowered), label_(label), found_(found) {}

  void LookAt(std::size_t at) {
    const std::size_t end = EndOfForm(lowered_, at + label_.size());
    if (IdentifierBefore(lowered_, at) || IdentifierAt(lowered_, end)) return;
    if (end < lowered_.size() && IsGap(lowered_[end]) && Cardinals(at, end + 1)) return;
    if (at >= 2 && IsGap(lowered_[at - 1])) Ordinals(at - 1, end);
  }

 private:
  static constexpr std::size_t kLongest = 16;

  // "chapters one, three and five": whether one stands at `word`, behind the label at `at`.
  bool Cardinals(std::size_t at, std::size_t word) {
    const bool is_plural = IdentifierAt(lowered_, at + label_.size());
    const std::size_t known = found_.size();
    while (word < lowered_.size()) {
      std::size_t stop = word;
      while (stop - word < kLongest && IdentifierAt(lowered_, stop)) ++stop;
      const std::string number(lowered_.substr(word, stop - word));
      if (IsEnglishWord(number) && IsEnglishLabel(label_)) break;
      const auto value = Cardinal(number);
      const bool goes_on = found_.size() > known;
      if (!value || (goes_on && !is_plural && references::CountsThings(lowered_, stop))) break;
      found_.push_back({goes_on ? word : at, stop, *value});
      word = references::NumberJointAt(lowered_, stop).end;
      if (word == stop) break;
    }
    return found_.size() > known;
  }

  // "the third and fifth chapter", "the 3rd and 5th chapters": those that end at `end`, before the
  // label that ends at `behind`.
  void Ordinals(std::size_t end, std::size_t behind) {
    for (auto one = OrdinalEndingAt(end, behind); one; one = OrdinalBeside(one->begin, behind)) {
      if (IsOwned(lowered_, one->begin)) return;
      found_.push_back({one->begin, behind, one->value});
    }
  }

  [[nodiscard]] std::optional<SpelledNumber> OrdinalEndingAt(std::size_t end,
                                                             std::size_t behind) const {
    if (auto digits = OrdinalBefore(lowered_, end, behind)) {
      return IsNumbered(lowered_, behind) ? std::nullopt : digits;
    }
    std::size_t begin = end;
    while (begin > 0 && end - begin < kLongest && IdentifierBefore(lowered_, begin)) --begin;
    const auto value = Ordinal(std::string(lowered_.substr(begin, end - begin)));
    return value ? std::optional(SpelledNumber{begin, end, *value}) : std::nullopt;
  }

  // The one that "and" or a comma ties to what begins at `begin`.
  [[nodiscard]] std::optional<SpelledNumber> OrdinalBeside(std::size_t begin,
                                                           std::size_t behind) const {
    constexpr std::size_t kLongestJoint = 12;
    for (std::size_t at = begin; at > 0 && begin - at < kLongestJoint; --at) {
      if (!IdentifierBefore(lowered_, at) || IdentifierAt(lowered_, at)) continue;
      if (references::NumberJointAt(lowered_, at).end != begin) continue;
      if (auto one = OrdinalEndingAt(at, behind)) return one;
    }
    return std::nullopt;
  }

  std::string_view lowered_;
  std::string_view label_;
  std::vector<SpelledNumber>& found_;
};

}  // namespace

std::vector<SpelledNumber> FindSpelledNumbers(std::string_view text,
                                              const std::vector<std::string>& labels) {
  std::vector<SpelledNumber> found;
  const std::string lowered = Lower(text);
  for (const std::string& written : labels) {
    const std::string label = Lower(written);
    if (label.empty()) continue;
    SpelledFinder finder(lowered, label, found);
    for (std::size_t at = lowered.find(label); at != std::string::npos;
         at = lowered.find(label, at + label.size())) {
      finder.LookAt(at);
    }
  }
  return found;
}

std::vector<std::string> SpellingsOf(int value) {
  constexpr std::array<std::string_view, 12> kEndings = {"",   "e",   "n", "en", "er", "es",
                                                         "em", "ère", "o", "a",  "os", "as"};
  std::vector<std::string> words;
  for (const Spelled& one : kCardinals) {
    if (one.value == value) words.emplace_back(one.word);
  }
  for (const Spelled& one : kOrdinals) {
    if (one.value != value) continue;
    for (const std::string_view ending : kEndings)
      words.push_back(fmt::format("{}{}", one.word, ending));
  }
  return words;
}

}  // namespace prereq
