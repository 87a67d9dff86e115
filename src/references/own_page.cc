// What the file itself decides: in a module's own page the first heading says the module's number,
// and sections may be numbered after it.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// A heading's line, from behind its marks to the line's end.
struct Heading {
  std::size_t begin = 0, end = 0;
  int level = 0;
};

// `\section{…}`, `\chapter*{…}`.
std::optional<Heading> TexHeadingAt(std::string_view text, std::size_t line, std::size_t end) {
  constexpr std::array<std::string_view, 5> kCommands = {"part", "chapter", "section", "subsection",
                                                         "subsubsection"};
  std::size_t at = SkipBlanks(text, line);
  if (at >= end || text[at] != '\\') return std::nullopt;
  const std::size_t name = ++at;
  while (at < end && IsLetter(text[at])) ++at;
  const auto command = std::ranges::find(kCommands, text.substr(name, at - name));
  if (at < end && text[at] == '*') ++at;
  if (command == kCommands.end() || at >= end || text[at] != '{') return std::nullopt;
  const std::size_t close = std::min(text.find('}', at), end);
  return Heading{at + 1, close, static_cast<int>(command - kCommands.begin()) + 1};
}

// A line with a line of one mark below it, at least as long: reStructuredText.
std::optional<Heading> UnderlinedAt(std::string_view text, std::size_t line, std::size_t end) {
  constexpr std::string_view kMarks = "=-~^\"'`*+#:.";
  if (end + 1 >= text.size() || line == end || IsBlank(text[line])) return std::nullopt;
  const std::size_t below = std::min(text.find('\n', end + 1), text.size());
  const std::string_view mark = Trim(text.substr(end + 1, below - end - 1));
  const std::size_t level = mark.empty() ? std::string_view::npos : kMarks.find(mark.front());
  const bool same = level != std::string_view::npos &&
                    mark.find_first_not_of(mark.front()) == std::string_view::npos;
  if (!same || mark.size() < 3 || mark.size() + 1 < end - line) return std::nullopt;
  return Heading{line, end, static_cast<int>(level) + 1};
}

// A line with `===` or `---` of any length below it, as Markdown allows.
std::optional<Heading> SetextAt(std::string_view text, std::size_t line, std::size_t end) {
  constexpr std::size_t kShortest = 3;
  if (line == end || end + 1 >= text.size() || IsBlank(text[line]) ||
      std::string_view("-=#|>*+").find(text[line]) != std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t below = std::min(text.find('\n', end + 1), text.size());
  const std::string_view mark = Trim(text.substr(end + 1, below - end - 1));
  if (mark.size() < kShortest || (mark.front() != '=' && mark.front() != '-') ||
      mark.find_first_not_of(mark.front()) != std::string_view::npos) {
    return std::nullopt;
  }
  return Heading{line, end, mark.front() == '=' ? 1 : 2};
}

// The mark that begins a heading, as often as its level says.
char MarkOf(const Scan& scan) {
  if (scan.format.Is("asciidoc") || scan.format.Is("typst")) return '=';
  return scan.format.Is("org") ? '*' : '#';
}

// `# …`, in a notebook `"# …`, in AsciiDoc and Typst `= …`, in Org `* …`.
std::optional<Heading> HeadingAt(const Scan& scan, std::size_t line, std::size_t end) {
  const std::string_view text = scan.text;
  if (scan.format.Is("latex")) return TexHeadingAt(text, line, end);
  if (scan.format.Is("restructuredtext")) return UnderlinedAt(text, line, end);
  std::size_t at = line;
  if (scan.path.ends_with(".ipynb")) {
    at = SkipBlanks(text, at);
    if (at < end && text[at] == '"') ++at;
  }
  const char mark = MarkOf(scan);
  const std::size_t marks = at;
  while (at < end && text[at] == mark) ++at;
  const std::size_t level = at - marks;
  if (level == 0 && scan.format.Is("markdown")) return SetextAt(text, line, end);
  if (level == 0 || level > 6 || at >= end || !IsBlank(text[at])) return std::nullopt;
  return Heading{SkipOrnament(text, at), end, static_cast<int>(level)};
}

template <class Visit>  // until it returns false
void EachHtmlHeading(std::string_view text, Visit visit) {
  for (std::size_t at = text.find("<h"); at != std::string_view::npos;
       at = text.find("<h", at + 2)) {
    const char level = at + 2 < text.size() ? text[at + 2] : ' ';
    if (level < '1' || level > '6') continue;
    const std::size_t begin = text.find('>', at);
    const std::size_t end = std::min(text.find("</h", at), text.size());
    if (begin >= end) continue;
    if (!visit(Heading{SkipOrnament(text, SkipTags(text, begin + 1).at), end, level - '0'})) return;
  }
}

template <class Visit>  // until it returns false
void EachHeading(const Scan& scan, Visit visit) {
  const std::string_view text = scan.text;
  if (scan.format.Is("html")) return EachHtmlHeading(text, visit);
  std::size_t begin = 0;
  if (text.starts_with("---\n")) begin = std::min(text.find("\n---", 3), text.size() - 1) + 1;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const auto heading = HeadingAt(scan, begin, end);
    if (heading && !InFence(scan, begin) && !visit(*heading)) return;
    begin = end + 1;
  }
}

