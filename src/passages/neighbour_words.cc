#include "passages/neighbour_words.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/text.h"
#include "passages/neighbour_in_links.h"
#include "passages/neighbour_terms.h"
#include "passages/neighbour_texts.h"
#include "passages/own_parts.h"
#include "passages/word_characters.h"
#include "references/module_words.h"

namespace prereq {
namespace {

bool IsIdentifierByte(char c) { return IsWordByte(c) || c == '_'; }

bool Alone(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !IsIdentifierByte(text[begin - 1])) &&
         (end >= text.size() || !IsIdentifierByte(text[end]));
}

// The first of `word` in `lowered` as a whole word at or after `from`; npos when there is none.
std::size_t FindWord(std::string_view lowered, std::string_view word, std::size_t from) {
  for (std::size_t at = lowered.find(word, from); at != std::string_view::npos;
       at = lowered.find(word, at + 1)) {
    if (Alone(lowered, at, at + word.size())) return at;
  }
  return std::string_view::npos;
}

constexpr std::string_view kLast = "last";  // of all, too
// "In den folgenden Kapiteln" speaks of more than the next.
bool IsPlural(std::string_view place) {
  constexpr std::array<std::string_view, 13> kPlurals = {
      "kapiteln", "lektionen", "chapitres", "leçons", "capítulos", "lecciones", "capitoli",
      "lezioni",  "stukken",   "ах",        "ам",     "уроки",     "модули"};
  return std::ranges::any_of(kPlurals, [&](std::string_view one) { return place.ends_with(one); });
}

// Where the word that begins at `at` ends, in any alphabet.
std::size_t WordEndAt(std::string_view text, std::size_t at) {
  for (std::size_t length = WordLengthAt(text, at); length > 0; length = WordLengthAt(text, at)) {
    at += length;
  }
  return at;
}

// The end of `said` where it stands at `at` as a whole word; 0 where it does not.
std::size_t SaidAt(std::string_view lowered, std::size_t at, const NeighbourTerm& said) {
  constexpr std::size_t kLongestEnding = 4;  // of two letters of Cyrillic, too
  if (!lowered.substr(std::min(at, lowered.size())).starts_with(said.word)) return 0;
  const std::size_t end = at + said.word.size();
  if (!said.is_stem) return Alone(lowered, at, end) ? end : 0;
  if (at > 0 && IsIdentifierByte(lowered[at - 1])) return 0;
  const std::size_t last = WordEndAt(lowered, end);
  return last - end <= kLongestEnding ? last : 0;
}

// The words of `text`, in lower case.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  bool is_open = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = WordLengthAt(text, at);
    if (length > 0) {
      if (!is_open) words.emplace_back();
      words.back() += text.substr(at, length);
    }
    is_open = length > 0;
    at += is_open ? length : CharacterLengthAt(text, at);
  }
  for (std::string& word : words) word = Lower(word);
  return words;
}

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80U; }

// Whether the last character is a Chinese one: most of U+4E00 to U+9FFF.
bool EndsInIdeograph(std::string_view text) {
  if (text.size() < 3) return false;
  const auto first = static_cast<unsigned char>(text[text.size() - 3]);
  return first >= 0xE4U && first <= 0xE9U;
}

class WordFinder {
 public:
  WordFinder(const std::string& path, std::string_view text, ModuleId own, const Facts& facts,
             const ModuleSequence& sequence, std::span<const Reference> references)
      : path_(path),
        text_(text),
        own_(own),
        facts_(facts),
        parts_(path, own, facts),
        references_(references) {
    if (!facts.order.number(own)) return;
    is_ordered_ = true;
    previous_ = sequence.Previous(own);
    next_ = sequence.Next(own);
    for (const std::string& label : facts.series.labels) labels_.push_back(Lower(label));
  }

  void Line(std::string_view line, std::size_t begin, int number) {
    const std::string lowered = Lower(line);
    LookAtRow(line, begin, number);
    for (const bool next : {true, false}) {
      const std::size_t known = words_.size();
      Look(line, lowered, begin, number, next);
      if (words_.size() == known) LookAtKey(line, lowered, begin, number, next);
      if (words_.size() == known) LookAtLinks(line, begin, number, next);
      if (words_.size() == known) LookAtUnspaced(line, lowered, begin, number, next);
    }
    LookForCounts(line, lowered, number);
  }

  std::vector<NeighbourWord> Take() { return std::move(words_); }

