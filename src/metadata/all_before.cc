#include "metadata/all_before.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "metadata/labelled_numbers.h"

namespace prereq {
namespace {

constexpr std::array<std::string_view, 11> kAll = {
    "all", "every", "alle", "tous", "toutes", "todos", "todas", "tutti", "tutte", "все", "any"};
constexpr std::array<std::string_view, 16> kBefore = {
    "previous",   "prior",      "preceding",   "earlier",    "vorherigen", "vorangehenden",
    "vorigen",    "précédents", "précédentes", "anteriores", "previos",    "previas",
    "precedenti", "предыдущие", "foregoing",   "past"};
// The same of one module, before its label and behind it.
constexpr std::array<std::string_view, 13> kLastBefore = {
    "previous", "prior",   "preceding", "last",       "vorherige",  "vorherigen", "vorheriges",
    "vorige",   "vorigen", "letzte",    "предыдущий", "предыдущая", "предыдущее"};
constexpr std::array<std::string_view, 4> kBehindLabel = {"précédent", "précédente", "anterior",
                                                          "precedente"};
constexpr std::array<std::string_view, 10> kIn = {"in", "from", "of", "aus", "von",
                                                  "de", "dans", "en", "из",  "в"};

// The letters from `at` on, folded; `at` goes behind them.
std::string TakeWord(std::string_view text, std::size_t& at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
  const std::size_t begin = at;
  at = LettersEnd(text, at);
  return FoldModuleName(text.substr(begin, at - begin));
}

// "previous lesson", "leçon précédente": one module, its label not in the plural.
std::optional<AllBefore> OneBeforeAt(std::string_view text, std::size_t begin,
                                     const MentionLabels& labels) {
  std::size_t at = begin;
  const std::string first = TakeWord(text, at), second = TakeWord(text, at);
  const auto is_in = [](const auto& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
  };
  const bool before = is_in(kLastBefore, first);
  if (!before && !is_in(kBehindLabel, second)) return std::nullopt;
  const std::string& label = before ? second : first;
  const bool outer = is_in(labels.outer, label);
  if (!outer && !is_in(labels.inner, label)) return std::nullopt;
  return AllBefore{at, outer, true, {}};
}

// The path behind " in `", " from [words](": a folder, with its closing `/` or without.
std::string FolderBehind(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 200;  // bytes
  const std::string word = TakeWord(text, at);
  if (std::ranges::find(kIn, word) == kIn.end()) return {};
  at = std::min(text.find_first_not_of(" *_", at), text.size());
  std::string_view rest = text.substr(at, kLongest);
  std::string_view path;
  if (rest.starts_with('`')) {
    path = rest.substr(1, rest.find('`', 1) - 1);
  } else if (const std::size_t middle = rest.find("](");
             rest.starts_with('[') && middle < rest.size()) {
    rest.remove_prefix(middle + 2);
    path = rest.substr(0, rest.find(')'));
  } else {
    path = rest.substr(0, rest.find_first_of(" ,;)\n"));
    if (path.find('/') == std::string_view::npos) return {};
  }
  while (path.ends_with('/') || path.ends_with('.')) path.remove_suffix(1);
  return std::string(path);
}

}  // namespace

std::optional<AllBefore> AllBeforeAt(std::string_view text, std::size_t begin,
                                     const MentionLabels& labels) {
  std::size_t at = begin;
  if (std::ranges::find(kAll, TakeWord(text, at)) == kAll.end()) {
    return OneBeforeAt(text, begin, labels);
  }
  bool before = false;
  for (int words = 0; words < 5; ++words) {
    const std::string word = TakeWord(text, at);
    if (word.empty()) return std::nullopt;
    before = before || std::ranges::find(kBefore, word) != kBefore.end();
    const bool outer = IsLabelOf(labels.outer, word);
    if (!outer && !IsLabelOf(labels.inner, word)) continue;
    std::string folder = FolderBehind(text, at);
    if (before || !folder.empty()) return AllBefore{at, outer, false, std::move(folder)};
  }
  return std::nullopt;
}

}  // namespace prereq
