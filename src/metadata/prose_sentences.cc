#include "metadata/prose_sentences.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/text.h"
#include "series/course_words.h"

namespace prereq {
namespace {

constexpr auto kVerbs = std::to_array<std::string_view>(
    {"builds on", "builds directly on", "builds upon", "requires", "depends on", "assumes",
     "we build on", "continues from", "baut auf", "s'appuie sur", "s’appuie sur", "se basa en",
     "se basa na", "si basa su", "si basa sulla"});
// Of a course's reader, and of what comes before a module, at the begin of an introduction's
// sentence.
constexpr auto kPhrases = std::to_array<std::string_view>(
    {"we assume", "you should have", "you must have", "you need to have", "you'll need to have",
     "make sure you have", "make sure you've", "make sure that you have", "ensure you have",
     "ensure that you have", "before you start", "before you begin", "before starting",
     "before beginning"});
constexpr std::string_view kBeforePhrase = "before ";
// Words between such a phrase and what is to be known.
constexpr auto kKnowing = std::to_array<std::string_view>(
    {"the",        "that",       "this",     "you",       "ve",      "have",     "has",
     "read",       "completed",  "complete", "finished",  "finish",  "done",     "do",
     "gone",       "worked",     "through",  "already",   "covered", "watched",  "studied",
     "understood", "understand", "know",     "knowledge", "of",      "from",     "in",
     "familiar",   "are",        "with",     "material",  "content", "concepts", "please",
     "make",       "sure",       "lesson",   "it",        "at",      "least",    "to",
     "both",       "your"});
constexpr auto kThis =
    std::to_array<std::string_view>({"this", "diese", "dieses", "dieser", "cette", "ce", "cet",
                                     "esta", "este", "questa", "questo"});
constexpr auto kBeforeNouns = std::to_array<std::string_view>(
    {"the", "das", "der", "die", "dem", "den", "le", "la", "les", "el", "las", "los", "il"});
constexpr auto kFromWords =
    std::to_array<std::string_view>({"from", "of", "aus", "von", "de", "del"});
constexpr auto kDenials = std::to_array<std::string_view>(
    {"no", "not", "nothing", "kein", "keine", "nicht", "different"});
constexpr auto kAndWords = std::to_array<std::string_view>(
    {"and", "und", "et", "y", "e", "plus", "as", "well", "both", "sowie", "also"});

template <class Words>
bool IsAnyOf(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// The words of `text` in lower case; empty ones left out.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = FoldModuleName(text);
  for (const std::string_view word : Split(folded, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

// Whether the words in front of a verb make its sentence one about the page's own module. `begin`:
// where the words of the line begin.
bool IsAboutThis(std::string_view before, std::size_t begin, bool is_intro) {
  // "It builds on", at the begin or behind what is said of this one.
  if (is_intro && before.size() >= begin + 3 && Lower(before.substr(before.size() - 3)) == "it ") {
    const std::vector<std::string> words = WordsOf(before.substr(begin));
    const std::string_view rest = Trim(before.substr(begin, before.size() - begin - 3));
    return words.size() == 1 || (rest.ends_with('.') && IsAnyOf(kThis, words.front()));
  }
  constexpr std::size_t kNear = 60;                               // bytes of a subject
  const std::size_t end = before.find_last_not_of(" \t*_(") + 1;  // npos + 1 is 0
  if (end <= begin) return is_intro;
  if (std::string_view(".!?").find(before[end - 1]) != std::string_view::npos) return is_intro;
  const std::size_t low = end - std::min(end - begin, kNear);
  const std::vector<std::string> words = WordsOf(before.substr(low, end - low));
  return words.size() >= 2 && IsAnyOf(kThis, words[words.size() - 2]) &&
         !CourseWordOf(words.back()).empty();
}

// Where the sentence ends that goes on at `at`.
std::size_t EndOfSentence(std::string_view line, std::size_t at) {
  for (; at < line.size(); ++at) {
    const bool blank = at + 1 == line.size() || line[at + 1] == ' ';
    if (line[at] == ';' || ((line[at] == '.' || line[at] == '!' || line[at] == '?') && blank))
      break;
  }
  return at;
}

// Adds the phrases that begin a sentence of `plain`; what is to be done "before you start" stands
// behind a comma.
void AddPhrases(std::string_view plain, std::vector<std::pair<std::size_t, std::size_t>>& verbs) {
  for (const std::string_view phrase : kPhrases) {
    for (std::size_t at = plain.find(phrase); at != std::string_view::npos;
         at = plain.find(phrase, at + phrase.size())) {
      const std::size_t last = at == 0 ? plain.npos : plain.find_last_not_of(" \t>*_-+", at - 1);
      const bool begins =
          last == plain.npos || std::string_view(".!?").find(plain[last]) != plain.npos;
      std::size_t end = at + phrase.size();
      if (!begins || end >= plain.size() || IsWordByte(plain[end])) continue;
      if (phrase.starts_with(kBeforePhrase)) {
        end = plain.find(',', end);
        if (end == plain.npos || end >= EndOfSentence(plain, at)) continue;
        ++end;
      }
      verbs.emplace_back(at, end);
    }
  }
}

}  // namespace

std::vector<Span> NeedsInSentences(std::string_view line, bool is_intro) {
  const std::string plain = Lower(line);
  std::vector<std::pair<std::size_t, std::size_t>> verbs;  // their begins and ends
  for (const std::string_view verb : kVerbs) {
    for (std::size_t at = plain.find(verb); at != std::string::npos;
         at = plain.find(verb, at + verb.size())) {
      const std::size_t end = at + verb.size();
      const bool begins = at == 0 || !IsWordByte(plain[at - 1]);
      if (begins && end < plain.size() && (plain[end] == ' ' || plain[end] == '*')) {
        verbs.emplace_back(at, end);
      }
    }
  }
  if (is_intro) AddPhrases(plain, verbs);
  std::ranges::sort(verbs);
  const std::size_t first = std::min(line.find_first_not_of(" \t>*_-+"), line.size());
  std::vector<Span> needs;
  for (const auto& [begin, end] : verbs) {
    if (!needs.empty() && begin < needs.back().end()) continue;  // of the same sentence
    const std::string_view rest = std::string_view(plain).substr(begin);
    const bool is_phrase = std::ranges::any_of(
        kPhrases, [rest](std::string_view phrase) { return rest.starts_with(phrase); });
    if (!is_phrase && !IsAboutThis(line.substr(0, begin), first, is_intro)) continue;
    needs.push_back({end, EndOfSentence(line, end) - end});
  }
  return needs;
}

std::vector<ModuleMention> ObjectsOfVerb(std::string_view rest,
                                         std::vector<ModuleMention> mentions) {
  constexpr std::size_t kMostWords = 6;  // "the model that we built from"
  std::vector<ModuleMention> objects;
  std::size_t end = 0;
  for (ModuleMention& mention : mentions) {
    const bool all = (mention.all_before || mention.all_before_outer) && !mention.only_last;
    if (all || mention.span.offset < end) break;
    const std::vector<std::string> words = WordsOf(rest.substr(end, mention.span.offset - end));
    const auto is_joint = [&](const std::string& word) {
      return IsAnyOf(objects.empty() ? std::span<const std::string_view>(kBeforeNouns)
                                     : std::span<const std::string_view>(kAndWords),
                     word);
    };
    const bool right_behind = std::ranges::all_of(words, is_joint);
    const bool from = objects.empty() && words.size() <= kMostWords && !words.empty() &&
                      IsAnyOf(kFromWords, words.back()) &&
                      std::ranges::none_of(
                          words, [](const std::string& word) { return IsAnyOf(kDenials, word); });
    const bool known = objects.empty() && std::ranges::all_of(words, [](const std::string& word) {
                         return IsAnyOf(kKnowing, word);
                       });
    if (!right_behind && !from && !known) break;
    end = mention.span.end();
    objects.push_back(std::move(mention));
  }
  return objects;
}

}  // namespace prereq