 private:
  void Look(std::string_view line, const std::string& lowered, std::size_t begin, int number,
            bool next) {
    const std::optional<ModuleId> neighbour = next ? next_ : previous_;
    if (!neighbour) return;
    for (const NeighbourTerm& said : NeighbourTerms(next)) {
      for (std::size_t at = lowered.find(said.word); at != std::string::npos;
           at = lowered.find(said.word, at + 1)) {
        const std::size_t word_end = SaidAt(lowered, at, said);
        if (word_end == 0) continue;
        std::size_t end = LabelEnd(lowered, word_end);
        if (end == word_end) {  // "in the last notebook, [Losses](../05_losses)"
          const std::size_t part = LabelEnd(lowered, word_end, false, true);
          if (part > end && Names(lowered, begin, line.size(), part, *neighbour)) end = part;
        }
        const bool wraps = end == word_end && LabelBelow(lowered, begin, word_end);
        const std::size_t label = said.is_stem ? LabelBegin(lowered, at) : at;
        const std::size_t from = end == word_end ? label : at;
        const bool named = Names(lowered, begin, line.size(), end, *neighbour);
        const std::string_view rest = std::string_view(lowered).substr(end);
        const bool phrase = said.word.find(' ') != std::string_view::npos;
        const bool labelled = !phrase && (end > word_end || from < at || wraps);
        // "Intro. Next: [B](b)", "Continue with [B](b)"
        const bool leads = named && rest.starts_with(phrase ? " [" : ": [");
        const bool heads = labelled || leads || (!phrase && Heads(lowered, at, word_end));
        if (!heads || (!named && !labelled)) continue;
        if (!named && said.word == kLast && MeansTheEnd(lowered, begin, line.size(), end)) continue;
        if (!named && NamesSomething(lowered, end)) continue;  // "Next module: Training"
        if (MeansPage(line, begin, {word_end, end - word_end}, *neighbour, next)) continue;
        NeighbourWord found;
        found.where = {path_, number, static_cast<int>(from) + 1};
        found.module = own_;
        found.next = next;
        if (named) found.named = neighbour;
        found.text = std::string(line.substr(from, end - from));
        words_.push_back(std::move(found));
        return;
      }
    }
  }

  // Whether a neighbour's word means a page beside this one in the module's folder: what the line
  // leads to is there, or the word, which ends with the label at `label`, may be said of parts.
  [[nodiscard]] bool MeansPage(std::string_view line, std::size_t begin, Span label,
                               ModuleId neighbour, bool next) const {
    return !Refers(begin, line.size(), neighbour) &&
           (parts_.AreLinkedIn(line.substr(label.end())) ||
            parts_.AreMeant(line.substr(label.offset, label.length), next));
  }

  // `pagination_next: lessons/03_functions`, `nextLesson = "functions"`, `<link rel="next" …>`: a
  // key of a field that names the neighbour.
  void LookAtKey(std::string_view line, const std::string& lowered, std::size_t begin, int number,
                 bool next) {
    const std::optional<ModuleId> neighbour = next ? next_ : previous_;
    if (!neighbour) return;
    const std::optional<Span> key = NeighbourKey(line, lowered, next);
    if (!key || !Names(lowered, begin, line.size(), key->end(), *neighbour)) return;
    if (MeansPage(line, begin, *key, *neighbour, next)) return;
    // In code `next_item = loops[0]` may speak of a variable.
    if (FormatOf(path_).content == FileContent::kCode && !Refers(begin, line.size(), *neighbour)) {
      return;
    }
    words_.push_back({{path_, number, static_cast<int>(key->offset) + 1},
                      own_,
                      next,
                      neighbour,
                      std::string(line.substr(key->offset, key->length)),
                      {}});
  }

  // `[Weiter](../03_functions/)`, `<a class="next" href="…">`: a link to the neighbour that says
  // so.
  void LookAtLinks(std::string_view line, std::size_t begin, int number, bool next) {
    const std::optional<ModuleId> neighbour = next ? next_ : previous_;
    auto reference = std::ranges::lower_bound(
        references_, begin, {}, [](const Reference& one) { return one.whole.offset; });
    for (; reference != references_.end() && reference->whole.end() <= begin + line.size();
         ++reference) {
      if (!neighbour || reference->module != neighbour) continue;
      const Span target{reference->whole.offset - begin, reference->whole.length};
      const auto words = NeighbourWordsOfLink(line, target, next, facts_.series.labels);
      if (!words) continue;
      std::string text(line.substr(words->offset, words->length));
      // Behind a colon stands what this neighbour is called, `Next: Loops`: no form of all links.
      std::string form;
      if (SaysNeighbourAlone(text, next, facts_.series.labels)) {
        form = WordsBeside(FoldModuleName(text), facts_.series.labels);
      }
      words_.push_back({{path_, number, static_cast<int>(words->offset) + 1},
                        own_,
                        next,
                        neighbour,
                        std::move(text),
                        std::move(form)});
      return;
    }
  }