// The number of a heading and the word before it: `5. Inner workings`, `ADR-072: …`, `Lesson 2`.
struct HeadingNumber {
  Token token;
  std::string_view word;
  bool section = false;  // `5.1`
  bool marked = false;   // `.`, `:`, `)`, a dash or the line's end follows
  std::size_t title = 0;
};

std::optional<HeadingNumber> ReadNumber(const Scan& scan, const Heading& heading) {
  const std::string_view text = scan.text;
  std::size_t at = heading.begin;
  while (at < heading.end && (IsLetter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80)) {
    ++at;
  }
  HeadingNumber number;
  number.word = text.substr(heading.begin, at - heading.begin);
  if (!number.word.empty()) {
    const std::size_t joint = at;
    while (at < heading.end && (IsBlank(text[at]) || text[at] == '-' || text[at] == '#')) ++at;
    if (at == joint || at - joint > 2) return std::nullopt;
  }
  if (at >= heading.end || !IsDigit(text[at])) return std::nullopt;
  const std::optional<Token> token = ReadToken(scan, at);
  if (!token || IdentifierAt(text, token->end)) return std::nullopt;
  number.token = *token;
  const char next = token->end < text.size() ? text[token->end] : '\n';
  number.section = IsSection(text, token->end);
  std::size_t mark = token->end;
  if (next == '.' || next == ':' || next == ')') {
    ++mark;
  } else if (const std::size_t colon = SkipBlanks(text, mark);
             colon < heading.end && text[colon] == ':') {  // as French has it
    mark = colon + 1;
  } else if (const std::size_t dash = DashAt(text, SkipBlanks(text, mark)); dash > 0) {
    mark = SkipBlanks(text, mark) + dash;
  }
  const std::size_t title = SkipOrnament(text, mark);
  number.marked = mark > token->end || title >= heading.end || text[title] == '"';
  number.title = std::min(title, heading.end);
  return number;
}

// Whether the word before the number is what modules of this series are called: its label, or the
// name of the folder they stand in: `lessons/`, `doc/adr/`.
bool IsCalledSo(const Scan& scan, std::string_view word) {
  if (scan.lexicon.LabelBefore(word, word.size())) return true;
  if (scan.lexicon.folders().empty()) return false;
  std::string folder = Lower(BaseName(scan.lexicon.folders().front().folder));
  std::string low = Lower(word);
  if (folder.ends_with('s') && !low.ends_with('s')) folder.pop_back();
  if (folder.ends_with("ie") && low.ends_with('y')) folder.replace(folder.size() - 2, 2, "y");
  return !folder.empty() && folder == low;
}

// Puts a reference there, or makes the likely one that stands there certain.
void Settle(Scan& scan, const Token& token, ModuleId id, Certainty certainty,
            std::vector<Found>& added) {
  for (auto at = FirstEndingBehind(scan, token.begin); at != scan.found.end(); ++at) {
    Reference& reference = at->reference;
    if (token.end <= reference.whole.offset) break;
    if (reference.number == token.span() && IsOpenTo(reference, id, certainty)) {
      SettleAs(*at, id, certainty);
    }
    return;
  }
  Found found = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kTitle);
  found.reference.module = id;
  found.reference.certainty = certainty;
  added.push_back(std::move(found));
}

Evidence OfFile(const Scan& scan, ModuleId id, const Token& token) {
  Evidence evidence;
  evidence.tie = Evidence::Tie::kFile;
  evidence.agrees = scan.lexicon.NumberOf(id) == token.number;
  if (scan.inside != nullptr && scan.inside->kind == NumberedFolder::Kind::kFixed) {
    evidence.place = Evidence::Place::kFixed;
  }
  return evidence;
}

