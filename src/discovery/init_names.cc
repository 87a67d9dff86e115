// FindNames: the label before module numbers, and titles seen beside them.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/text.h"
#include "discovery/init_metadata.h"
#include "references/scan_text.h"
#include "series/resolve.h"

namespace prereq {
namespace {

// What stands before numbers in courses of several languages.
constexpr std::array<std::string_view, 55> kLabels = {
    "Module",     "Chapter", "Lesson",   "Unit",     "Week",     "Day",      "Part",     "Lab",
    "Exercise",   "Lecture", "Section",  "Session",  "Notebook", "Topic",    "Tutorial", "Project",
    "Assignment", "Step",    "Modul",    "Kapitel",  "Lektion",  "Einheit",  "Woche",    "Tag",
    "Teil",       "Übung",   "Aufgabe",  "Thema",    "Chapitre", "Leçon",    "Semaine",  "Jour",
    "Partie",     "Séance",  "Exercice", "Capítulo", "Lección",  "Módulo",   "Semana",   "Día",
    "Tema",       "Clase",   "Unidad",   "Aula",     "Dia",      "Capitolo", "Lezione",  "Modulo",
    "Settimana",  "Giorno",  "Глава",    "Урок",     "Модуль",   "Неделя",   "День"};
constexpr std::size_t kMostPages = 400, kMostBytes = 128U << 10U;
constexpr std::size_t kMostDoubts = 10, kFewestDoubts = 3, kFewestMentions = 3;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Where the word that ends at `end` begins, in any alphabet.
std::size_t WordBegin(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && !IsDigit(text[begin - 1]) && text[begin - 1] != '_' &&
         references::IdentifierBefore(text, begin)) {
    do {
      --begin;
    } while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U);
  }
  return begin;
}

// "Module 05: Loss Functions" → the number and the title; the title ends at the first mark.
struct Mention {
  std::string_view label;
  int number = 0;
  std::string phrase;  // what follows the colon, up to the first mark
  std::string title;   // the same, unless it is too long for a name
};

// The mention whose label ends at `blank`.
std::optional<Mention> MentionBefore(std::string_view text, std::size_t blank) {
  const std::size_t at = WordBegin(text, blank);
  Mention mention;
  const auto label = std::ranges::find(kLabels, text.substr(at, blank - at));
  if (label == kLabels.end()) return std::nullopt;
  mention.label = *label;
  std::size_t i = blank + 1;
  const std::size_t digits = i;
  while (i < text.size() && IsDigit(text[i]) && i - digits < 4) {
    mention.number = mention.number * 10 + (text[i++] - '0');
  }
  if (i == digits || i - digits > 3) return std::nullopt;
  if (i + 2 >= text.size() || text.substr(i, 2) != ": ") return mention;
  i += 2;
  const std::size_t begin = i;
  while (i < text.size() && (IsLetter(text[i]) || IsDigit(text[i]) || text[i] == ' ' ||
                             text[i] == '&' || text[i] == '-')) {
    ++i;
  }
  const std::string_view title = Trim(text.substr(begin, i - begin));
  mention.phrase = title;
  if (std::ranges::count(title, ' ') < 4 && !title.empty() && !title.ends_with('-')) {
    mention.title = title;
  }
  return mention;
}

// "Transfer Learning Part 3": the label ends a title of its own that begins before it. Words of up
// to four letters may just begin a sentence: "From Module 3".
bool EndsATitle(std::string_view text, std::size_t label) {
  constexpr std::size_t kShort = 4;
  if (label < 2 || text[label - 1] != ' ') return false;
  std::size_t word = label - 1;
  while (word > 0 && IsLetter(text[word - 1])) --word;
  return label - 1 - word > kShort && text[word] >= 'A' && text[word] <= 'Z';
}

// Whether a title begins or ends with a word that shares its first four letters with the name:
// "Loss Functions" and "losses", but not "Clone and Setup Repository" and "setup".
bool ShareAStem(const std::string& title, const std::string& slug) {
  constexpr std::size_t kStem = 4;
  const std::string folded = FoldModuleName(slug);
  const std::string words = FoldModuleName(title);  // outlives the views
  const std::vector<std::string_view> parts = Split(words, ' ');
  return std::ranges::any_of(std::array{parts.front(), parts.back()}, [&](std::string_view word) {
    return word.size() >= kStem && folded.find(word.substr(0, kStem)) != std::string::npos;
  });
}

}  // namespace