  // `还记得上一章的函数么`: in scripts without blanks.
  void LookAtUnspaced(std::string_view line, const std::string& lowered, std::size_t begin,
                      int number, bool next) {
    const std::optional<ModuleId> neighbour = next ? next_ : previous_;
    if (!neighbour || std::ranges::all_of(line, IsAscii)) return;
    for (const NeighbourTerm& said : UnspacedNeighbourTerms(next)) {
      std::size_t at = line.find(said.word);
      while (at != std::string_view::npos && said.is_stem && EndsInIdeograph(line.substr(0, at))) {
        at = line.find(said.word, at + said.word.size());
      }
      if (at == std::string_view::npos) continue;
      const std::size_t end = at + said.word.size();
      const bool named = Names(lowered, begin, line.size(), end, *neighbour);
      if (!named && NamesSomething(lowered, end)) continue;
      words_.push_back({{path_, number, static_cast<int>(at) + 1},
                        own_,
                        next,
                        named ? neighbour : std::nullopt,
                        std::string(said.word),
                        {}});
      return;
    }
  }

  // "Two weeks ago", "in three lessons".
  void LookForCounts(std::string_view line, const std::string& lowered, int number) {
    constexpr std::array<std::string_view, 8> kCounts = {"two", "three", "four", "five",
                                                         "2",   "3",     "4",    "5"};
    constexpr std::array<NeighbourTerm, 6> kWays = {
        {{"ago"}, {"earlier"}, {"back"}, {"later"}, {"from now"}, {"ahead"}}};
    constexpr std::size_t kBackward = 3;  // of kWays
    if (!is_ordered_) return;
    for (std::size_t i = 0; i < kCounts.size(); ++i) {
      for (std::size_t at = FindWord(lowered, kCounts[i], 0); at != std::string::npos;
           at = FindWord(lowered, kCounts[i], at + 1)) {
        const std::size_t label = LabelEnd(lowered, at + kCounts[i].size(), true);
        if (label == at + kCounts[i].size()) continue;
        const std::size_t way = std::min(lowered.find_first_not_of(' ', label), lowered.size());
        for (std::size_t w = 0; w < kWays.size(); ++w) {
          const std::size_t end = SaidAt(lowered, way, kWays[w]);
          if (end == 0) continue;
          NeighbourWord found;
          found.where = {path_, number, static_cast<int>(at) + 1};
          found.module = own_;
          found.next = w >= kBackward;
          found.text = std::string(line.substr(at, end - at));
          found.distance = static_cast<int>(i % 4) + 2;
          words_.push_back(std::move(found));
          return;
        }
      }
    }
  }

  // `| [Intro](01.md) | [Files](03.md) |` below `| Previous | Next |`.
  void LookAtRow(std::string_view line, std::size_t begin, int number) {
    if (!Trim(line).starts_with('|')) {
      heads_.clear();
      above_ = {};
      return;
    }
    const bool is_rule = line.find_first_not_of("|-: \t\r") == std::string_view::npos;
    if (is_rule) heads_ = Split(above_, '|');
    above_ = line;
    if (is_rule || heads_.empty()) return;
    std::size_t at = 0;
    const std::vector<std::string_view> cells = Split(line, '|');
    for (std::size_t i = 0; i < cells.size() && i < heads_.size(); ++i) {
      for (const bool next : {false, true}) LookAtCell(cells[i], begin + at, at, number, i, next);
      at += cells[i].size() + 1;
    }
  }

