#include "metadata/other_works.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "series/course_words.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestWork = 80;  // bytes

// Words between a part and the work that it belongs to.
constexpr std::array<std::string_view, 28> kOf = {
    "by",  "of", "from", "in",    "von", "aus",  "im", "vom", "der", "des",
    "de",  "du", "del",  "della", "dal", "dans", "do", "da",  "dos", "van",
    "uit", "av", "af",   "at",    "z",   "ze",   "из", "в"};
// Of these, what a capital behind does not make a work's: "Lesson 2 in Jupyter", and where every
// noun has one.
constexpr std::array<std::string_view, 10> kUnsure = {"in",  "im",  "dans", "в",   "da",
                                                      "von", "vom", "aus",  "der", "des"};
constexpr std::array<std::string_view, 3> kOfShort = {"von", "vom", "aus"};  // but of an acronym
// What courses are called as well: "Python course, lesson 2" may be this one.
constexpr std::array<std::string_view, 10> kCourses = {
    "course", "tutorial", "guide", "kurs", "kurses", "cours", "curso", "corso", "lectures", "mooc"};
constexpr std::array<std::string_view, 24> kArticles = {
    "the", "a",  "an", "der", "die", "das", "dem", "den", "des", "le", "la",  "les",
    "l",   "du", "el", "los", "las", "il",  "lo",  "o",   "os",  "as", "het", "een"};
// What says that the own course is meant.
constexpr std::array<std::string_view, 34> kOwn = {
    "this",   "our",    "same",  "dieser",  "diesem", "dieses", "diese",   "unserem", "unserer",
    "ce",     "cet",    "cette", "notre",   "este",   "esta",   "nuestro", "nuestra", "questo",
    "questa", "nostro", "deste", "desta",   "dit",    "deze",   "этого",   "этой",    "нашего",
    "these",  "those",  "here",  "current", "whole",  "main",   "series"};
constexpr std::array<std::string_view, 40> kWorks = {
    "book",   "textbook",      "course",        "tutorial", "manual",   "handbook", "guide",
    "docs",   "documentation", "specification", "paper",    "mooc",     "lectures", "books",
    "buch",   "lehrbuch",      "kurs",          "kurses",   "handbuch", "skript",   "livre",
    "manuel", "cours",         "libro",         "curso",    "corso",    "livro",    "boek",
    "cursus", "bok",           "bog",           "kniha",    "książki",  "kursu",    "книги",
    "книге",  "курса",         "курсе",         "учебника", "учебнике"};