void SettleFirst(Scan& scan, ModuleId id, const HeadingNumber& number, std::size_t end, int level,
                 std::vector<Found>& added) {
  const std::string_view title = scan.text.substr(number.title, end - number.title);
  Evidence evidence = OfFile(scan, id, number.token);
  const bool named = SharesAWord(title, scan.lexicon.slug(id));
  const bool called = !number.word.empty() && IsCalledSo(scan, number.word);
  const bool plain = number.word.empty() && number.marked;
  // `# 演習 3: …` on the module's main page: its own number behind a word that is not known.
  const bool other_word = !number.word.empty() && !called && !named;
  if (other_word) {
    if (evidence.agrees && number.marked && level == 1) {
      Settle(scan, number.token, id, Certainty::kLikely, added);
    }
    return;
  }
  evidence.counts_as_label =
      evidence.agrees ? called || named || plain : (called || (plain && named)) && number.marked;
  const Judgement judgement = Judge(evidence);
  if (judgement.certainty && *judgement.certainty != Certainty::kLikely) {
    Settle(scan, number.token, id, *judgement.certainty, added);
  }
}

// The page's own title said again further down, as tables of contents do: the words of it that are
// another module's name are a part of it.
void SettleRepeatedTitle(Scan& scan, ModuleId id, const HeadingNumber& number, std::size_t end) {
  const std::string_view title = Trim(scan.text.substr(number.title, end - number.title));
  if (title.empty() || scan.lexicon.NumberOf(id) != number.token.number) return;
  for (Found& found : scan.found) {
    const Reference& reference = found.reference;
    if (reference.written != number.token.number || !IsOpenTo(reference, id, Certainty::kOwned) ||
        reference.certainty != Certainty::kDrifted) {
      continue;
    }
    const std::size_t at = reference.number.end() + (number.title - number.token.end);
    if (scan.text.substr(std::min(at, scan.text.size())).starts_with(title)) {
      SettleAs(found, id, Certainty::kOwned);
    }
  }
}

// Headings `# 5.1 …`, `## 5.2 …` in a file of module 5: all that are numbered so must agree.
void SettleSections(Scan& scan, ModuleId id, const std::vector<HeadingNumber>& sections,
                    bool first_is_one, std::vector<Found>& added) {
  const bool all = std::ranges::all_of(sections, [&](const HeadingNumber& section) {
    return OfFile(scan, id, section.token).agrees;
  });
  if (!all || sections.empty() || (sections.size() < 2 && !first_is_one)) return;
  for (const HeadingNumber& section : sections) {
    const Judgement judgement = Judge(OfFile(scan, id, section.token));
    if (judgement.certainty) Settle(scan, section.token, id, *judgement.certainty, added);
  }
  // Links inside the module that speak of its sections: `[Next (5.2 Beta)](02_b.md)`.
  const std::string_view text = scan.text;
  for (std::size_t at = text.find("]("); at != std::string_view::npos;
       at = text.find("](", at + 2)) {
    const auto link = LinkTextAround(text, at);
    if (!link || link->text_end != at) continue;
    const std::string_view target =
        text.substr(link->target_begin, link->target_end - link->target_begin);
    const auto path = FollowPath(ParentPath(scan.path), target.substr(0, target.find('#')));
    if (target.find(':') != std::string_view::npos || !path || !scan.lexicon.IsOwnFile(id, *path)) {
      continue;
    }
    for (std::size_t digit = link->text_begin; digit < link->text_end; ++digit) {
      if (!IsDigit(text[digit]) || IsWord(text[digit - 1]) || text[digit - 1] == '.') continue;
      const auto token = ReadToken(scan, digit);
      if (token && IsSection(text, token->end) && OfFile(scan, id, *token).agrees) {
        Settle(scan, *token, id, Certainty::kOwned, added);
      }
    }
  }
}

// Headings `### Exercise 6.1 …`, `### Exercise 6.2 …` in a file of module 6, and what else the file
// says of them. Anchors drop the dot, so a person does it.
void SettleWorded(Scan& scan, ModuleId id,
                  const std::map<std::string, std::vector<HeadingNumber>>& worded,
                  std::vector<Found>& added) {
  for (const auto& [word, sections] : worded) {
    const bool all = std::ranges::all_of(sections, [&](const HeadingNumber& section) {
      return OfFile(scan, id, section.token).agrees;
    });
    if (!all || sections.size() < 2) continue;
    for (const HeadingNumber& section : sections) {
      Settle(scan, section.token, id, Certainty::kLikely, added);
    }
  }
}

// Headings `## Step 1 – …`, `## Step 2 – …` in a module's own page count the page's parts. Numbers
// behind that word mean no modules there, whatever words follow them; but where most of these
// headings name the module of their number, `### Module 11: Kernels`, they speak of modules.
class Steps {
 public:
  void Add(Scan& scan, const HeadingNumber& number) {
    if (number.word.empty()) return;
    Word& word = words_[Lower(number.word)];
    word.numbers.insert(number.token.number);
    ++word.headings;
    const auto found = FirstEndingBehind(scan, number.token.begin);
    word.naming += found != scan.found.end() && found->reference.number == number.token.span() &&
                   found->reference.certainty == Certainty::kAgreeing;
  }