  void LookAtCell(std::string_view cell, std::size_t begin, std::size_t column, int number,
                  std::size_t i, bool next) {
    const std::optional<ModuleId> neighbour = next ? next_ : previous_;
    const std::string_view head = Trim(heads_[i]);
    const bool says = SaysNeighbourAlone(head, next, facts_.series.labels) &&
                      !SaysNeighbourAlone(head, !next, facts_.series.labels);
    if (!neighbour || !HoldsWords(head) || !says) return;
    if (!Names(Lower(cell), begin, cell.size(), 0, *neighbour)) return;
    const std::size_t words = std::min(cell.find_first_not_of(' '), cell.size());
    words_.push_back({{path_, number, static_cast<int>(column + words) + 1},
                      own_,
                      next,
                      neighbour,
                      std::string(head),
                      {}});
  }

  // The end of a label that follows at `at`: "next **Module**"; `at` itself when none does.
  // `parts`: also where modules hold what is called so.
  std::size_t LabelEnd(std::string_view lowered, std::size_t at, bool plural = false,
                       bool parts = false) const {
    std::size_t label = at;
    while (label < lowered.size() && (lowered[label] == ' ' || lowered[label] == '*')) ++label;
    if (label == at) return at;
    const auto end_of = [&](const NeighbourTerm& said) -> std::size_t {
      if (!plural) return SaidAt(lowered, label, said);
      const std::size_t end = label + said.word.size();
      const bool fits = lowered.substr(label).starts_with(said.word) && end < lowered.size() &&
                        lowered[end] == 's' && Alone(lowered, label, end + 1);
      return fits ? end + 1 : 0;
    };
    for (const references::ModuleWord& place : references::ModuleWords()) {
      if (place.may_be_part && !parts && !IsOfSeries(place.word)) continue;
      const std::size_t end = end_of({place.word, place.is_stem});
      if (end > 0 && !IsPlural(lowered.substr(label, end - label))) return end;
    }
    for (const std::string& word : labels_) {
      if (word.empty()) continue;
      if (const std::size_t end = end_of({word})) return end;
    }
    return at;
  }

  // Whether the modules stand in a folder of that name: `exercises/`.
  [[nodiscard]] bool IsOfSeries(std::string_view place) const {
    return Lower(ParentPath(facts_.module(own_).path)).find(place) != std::string::npos;
  }

  // Whether the line ends at `at` and the next one goes on with a label.
  bool LabelBelow(std::string_view lowered, std::size_t begin, std::size_t at) const {
    constexpr std::size_t kLongest = 64;
    if (lowered.find_first_not_of(" \r", at) != std::string_view::npos) return false;
    const std::size_t below = begin + lowered.size() + 1;
    if (below >= text_.size()) return false;
    const std::string_view rest = text_.substr(below, kLongest);
    const std::string next = " " + Lower(Trim(rest.substr(0, rest.find('\n'))));
    const std::size_t end = LabelEnd(next, 0);
    const std::size_t behind = std::min(next.find_first_not_of(" *", end), next.size());
    const bool names = behind < next.size() && IsDigit(next[behind]);  // "next" / "Module 4 shows"
    return end > 0 && !names && !Trim(lowered).starts_with('#');
  }

  // Where a label begins that stands before the word at `at`: "chapitre suivant"; `at` without.
  std::size_t LabelBegin(std::string_view lowered, std::size_t at) const {
    std::size_t end = at;
    while (end > 0 && lowered[end - 1] == ' ') --end;
    if (end == at || end == 0) return at;
    const std::size_t blank = lowered.substr(0, end).find_last_of(" ([*_\"'");
    const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
    return begin > 0 ? (LabelEnd(lowered, begin - 1) == end ? begin : at)
                     : (LabelEnd(" " + std::string(lowered.substr(0, end)), 0) == end + 1 ? 0 : at);
  }

  // "The last module of the course", or one that the line names otherwise: not the one before.
  bool MeansTheEnd(std::string_view lowered, std::size_t begin, std::size_t length,
                   std::size_t end) const {
    if (lowered.substr(end).starts_with(" of ")) return true;
    const auto behind = std::ranges::lower_bound(
        references_, begin + end, {}, [](const Reference& one) { return one.whole.offset; });
    return behind != references_.end() && behind->whole.offset < begin + length;
  }

  // Whether a name follows that the words stand for.
  static bool NamesSomething(std::string_view lowered, std::size_t at) {
    const std::string_view rest =
        lowered.substr(std::min(lowered.find_first_not_of("*_` ", at), lowered.size()));
    return rest.starts_with(':') || rest.starts_with("(") || rest.starts_with("->") ||
           rest.starts_with("\xE2\x86\x92");
  }

