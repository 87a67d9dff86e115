#include "passages/neighbour_words.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

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

constexpr std::array<std::string_view, 4> kNext = {"next", "following", "upcoming", "subsequent"};
constexpr std::array<std::string_view, 5> kPrevious = {"previous", "preceding", "prev", "prior",
                                                       "last"};
constexpr std::string_view kLast = "last";  // of all, too: the line has to name the module
constexpr std::array<std::string_view, 8> kPlaces = {"module",  "chapter",  "lesson",   "unit",
                                                     "lecture", "notebook", "tutorial", "exercise"};

std::span<const std::string_view> WordsFor(bool next) {
  return next ? std::span<const std::string_view>(kNext)
              : std::span<const std::string_view>(kPrevious);
}

// Bytes of the character at `at` that belong to a word; 0: it is a mark, such as an arrow or emoji.
std::size_t WordLengthAt(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(at) < 0x80U) return IsWordByte(text[at]) ? 1 : 0;
  const std::size_t length = std::max<std::size_t>(Utf8Length(text.substr(at)), 1);
  const bool is_mark = byte(at) == 0xC2U || (byte(at) == 0xE2U && byte(at + 1) < 0xB0U) ||
                       (byte(at) == 0xEFU && byte(at + 1) == 0xB8U) ||
                       (byte(at) == 0xF0U && byte(at + 1) == 0x9FU);
  return is_mark ? 0 : length;
}

std::size_t MarkLengthAt(std::string_view text, std::size_t at) {
  return std::max<std::size_t>(Utf8Length(text.substr(at)), 1);
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
    at += is_open ? length : MarkLengthAt(text, at);
  }
  for (std::string& word : words) word = Lower(word);
  return words;
}

class WordFinder {
 public:
  WordFinder(const std::string& path, ModuleId own, const Facts& facts,
             const ModuleSequence& sequence, std::span<const Reference> references)
      : path_(path), own_(own), facts_(facts), references_(references) {
    if (!facts.order.number(own)) return;
    previous_ = sequence.Previous(own);
    next_ = sequence.Next(own);
    for (const std::string& label : facts.series.labels) labels_.push_back(Lower(label));
  }

  void Line(std::string_view line, std::size_t begin, int number) {
    const std::string lowered = Lower(line);
    LookAtRow(line, begin, number);
    Look(line, lowered, begin, number, true);
    Look(line, lowered, begin, number, false);
  }

  std::vector<NeighbourWord> Take() { return std::move(words_); }

 private:
  void Look(std::string_view line, const std::string& lowered, std::size_t begin, int number,
            bool next) {
    const std::optional<ModuleId> neighbour = next ? next_ : previous_;
    if (!neighbour) return;
    for (const std::string_view word : WordsFor(next)) {
      for (std::size_t at = FindWord(lowered, word, 0); at != std::string::npos;
           at = FindWord(lowered, word, at + 1)) {
        const std::size_t end = LabelEnd(lowered, at + word.size());
        const bool named = Names(lowered, begin, line.size(), end, *neighbour);
        const bool leads =
            named && lowered.substr(end).starts_with(": [");  // "Intro. Next: [B](b)"
        const bool heads = end > at + word.size() || leads || Heads(lowered, at, at + word.size());
        if (!heads || (!named && end == at + word.size())) continue;
        if (!named && word == kLast) continue;
        if (!named && NamesSomething(lowered, end)) continue;  // "Next module: Training"
        NeighbourWord found;
        found.where = {path_, number, static_cast<int>(at) + 1};
        found.module = own_;
        found.next = next;
        if (named) found.named = neighbour;
        found.text = std::string(line.substr(at, end - at));
        words_.push_back(std::move(found));
        return;
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
  std::size_t LabelEnd(std::string_view lowered, std::size_t at) const {
    std::size_t label = at;
    while (label < lowered.size() && (lowered[label] == ' ' || lowered[label] == '*')) ++label;
    if (label == at) return at;
    const auto fits = [&](std::string_view word) {
      return !word.empty() && lowered.substr(label).starts_with(word) &&
             Alone(lowered, label, label + word.size());
    };
    for (const std::string_view word : kPlaces) {
      if (fits(word)) return label + word.size();
    }
    for (const std::string& word : labels_) {
      if (fits(word)) return label + word.size();
    }
    return at;
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

  // Whether the line names the module: anywhere by reference, behind `from` in words.
  bool Names(std::string_view lowered, std::size_t begin, std::size_t length, std::size_t from,
             ModuleId module) const {
    for (const Reference& reference : references_) {
      if (reference.whole.offset >= begin + length) break;
      if (reference.whole.offset >= begin && reference.module == module) return true;
    }
    const Module& named = facts_.module(module);
    const auto says = [&](const std::string& name) {
      return !name.empty() && FindWord(lowered, Lower(name), from) != std::string_view::npos;
    };
    return says(named.slug) || says(named.title) || std::ranges::any_of(named.aliases, says);
  }

  const std::string& path_;
  ModuleId own_;
  const Facts& facts_;
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
  WordFinder finder(path, own, facts, sequence, references);
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
  constexpr std::array<std::string_view, 4> kFillers = {"up", "to", "the", "here"};
  const auto is_known = [&](std::string_view word) {
    const auto is_it = [&](std::string_view known) { return known == word; };
    return (next != false && std::ranges::any_of(kNext, is_it)) ||
           (next != true && std::ranges::any_of(kPrevious, is_it)) ||
           std::ranges::any_of(kPlaces, is_it) || std::ranges::any_of(kFillers, is_it) ||
           std::ranges::any_of(labels,
                               [&](const std::string& label) { return Lower(label) == word; });
  };
  return std::ranges::all_of(WordsOf(text), is_known);
}

}  // namespace prereq
