#include "passages/tied_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "passages/counting_words.h"
#include "passages/sequences.h"
#include "references/counters.h"
#include "references/scan_text.h"
#include "series/course_words.h"

namespace prereq {
namespace {

// What one thing is called in several languages, in lower case; the first is English. A word that
// says something else in running text of another language is left out ("tag", "modulo", "les").
using SameWords = std::array<std::string_view, 16>;
constexpr std::array<SameWords, 7> kSameWords = {{
    {"chapter", "kapitel", "chapitre", "capítulo", "capitolo", "hoofdstuk", "rozdział", "kapitola",
     "fejezet", "capitolul", "bölüm", "глава", "розділ", "chương", "章", "장"},
    {"lesson", "lektion", "leçon", "lección", "lição", "lezione", "lekcja", "lekce", "урок", "课",
     "課", "과"},
    {"week", "woche", "semaine", "semana", "settimana", "tydzień", "týden", "неделя", "周", "週",
     "주차"},
    {"day", "jour", "día", "giorno", "dzień", "день", "天", "日", "일차"},
    {"module", "módulo", "moduł", "модуль", "모듈"},
    {"unit", "einheit", "unité", "unidad", "unidade", "unità"},
    {"exercise", "übung", "exercice", "ejercicio", "exercício", "esercizio", "упражнение"},
}};

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The module of a certain reference that begins in `begin` to `end`.
std::optional<ModuleId> CertainIn(std::span<const Reference> references, std::size_t begin,
                                  std::size_t end) {
  auto at = std::ranges::lower_bound(references, begin, {},
                                     [](const Reference& one) { return one.whole.offset; });
  for (; at != references.end() && at->whole.offset < end; ++at) {
    if (IsCertain(*at)) return at->module;
  }
  return std::nullopt;
}

// Whether nothing but marks and the folders in front of a path stands there.
bool LeadsOn(std::string_view between) {
  static constexpr references::ByteSet kMarks(" *_`\"'([:./");
  return std::ranges::all_of(between, [](char c) { return kMarks.Has(c); });
}

}  // namespace

std::optional<ModuleId> TiedModule(std::string_view text, Span number,
                                   std::span<const Reference> references) {
  constexpr std::size_t kNearPath = 12;  // bytes between a number and the path behind it
  if (const auto link = references::LinkTextAround(text, number.offset)) {
    return CertainIn(references, link->target_begin, link->target_end);
  }
  const auto next = std::ranges::lower_bound(references, number.end(), {},
                                             [](const Reference& one) { return one.whole.offset; });
  if (next == references.end() || next->shape != ReferenceShape::kPath || !IsCertain(*next) ||
      next->whole.offset - number.end() > kNearPath || next->whole.offset == number.end() ||
      !LeadsOn(text.substr(number.end(), next->whole.offset - number.end()))) {
    return std::nullopt;
  }
  return next->module;
}

std::vector<std::string> WordsOfModules(const std::vector<TiedWord>& tied, const Order& numbers) {
  constexpr std::size_t kFewestModules = 2, kFewestUses = 3, kUsual = 10, kShortest = 4;
  struct Uses {
    std::set<ModuleId> modules;
    std::size_t agreeing = 0, against = 0;
  };
  std::map<std::string, Uses> by_word;
  for (const TiedWord& one : tied) {
    Uses& uses = by_word[one.word];
    const auto number = numbers.number(one.module);
    if (number && number->value == one.number) {
      ++uses.agreeing;
      uses.modules.insert(one.module);
    } else {
      ++uses.against;
    }
  }
  std::vector<std::string> words;
  for (const auto& [word, uses] : by_word) {
    const bool counts_parts = CountsParts(word) && CourseWordOf(word).empty();
    if (word.size() < kShortest || counts_parts || uses.modules.size() < kFewestModules ||
        uses.agreeing < kFewestUses || uses.against * kUsual > uses.agreeing) {
      continue;
    }
    words.push_back(word);
  }
  return words;
}

bool IsFormOfWord(std::string_view word, std::string_view label) {
  if (word == label) return true;
  if (word.empty() || label.empty() || word.front() != label.front()) return false;
  if (IsAscii(label)) {
    return word.starts_with(label) &&
           (word.substr(label.size()) == "s" || word.substr(label.size()) == "es");
  }
  // Two bytes a letter: the last of `глава` change, and a few more may follow.
  constexpr std::size_t kLeast = 6, kLess = 4, kMore = 4;
  const auto same = static_cast<std::size_t>(std::ranges::mismatch(word, label).in1 - word.begin());
  if (word.substr(same) == "s" && same == label.size()) return true;
  return !IsAscii(label.substr(0, 1)) && same >= kLeast && label.size() - same <= kLess &&
         word.size() - same <= kMore;
}

namespace {

// "hoofdstukken", "kapitoly", "lezioni": endings of languages that change more than English does.
bool IsBent(std::string_view word, std::string_view label) {
  constexpr std::size_t kLeast = 5, kLess = 1, kMore = 3;
  if (!IsAscii(label)) return false;
  const auto same = static_cast<std::size_t>(std::ranges::mismatch(word, label).in1 - word.begin());
  return same >= kLeast && label.size() - same <= kLess && word.size() - same <= kMore;
}

}  // namespace

bool TranslatesLabel(std::string_view word, const std::vector<std::string>& labels) {
  if (word.empty()) return false;
  return std::ranges::any_of(kSameWords, [&](const SameWords& same) {
    const auto is_form = [&](std::string_view one) {
      return !one.empty() && one != same.front() && (IsFormOfWord(word, one) || IsBent(word, one));
    };
    const bool labelled = std::ranges::any_of(labels, [&](const std::string& label) {
      return std::ranges::find(same, Lower(label)) != same.end();
    });
    return labelled && std::ranges::any_of(same, is_form);
  });
}

bool SaysLabel(const std::pair<std::string, std::string>& around,
               const std::vector<std::string>& words, const std::vector<std::string>& labels) {
  const bool ordinal =
      !around.first.empty() && references::OrdinalSignEnd(around.first, 0) == around.first.size();
  if (ordinal) return TranslatesLabel(around.second, labels);
  return TranslatesLabel(around.first, labels) ||
         std::ranges::any_of(
             words, [&](const std::string& word) { return IsFormOfWord(around.first, word); });
}

}  // namespace prereq