  void Settle(Scan& scan) const {
    for (Found& found : scan.found) {
      Reference& reference = found.reference;
      const bool labelled = reference.shape == ReferenceShape::kLabel ||
                            reference.shape == ReferenceShape::kTitle ||
                            reference.shape == ReferenceShape::kRange;
      if (!labelled || reference.number.offset == reference.whole.offset) continue;
      const std::string_view text = scan.text;
      std::size_t end = reference.whole.offset;
      while (end < text.size() &&
             (IsLetter(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80))
        ++end;
      const auto word =
          words_.find(Lower(text.substr(reference.whole.offset, end - reference.whole.offset)));
      if (word == words_.end() || !word->second.CountsParts()) continue;
      reference.certainty = Certainty::kForeign;
    }
  }

 private:
  struct Word {
    std::set<Number> numbers;
    std::size_t headings = 0, naming = 0;  // naming: the title is that of the number's module

    // From one on, or three and more that go on from another page.
    [[nodiscard]] bool CountsParts() const {
      const bool counts =
          numbers.size() > 2 || (numbers.size() == 2 && numbers.begin()->value <= 1);
      return counts && naming * 2 < headings;
    }
  };
  std::map<std::string, Word> words_;  // by word, lower case
};

// `\setcounter{chapter}{5}` in the file of module 5: LaTeX counts on from there.
void SettleCounter(const Scan& scan, ModuleId id, std::vector<Found>& added) {
  constexpr std::string_view kCommand = "\\setcounter{";
  const std::string_view text = scan.text;
  for (std::size_t at = text.find(kCommand); at != std::string_view::npos;
       at = text.find(kCommand, at + 1)) {
    const std::size_t close = text.find("}{", at);
    if (close == std::string_view::npos || close > at + kReach) continue;
    const std::string_view counter =
        text.substr(at + kCommand.size(), close - at - kCommand.size());
    if (counter != "chapter" && counter != "section" && counter != "part") continue;
    const auto token = ReadToken(scan, close + 2);
    if (!token) continue;
    // `\chapter` behind it counts one more.
    Token counted = *token;
    ++counted.number.value;
    const bool before = OfFile(scan, id, counted).agrees &&
                        text.find("\\" + std::string(counter), close) != std::string_view::npos;
    if (!before && !OfFile(scan, id, *token).agrees) continue;
    Found found = MakeFound(scan, *token, token->span(), {token->end, 0}, ReferenceShape::kLabel);
    found.reference.shift = before ? -1 : 0;
    found.reference.module = id;
    found.reference.certainty = Certainty::kLikely;
    added.push_back(std::move(found));
  }
}

// A page of a mirror, in another language perhaps: its first heading follows where it agrees.
void SettleMirrored(Scan& scan, ModuleId id) {
  std::vector<Found> added;
  EachHeading(scan, [&](const Heading& heading) {
    const auto number = ReadNumber(scan, heading);
    if (number && !number->section && OfFile(scan, id, number->token).agrees) {
      SettleFirst(scan, id, *number, heading.end, heading.level, added);
    }
    return false;
  });
  AddFound(scan, std::move(added));
}

}  // namespace

void SettleOwnPage(Scan& scan) {
  if (!IsPage(scan)) return;
  const std::optional<ModuleId> id = HomeOf(scan);
  if (!id || !scan.lexicon.NumberOf(*id)) return;
  if (!scan.lexicon.IsOwnFile(*id, scan.path)) return SettleMirrored(scan, *id);
  const bool main = scan.lexicon.IsMainPage(*id, scan.path);
  std::vector<Found> added;
  std::vector<HeadingNumber> sections;
  std::map<std::string, std::vector<HeadingNumber>> worded;  // by word: `Exercise 6.1`
  bool first = true, first_is_section = false;               // or says the module's own number
  Steps steps;
  EachHeading(scan, [&](const Heading& heading) {
    const auto number = ReadNumber(scan, heading);
    if (number && number->section && number->word.empty()) {
      first_is_section |= first;
      sections.push_back(*number);
    } else if (number && number->section && !first) {
      worded[Lower(number->word)].push_back(*number);
    } else if (number && first && main) {
      SettleFirst(scan, *id, *number, heading.end, heading.level, added);
      SettleRepeatedTitle(scan, *id, *number, heading.end);
      first_is_section = number->word.empty() && OfFile(scan, *id, number->token).agrees;
    } else if (number) {
      steps.Add(scan, *number);
    }
    first = false;
    return true;
  });
  steps.Settle(scan);
  SettleSections(scan, *id, sections, first_is_section, added);
  SettleWorded(scan, *id, worded, added);
  if (scan.format.Is("latex")) SettleCounter(scan, *id, added);
  AddFound(scan, std::move(added));
}

}  // namespace prereq::references
