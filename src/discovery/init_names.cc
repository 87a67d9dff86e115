// FindNames: the label before module numbers, and titles seen beside them.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/init_metadata.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "series/course_words.h"
#include "series/resolve.h"

namespace prereq {
namespace {

constexpr std::size_t kMostPages = 400, kMostOfPage = 128U << 10U;
constexpr std::size_t kMostDoubts = 10, kFewestDoubts = 3, kFewestMentions = 3;

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
  std::string phrase;  // what follows a colon, a dash or a bracket, up to the first mark
  std::string title;   // the same behind a colon, unless it is too long for a name
  std::size_t begin = 0, end = 0;  // of label and number
};

// How a title is tied to the number before it; its length, 0 when none is.
std::size_t TieAt(std::string_view text, std::size_t at) {
  for (const std::string_view tie : {": ", " (", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "}) {
    if (text.substr(at).starts_with(tie)) return tie.size();
  }
  return 0;
}

// The target of the link whose text `at` stands in; empty when it stands in none.
std::string_view TargetAround(std::string_view text, std::size_t at) {
  const auto link = references::LinkTextAround(text, at);
  if (!link) return {};
  return text.substr(link->target_begin, link->target_end - link->target_begin);
}

// Whether the line that holds `at` is a heading.
bool InHeading(std::string_view text, std::size_t at) {
  const std::size_t before = text.rfind('\n', at);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return begin < text.size() && text[begin] == '#';
}

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
  mention.begin = at;
  mention.end = i;
  const std::size_t tie = TieAt(text, i);
  if (tie == 0 || i + tie >= text.size()) return mention;
  const bool colon = text[i] == ':';
  i += tie;
  const std::size_t begin = i;
  while (i < text.size() && (IsLetter(text[i]) || IsDigit(text[i]) || text[i] == ' ' ||
                             text[i] == '&' || text[i] == '-')) {
    ++i;
  }
  const std::string_view title = Trim(text.substr(begin, i - begin));
  mention.phrase = title;
  if (colon && std::ranges::count(title, ' ') < 4 && !title.empty() && !title.ends_with('-')) {
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
  return label - 1 - word > kShort && IsUpper(text[word]);
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
void AddAliases(const std::map<std::pair<int, std::string>, std::size_t>& titles,
                const std::map<int, std::string>& slugs, FoundNames& found) {
  std::map<std::string, std::vector<std::string>> aliases;
  std::map<std::string, std::string> owner;  // folded title → slug
  std::vector<std::pair<std::size_t, std::string>> doubtful;
  for (const auto& [key, count] : titles) {
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

// What speaks for and against a word as the label of the series.
struct Label {
  std::size_t count = 0, titled = 0;
  std::size_t agreeing = 0;  // the title or the link beside it is that of the number's module
  std::size_t counting = 0;  // headings inside a module's page that number something else
  std::size_t strays = 0;    // beside numbers that no module has
  std::string example;       // a title that fits no module
  std::map<std::pair<int, std::string>, std::size_t> titles;
};

// The number of the module that `path` belongs to.
std::optional<int> OwnerOf(const NumberedGroup& series, const std::string& path) {
  for (std::size_t i = 0; i < series.paths.size() && i < series.entries.size(); ++i) {
    if (IsWithin(path, series.paths[i])) return series.entries[i].first.value;
  }
  return std::nullopt;
}

// `Step 1-org`: the module's own name stands behind the number.
bool NameFollows(std::string_view text, std::size_t at, const std::string& slug) {
  if (slug.empty() || at >= text.size() || (text[at] != '-' && text[at] != '_')) return false;
  const std::string_view rest = text.substr(at + 1);
  return rest.starts_with(slug) && !references::IdentifierAt(rest, slug.size());
}

void Weigh(const Mention& mention, std::string_view text, const std::string& slug,
           std::optional<int> owner, Label& label) {
  ++label.count;
  if (!mention.title.empty()) ++label.titles[{mention.number, mention.title}];
  const bool own_heading = owner && InHeading(text, mention.begin);
  if (own_heading && *owner != mention.number) ++label.counting;
  const std::string target = FoldModuleName(TargetAround(text, mention.end));
  const bool linked = !slug.empty() && target.find(FoldModuleName(slug)) != std::string::npos;
  if (linked || (own_heading && *owner == mention.number) || NameFollows(text, mention.end, slug)) {
    ++label.agreeing;
  }
  if (mention.phrase.empty()) return;
  ++label.titled;
  if (ShareAStem(mention.phrase, slug)) {
    if (!linked) ++label.agreeing;
  } else if (label.example.empty()) {
    label.example = fmt::format("{} {}: {}", mention.label, mention.number, mention.phrase);
  }
}

// Words that pages also count their own parts with: alone they do not say that modules are meant.
bool MayCountParts(std::string_view word) {
  constexpr std::array<std::string_view, 24> kWords = {
      "Part",    "Exercise", "Section",  "Step",      "Stage",     "Level", "Challenge", "Task",
      "Problem", "Example",  "Topic",    "Milestone", "Class",     "Teil",  "Aufgabe",   "Übung",
      "Stufe",   "Partie",   "Exercice", "Étape",     "Ejercicio", "Etapa", "Esercizio", "Thema"};
  return std::ranges::find(kWords, word) != kWords.end();
}

// Whether the word counts something else: parts of each module's page, or titles that fit no
// module.
bool CountsElse(const Label& label, bool has_slug) {
  constexpr std::size_t kFew = 4;  // a quarter of all mentions
  if (label.counting > label.agreeing && label.counting * kFew > label.count) return true;
  const bool mostly_titled = label.titled >= kFewestMentions && label.titled * 2 >= label.count;
  return has_slug && mostly_titled && label.agreeing == 0;
}

// The word that the folder or the names of the modules say; else, of those that are no other
// group's and whose numbers are mostly the modules', the one that names and links confirm most,
// then the most frequent. The end where none stands often enough.
using Labels = std::map<std::string_view, Label>;
Labels::const_iterator Choose(const Labels& labels, const NumberedGroup& series,
                              const std::set<std::string>& others, bool all_may_count) {
  const auto own = labels.find(series.word);
  if (own != labels.end() && own->second.count > 0) return own;
  auto best = labels.end();
  const auto rank = [&](const Label& label) {
    // A number of a family is that of many modules, so titles beside it confirm nothing.
    if (series.is_family()) {
      return std::tuple(!CountsElse(label, false), std::size_t{0}, label.count);
    }
    return std::tuple(!CountsElse(label, series.has_slug), label.agreeing, label.count);
  };
  for (auto one = labels.begin(); one != labels.end(); ++one) {
    const Label& seen = one->second;
    if ((all_may_count || MayCountParts(one->first)) && seen.agreeing == 0) continue;
    if (seen.count < kFewestMentions || seen.strays * 3 > seen.count) continue;
    if (others.contains(std::string(one->first))) continue;
    if (best == labels.end() || rank(best->second) < rank(seen)) best = one;
  }
  return best;
}

// The most frequent word that pages may count their own parts with, and that nothing ties to the
// modules; the end where there is none.
Labels::const_iterator MostCounted(const Labels& labels, bool all_may_count) {
  auto most = labels.end();
  for (auto one = labels.begin(); one != labels.end(); ++one) {
    const Label& seen = one->second;
    const bool may_count = all_may_count || MayCountParts(one->first);
    if (!may_count || seen.agreeing > 0 || seen.count < kFewestMentions) continue;
    if (most == labels.end() || most->second.count < seen.count) most = one;
  }
  return most;
}

// What the folders and names of the other groups call their numbers.
std::set<std::string> WordsOfOthers(const std::vector<NumberedGroup>& groups,
                                    const NumberedGroup& series) {
  std::set<std::string> words;
  for (const NumberedGroup& group : groups) {
    if (&group != &series && group.pattern != series.pattern && !group.word.empty() &&
        group.word != series.word) {
      words.insert(group.word);
    }
  }
  return words;
}

}  // namespace

FoundNames FindNames(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series, const std::vector<NumberedGroup>& groups) {
  std::map<int, std::string> slugs;
  for (const auto& [number, slug] : series.entries) slugs.try_emplace(number.value, slug);
  std::map<std::string_view, Label> labels;
  std::size_t pages = 0;
  for (const FileEntry& file : files) {
    const FileContent content = FormatOf(file.path).content;
    const bool is_page = content == FileContent::kProse || content == FileContent::kNotebook;
    if (!is_page || file.kind != FileKind::kRegular || pages >= kMostPages) continue;
    if (references::IsLicence(file.path)) continue;
    const std::optional<int> owner = OwnerOf(series, file.path);
    ++pages;
    Result<std::string> text = tree.Read(file.path);
    if (!text) continue;
    const std::string_view head = std::string_view(*text).substr(0, kMostOfPage);
    for (std::size_t at = head.find(' '); at != std::string_view::npos;
         at = head.find(' ', at + 1)) {
      if (at + 1 >= head.size() || !IsDigit(head[at + 1])) continue;
      const auto mention = MentionBefore(head, at);
      if (!mention || EndsATitle(head, mention->begin)) continue;
      Label& label = labels[mention->label];
      if (!slugs.contains(mention->number)) {
        ++label.strays;
      } else if (IsInnerHeading(head, mention->begin) && mention->phrase.empty()) {
        if (owner && *owner != mention->number) ++label.counting;
      } else {
        Weigh(*mention, head, slugs[mention->number], owner, label);
      }
    }
  }
  FoundNames found;
  std::map<std::pair<int, std::string>, std::size_t> titles;
  // A number that begins anew in each folder means no module by itself, but for lessons of phases.
  const bool lone_family =
      series.is_family() && std::ranges::none_of(groups, [&](const NumberedGroup& group) {
        return IsInside(series, group);
      });
  const auto chosen = Choose(labels, series, WordsOfOthers(groups, series), lone_family);
  const bool told_by_titles = series.has_slug && !series.is_family();
  if (chosen != labels.end() && CountsElse(chosen->second, told_by_titles)) {
    if (!chosen->second.example.empty()) {
      found.doubtful.push_back(fmt::format("`{}`", chosen->second.example));
    }
    found.label_count = chosen->second.count;
  } else if (chosen != labels.end()) {
    found.label = chosen->first;
    found.label_count = chosen->second.count;
    titles = chosen->second.titles;
  } else if (const auto most = MostCounted(labels, lone_family); most != labels.end()) {
    found.open_label = most->first;
    found.label_count = most->second.count;
    if (!most->second.example.empty()) {
      found.doubtful.push_back(fmt::format("`{}`", most->second.example));
    }
  }
  if (!series.is_family()) AddAliases(titles, slugs, found);
  return found;
}

}  // namespace prereq
