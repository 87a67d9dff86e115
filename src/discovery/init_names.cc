// FindNames: the label before module numbers, and titles seen beside them.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/text.h"
#include "discovery/init_metadata.h"
#include "references/scan_text.h"
#include "series/course_words.h"
#include "series/resolve.h"

namespace prereq {
namespace {

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
  const auto words = CourseWords();
  const auto label = std::ranges::find(words, text.substr(at, blank - at));
  if (label == words.end()) return std::nullopt;
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

// "### Step 3 - do that": a heading that numbers what stands in a page, not the page itself.
bool IsInnerHeading(std::string_view text, std::size_t label) {
  const std::size_t begin = text.rfind('\n', label) + 1;  // npos + 1 is 0
  const std::string_view before = text.substr(begin, label - begin);
  const std::size_t marks = std::min(before.find_first_not_of('#'), before.size());
  return marks > 1 && Trim(before.substr(marks)).empty();
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

// Other names of modules out of the titles that stand beside their label and number.
void AddAliases(
    const std::map<std::pair<int, std::string>, std::map<std::string_view, std::size_t>>& titles,
    const std::map<int, std::string>& slugs, FoundNames& found) {
  std::map<std::string, std::vector<std::string>> aliases;
  std::map<std::string, std::string> owner;  // folded title → slug
  std::vector<std::pair<std::size_t, std::string>> doubtful;
  for (const auto& [key, by_label] : titles) {
    const auto said = by_label.find(found.label);
    if (said == by_label.end()) continue;
    const std::size_t count = said->second;
    const auto& number = key.first;  // no structured binding: lambdas below capture
    const auto& title = key.second;
    const std::string& slug = slugs.at(number);
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
}

struct LabelCount {
  std::size_t count = 0, titled = 0, agreeing = 0;
  std::size_t strays = 0;  // beside numbers that no module has
  std::string example;     // a title that fits no module
};

// Which of the words that stand before numbers is the modules' own: what their folder or names say,
// else the most frequent one whose numbers are theirs and that is no other group's.
std::string_view ChooseLabel(const std::map<std::string_view, LabelCount>& labels,
                             const NumberedGroup& series, const std::set<std::string>& others) {
  const auto own = labels.find(series.word);
  if (own != labels.end() && own->second.count > 0) return own->first;
  std::string_view best;
  std::size_t most = kFewestMentions - 1;
  for (const auto& [label, seen] : labels) {
    if (seen.count <= most || seen.strays * 3 > seen.count) continue;
    if (others.contains(std::string(label))) continue;
    best = label;
    most = seen.count;
  }
  return best;
}

}  // namespace

FoundNames FindNames(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series, const std::vector<NumberedGroup>& groups) {
  std::map<int, std::string> slugs;
  for (const auto& [number, slug] : series.entries) slugs.try_emplace(number.value, slug);
  std::map<std::string_view, LabelCount> labels;
  std::map<std::pair<int, std::string>, std::map<std::string_view, std::size_t>> titles;
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
      if (!mention) continue;
      const std::size_t begin = WordBegin(head, at);
      if (EndsATitle(head, begin)) continue;
      LabelCount& label = labels[mention->label];
      if (!slugs.contains(mention->number)) {
        ++label.strays;
        continue;
      }
      if (IsInnerHeading(head, begin) && mention->phrase.empty()) continue;
      ++label.count;
      if (!mention->title.empty()) ++titles[{mention->number, mention->title}][mention->label];
      if (mention->phrase.empty()) continue;
      ++label.titled;
      if (ShareAStem(mention->phrase, slugs[mention->number])) {
        ++label.agreeing;
      } else if (label.example.empty()) {
        label.example = fmt::format("{} {}: {}", mention->label, mention->number, mention->phrase);
      }
    }
  }
  std::set<std::string> others;
  for (const NumberedGroup& group : groups) {
    if (&group != &series && group.pattern != series.pattern && !group.word.empty() &&
        group.word != series.word) {
      others.insert(group.word);
    }
  }
  FoundNames found;
  found.label = ChooseLabel(labels, series, others);
  const LabelCount seen = found.label.empty() ? LabelCount() : labels[found.label];
  found.label_count = seen.count;
  // Where titles stand beside it, and none fits its module, it counts something else.
  const bool mostly_titled = seen.titled >= kFewestMentions && seen.titled * 2 >= seen.count;
  if (series.has_slug && !series.is_family() && mostly_titled && seen.agreeing == 0) {
    found.label.clear();
    titles.clear();
    found.doubtful.push_back(fmt::format("`{}`", seen.example));
  }
  if (!series.is_family()) AddAliases(titles, slugs, found);
  return found;
}

}  // namespace prereq