  // "Next:", "[Next →", "Next up": a pointer rather than a word of a sentence.
  static bool Heads(std::string_view lowered, std::size_t begin, std::size_t end) {
    const std::string_view before = Trim(lowered.substr(0, begin));
    const std::string_view after = lowered.substr(end);
    const bool starts = std::ranges::none_of(before, IsWordByte) || before.ends_with('[') ||
                        before.ends_with('|') || before.ends_with("\xE2\x86\x90") ||
                        before.ends_with("\xC2\xB7") || before.ends_with("up");
    const std::size_t sign = std::min(after.find_first_not_of("*_` \"'"), after.size());
    const std::string_view rest = after.substr(sign);
    const bool points = rest.starts_with(':') || rest.starts_with("->") || rest.starts_with("=>") ||
                        rest.starts_with("\xE2\x86\x92") || rest.starts_with("\xE2\x80\x94") ||
                        rest.starts_with("\xE2\x80\x93") || rest.starts_with(']') ||
                        rest.starts_with("up") || rest.starts_with("steps") ||
                        rest.starts_with('|') || rest.starts_with('(') || rest.starts_with('[');
    return starts && points;
  }

  // Whether a reference to the module stands on the line.
  [[nodiscard]] bool Refers(std::size_t begin, std::size_t length, ModuleId module) const {
    for (const Reference& reference : references_) {
      if (reference.whole.offset >= begin + length) break;
      if (reference.whole.offset >= begin && reference.module == module) return true;
    }
    return false;
  }

  // Whether the line names the module: anywhere by reference, behind `from` in words.
  bool Names(std::string_view lowered, std::size_t begin, std::size_t length, std::size_t from,
             ModuleId module) const {
    if (Refers(begin, length, module)) return true;
    const Module& named = facts_.module(module);
    const auto says = [&](const std::string& name) {
      return !name.empty() && FindWord(lowered, Lower(name), from) != std::string_view::npos;
    };
    return says(named.slug) || says(named.title) || std::ranges::any_of(named.aliases, says);
  }

  const std::string& path_;
  std::string_view text_;
  ModuleId own_;
  bool is_ordered_ = false;  // the module has a number
  const Facts& facts_;
  const OwnParts parts_;
  std::span<const Reference> references_;
  std::optional<ModuleId> previous_, next_;
  std::vector<std::string> labels_;      // lower case
  std::vector<std::string_view> heads_;  // of the table that the line stands in
  std::string_view above_;               // the row before
  std::vector<NeighbourWord> words_;
};

}  // namespace

std::vector<NeighbourWord> FindNeighbourWords(const std::string& path, std::string_view text,
                                              ModuleId own, const Facts& facts,
                                              const ModuleSequence& sequence,
                                              std::span<const Reference> references) {
  constexpr std::size_t kLongestLine = 4096;  // more is not prose
  WordFinder finder(path, text, own, facts, sequence, references);
  int number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    ++number;
    if (end - begin <= kLongestLine) finder.Line(text.substr(begin, end - begin), begin, number);
    begin = end + 1;
  }
  return finder.Take();
}

bool HoldsWords(std::string_view text) { return !WordsOf(text).empty(); }

bool SaysNeighbourAlone(std::string_view text, std::optional<bool> next,
                        std::span<const std::string> labels) {
  constexpr std::array<std::string_view, 5> kFillers = {"up", "to", "the", "here", "navigation"};
  const auto is_known = [&](std::string_view word) {
    const auto is_it = [&](const NeighbourTerm& known) {
      return known.is_stem ? SaidAt(word, 0, known) == word.size() : known.word == word;
    };
    const auto is_place = [&](const references::ModuleWord& place) {
      return is_it({place.word, place.is_stem});
    };
    const std::string folded = FoldName(word);
    const auto in_link = [&](bool which) {
      return next != !which && SaysNeighbourInLink(folded, which);
    };
    const auto is_filler = [&](std::string_view known) { return known == word; };
    return (next != false && std::ranges::any_of(NeighbourTerms(true), is_it)) ||
           (next != true && std::ranges::any_of(NeighbourTerms(false), is_it)) ||
           std::ranges::any_of(references::ModuleWords(), is_place) ||
           std::ranges::any_of(kFillers, is_filler) || in_link(true) || in_link(false) ||
           std::ranges::any_of(labels,
                               [&](const std::string& label) { return Lower(label) == word; });
  };
  return std::ranges::all_of(WordsOf(text), is_known);
}

}  // namespace prereq