FoundNames FindNames(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series) {
  std::map<int, std::string> slugs;
  for (const auto& [number, slug] : series.entries) slugs.try_emplace(number.value, slug);
  struct Label {
    std::size_t count = 0, titled = 0, agreeing = 0;
    std::string example;  // a title that fits no module
  };
  std::map<std::string_view, Label> labels;
  std::map<std::pair<int, std::string>, std::size_t> titles;
  std::size_t pages = 0;
  for (const FileEntry& file : files) {
    const FileContent content = FormatOf(file.path).content;
    const bool is_page = content == FileContent::kProse || content == FileContent::kNotebook;
    if (!is_page || file.kind != FileKind::kRegular || pages >= kMostPages) continue;
    ++pages;
    Result<std::string> text = tree.Read(file.path);
    if (!text) continue;
    const std::string_view head = std::string_view(*text).substr(0, kMostBytes);
    for (std::size_t at = head.find(' '); at != std::string_view::npos;
         at = head.find(' ', at + 1)) {
      if (at + 1 >= head.size() || !IsDigit(head[at + 1])) continue;
      const auto mention = MentionBefore(head, at);
      if (!mention || !slugs.contains(mention->number)) continue;
      if (EndsATitle(head, WordBegin(head, at))) continue;
      Label& label = labels[mention->label];
      ++label.count;
      if (!mention->title.empty()) ++titles[{mention->number, mention->title}];
      if (mention->phrase.empty()) continue;
      ++label.titled;
      if (ShareAStem(mention->phrase, slugs[mention->number])) {
        ++label.agreeing;
      } else if (label.example.empty()) {
        label.example = fmt::format("{} {}: {}", mention->label, mention->number, mention->phrase);
      }
    }
  }
  FoundNames found;
  for (const auto& [label, seen] : labels) {
    if (seen.count > found.label_count) {
      found.label = label;
      found.label_count = seen.count;
    }
  }
  if (found.label_count < kFewestMentions) found.label.clear();
  const Label& seen = labels[found.label];
  // Where titles stand beside it, and none fits its module, it counts something else.
  const bool mostly_titled = seen.titled >= kFewestMentions && seen.titled * 2 >= seen.count;
  if (series.has_slug && mostly_titled && seen.agreeing == 0) {
    found.label.clear();
    titles.clear();
    found.doubtful.push_back(fmt::format("`{}`", seen.example));
  }
  std::map<std::string, std::vector<std::string>> aliases;
  std::map<std::string, std::string> owner;  // folded title → slug
  std::vector<std::pair<std::size_t, std::string>> doubtful;
  for (const auto& [key, count] : titles) {
    const auto& number = key.first;  // no structured binding: lambdas below capture
    const auto& title = key.second;
    const std::string& slug = slugs[number];
    if (slug.empty() || FoldModuleName(title) == FoldModuleName(slug)) continue;
    const bool is_other_slug = std::ranges::any_of(slugs, [&](const auto& entry) {
      return FoldModuleName(entry.second) == FoldModuleName(title);
    });
    if (count < 2 || is_other_slug) continue;
    if (!ShareAStem(title, slug)) {
      const bool is_name = IsLetter(title.front()) && std::ranges::count(title, ' ') < 3;
      if (count < kFewestDoubts || !is_name) continue;
      doubtful.emplace_back(count, fmt::format("`{} {}: {}` beside `{}` ({} times)", found.label,
                                               number, title, slug, count));
      continue;
    }
    const auto [first, is_new] = owner.try_emplace(FoldModuleName(title), slug);
    if (is_new) aliases[slug].push_back(title);
    if (!is_new && first->second != slug) std::erase(aliases[first->second], title);
  }
  for (auto& [slug, names] : aliases) {
    if (!names.empty()) found.aliases.emplace_back(slug, std::move(names));
  }
  std::ranges::stable_sort(doubtful, std::greater<>(), &std::pair<std::size_t, std::string>::first);
  for (auto& [count, text] : doubtful) {
    if (found.doubtful.size() < kMostDoubts) found.doubtful.push_back(std::move(text));
  }
  return found;
}

}  // namespace prereq