bool IsLetterByte(char c) { return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

template <std::size_t kSize>
bool IsIn(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// `Rust-Buch`: what it is stands at the end.
bool IsWork(std::string_view folded) {
  return IsIn(kWorks, folded.substr(folded.rfind(' ') + 1));  // npos + 1 is 0
}

// Two capitals and nothing small: SICP, K&R.
bool IsAcronym(std::string_view word) {
  const auto capitals = std::ranges::count_if(word, IsUpper);
  return capitals >= 2 &&
         std::ranges::none_of(word, [](char c) { return IsLetter(c) && !IsUpper(c); });
}

std::string_view WordFrom(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() &&
         (IsLetterByte(text[end]) || IsDigit(text[end]) ||
          (end > at && std::string_view("-+#&'").find(text[end]) != std::string_view::npos))) {
    ++end;
  }
  return text.substr(at, end - at);
}

// The rest of the clause from `at` on.
std::string_view ClauseFrom(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(at, kLongestWork);
  std::size_t end = std::min(near.find_first_of(",;:()[]|\n"), near.size());
  if (const std::size_t stop = near.find(". "); stop < end) end = stop;
  return Trim(near.substr(0, end));
}

// Whether the words from one in quotes or emphasis on are a title.
bool OpensTitle(std::string_view text) {
  for (const std::string_view mark : {"\"", "*", "_", "\xE2\x80\x9C", "\xE2\x80\x9E", "\xC2\xAB",
                                      "\xE3\x80\x8A", "\xE3\x80\x8E"}) {
    if (text.starts_with(mark)) return true;
  }
  return false;
}

// Whether `clause`, behind a word of kOf, names a work: by its kind with a word in front ("the Rust
// book"), or, unless that says nothing (`sure` is false), by a capital.
bool NamesWork(std::string_view clause, bool sure) {
  bool first = true;
  for (std::size_t at = 0, words = 0; at < clause.size() && words < 6;) {
    const std::string_view word = WordFrom(clause, at);
    if (word.empty()) {
      ++at;
      continue;
    }
    at += word.size();
    const std::string folded = FoldModuleName(word);
    if (first && IsIn(kArticles, folded)) continue;
    if (first && (IsIn(kOwn, folded) || !CourseWordOf(word).empty() || IsDigit(word.front()))) {
      return false;
    }
    const bool is_joined = folded.find(' ') != std::string::npos;
    if (IsWork(folded) && (!first || is_joined)) return true;
    if (first && IsWork(folded)) {  // "of the book": of this one; "du livre Rust"
      const std::size_t name = clause.find_first_not_of(' ', at);
      return name != std::string_view::npos &&
             (IsUpper(clause[name]) || OpensTitle(clause.substr(name)));
    }
    if (first && sure && IsUpper(word.front())) return true;
    first = false;
    ++words;
  }
  return false;
}

std::string_view WorkBehind(std::string_view text, std::size_t end) {
  text = text.substr(0, end + kLongestWork);
  const std::size_t line = std::min(text.find('\n', end), text.size());
  while (end < line && std::string_view(" \t*_)").find(text[end]) != std::string_view::npos) ++end;
  const std::string_view joint = WordFrom(text, end);
  const std::string folded = FoldModuleName(joint);
  if (joint.empty() || !IsIn(kOf, folded)) return {};
  std::size_t begin = end + joint.size();
  while (begin < line && text[begin] == ' ') ++begin;
  if (begin == end + joint.size() || begin >= line) return {};
  const std::string_view clause = ClauseFrom(text, begin);
  const bool is_short = IsIn(kOfShort, folded) && IsAcronym(WordFrom(clause, 0));
  const bool is_named = OpensTitle(clause) || is_short || NamesWork(clause, !IsIn(kUnsure, folded));
  return is_named ? clause : std::string_view();
}

// "Rust book chapter 3", "the Rust book's chapter 3"; "Rust book, lesson 3" may be a list of two.
std::string_view WorkBefore(std::string_view text, std::size_t begin) {
  while (begin > 0 && std::string_view(" :(").find(text[begin - 1]) != std::string_view::npos) {
    --begin;
  }
  std::string_view before = text.substr(0, begin);
  for (const std::string_view owner : {"'s", "\xE2\x80\x99s"}) {
    if (before.ends_with(owner)) before.remove_suffix(owner.size());
  }
  before = before.substr(before.size() - std::min(before.size(), kLongestWork));
  std::size_t start = before.find_last_of(".,;:()[]|\n");
  before = Trim(before.substr(start == std::string_view::npos ? 0 : start + 1));
  const std::size_t last = before.rfind(' ');
  if (last == std::string_view::npos) return {};
  const std::string kind = FoldModuleName(before.substr(last + 1));
  if (!IsWork(kind) || IsIn(kCourses, kind)) return {};
  const std::string_view named = Trim(before.substr(0, last));
  const std::string_view word = named.substr(named.rfind(' ') + 1);  // npos + 1 is 0
  const std::string folded = FoldModuleName(word);
  const bool is_name = !IsIn(kArticles, folded) && !IsIn(kOwn, folded) && !IsIn(kOf, folded) &&
                       IsUpper(word.front());
  return is_name ? before.substr(static_cast<std::size_t>(word.data() - before.data()))
                 : std::string_view();
}

}  // namespace

std::string_view WorkAround(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view behind = WorkBehind(text, end);
  return behind.empty() ? WorkBefore(text, begin) : behind;
}

bool MakesPartOfLink(std::string_view between) {
  constexpr std::size_t kLongest = 24;
  if (between.size() > kLongest || between.find('\n') != std::string_view::npos) return false;
  bool is_first = true;
  for (const std::string_view word : Split(Trim(between), ' ')) {
    if (word.empty()) continue;
    if (!(is_first ? IsIn(kOf, Lower(word)) : IsIn(kArticles, Lower(word)))) return false;
    is_first = false;
  }
  return !is_first;
}

bool NamesFolderOf(std::string_view work, std::string_view path) {
  const std::string words = " " + FoldModuleName(work) + " ";
  return std::ranges::any_of(Split(path, '/'), [&](std::string_view part) {
    const std::string folder = FoldModuleName(part);
    return !folder.empty() && words.find(" " + folder + " ") != std::string::npos;
  });
}

}  // namespace prereq
