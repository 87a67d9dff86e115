// What the file itself decides: in a module's own page the first heading says the module's number,
// and sections may be numbered after it.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/path.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "references/counters.h"
#include "references/headings.h"
#include "references/page_numbers.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Whether the word before the number is what modules of this series are called: its label, or the
// name of the folder they stand in.
bool IsCalledSo(const Scan& scan, std::string_view word) {
  return scan.lexicon.LabelBefore(word, word.size()) || IsNamedAsFolder(scan, word);
}

void Settle(Scan& scan, const Token& token, ModuleId id, Certainty certainty,
            std::vector<Found>& added) {
  TellNumber(scan, token, {id, ReferenceShape::kTitle, certainty}, added);
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

// Notes a number that would be the module's if most other pages say their own: foreign until the
// pages of all modules are known.
void Suspect(Scan& scan, const Token& token, ModuleId id, std::string_view word = {}) {
  const bool another = scan.lexicon.NumberOf(id) != token.number;
  if (!another || scan.lexicon.Owners(token.number).empty()) return;
  const std::size_t begin =
      word.empty() ? token.begin : static_cast<std::size_t>(word.data() - scan.text.data());
  Found found =
      MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0}, ReferenceShape::kTitle);
  found.reference.module = id;
  found.reference.certainty = Certainty::kForeign;
  const std::string_view line = scan.text.substr(begin, kReach);
  found.reference.text = Trim(line.substr(0, line.find_first_of("\r\n]}<")));
  scan.suspected.push_back(std::move(found));
}

void SettleFirst(Scan& scan, ModuleId id, const HeadingNumber& number, std::size_t end, int level,
                 std::vector<Found>& added) {
  const std::string_view title = scan.text.substr(number.title, end - number.title);
  const std::size_t begin = number.word.empty()
                                ? number.token.begin
                                : static_cast<std::size_t>(number.word.data() - scan.text.data());
  if (scan.lexicon.IsTitleWithNumber(scan.text.substr(begin, end - begin), id)) return;
  Evidence evidence = OfFile(scan, id, number.token);
  const auto name = scan.lexicon.NameAt(scan.text, number.title);
  const bool named = SharesAWord(title, scan.lexicon.slug(id)) ||
                     (name && std::ranges::find(name->modules, id) != name->modules.end());
  const bool called = !number.word.empty() && IsCalledSo(scan, number.word);
  const bool wordless = OrdinalSignEnd(number.word, 0) == number.word.size();
  const bool plain = wordless && number.marked;
  // `# 演習 3: …` on the module's main page: its own number behind a word that is not known.
  const bool other_word = !wordless && !called && !named;
  if (other_word) {
    if (evidence.agrees && number.marked && level == 1) {
      Settle(scan, number.token, id, Certainty::kLikely, added);
    }
    return;
  }
  // `# Lesson 3: Loops` in the file of module 2, where the policy declares no such label.
  if (!evidence.agrees && !wordless && !called) {
    if (number.marked && level == 1) Suspect(scan, number.token, id, number.word);
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

// What counts inside the module: 1 of `5.1`.
int PartOfSection(const Scan& scan, const Token& section) {
  constexpr std::size_t kMostDigits = 4;
  const std::size_t part = section.end + 1;
  const std::size_t end = std::min(scan.text.size(), part + kMostDigits);
  std::size_t at = part;
  while (at < end && IsDigit(scan.text[at])) ++at;
  return ValueOfDigits(scan.text.substr(part, at - part));
}

// What sections in a page, or links to them, say: `5.1`, `5.2`.
struct Sections {
  std::vector<Token> tokens;
  std::set<int> parts;
  bool may_be_of_page = false;  // of one whose own number is that of the sections

  void Add(const Scan& scan, const Token& token) {
    tokens.push_back(token);
    parts.insert(PartOfSection(scan, token));
  }
  // The number that all of them begin with.
  [[nodiscard]] std::optional<Number> Common() const {
    const auto differs = [&](const Token& one) { return one.number != tokens.front().number; };
    if (tokens.empty() || std::ranges::any_of(tokens, differs)) return std::nullopt;
    return tokens.front().number;
  }
  // Whether the parts are counted one by one from the first.
  [[nodiscard]] bool CountUp() const {
    return parts.size() > 1 && *parts.begin() <= 1 &&
           *parts.rbegin() - *parts.begin() + 1 == static_cast<int>(parts.size());
  }
};

// What a page of a module says before its sections.
struct PageHead {
  std::vector<int> inner;         // InnerNumbers
  bool first_is_section = false;  // the first heading
  bool says_own = false;          // its first heading says the module's number
  bool says_page = false;         // its first heading says its own number inside the module
};

// Headings `# 5.1 …`, `## 5.2 …` in a file of module 5, none of its page 5: all that are numbered
// so must agree. The parts that they count, none where they do not.
std::set<int> SettleSections(Scan& scan, ModuleId id, const Sections& sections,
                             const PageHead& head, std::vector<Found>& added) {
  const std::optional<Number> common = sections.Common();
  if (!common) return {};
  const Token& first = sections.tokens.front();
  const int part = PartOfSection(scan, first);
  const SectionOwner owner =
      OwnerOfSections(head.inner, common->value, part, head.first_is_section, head.says_page);
  if (!OfFile(scan, id, first).agrees) {
    // Below the own number, or in the page of the part: `# 4.1 First` in `05_X/01_First.md`.
    const bool of_file = head.first_is_section && NumberOfFile(scan) == part;
    const bool counts_up = head.says_own && sections.CountUp();
    if (owner != SectionOwner::kModule || (!counts_up && !of_file)) return {};
    for (const Token& token : sections.tokens) Suspect(scan, token, id);
    return {};
  }
  if (owner != SectionOwner::kModule) {
    const bool inner = owner == SectionOwner::kInner;
    for (const Token& token : sections.tokens) {
      inner ? LeaveToPage(scan, token, added) : Settle(scan, token, id, Certainty::kLikely, added);
    }
    return {};
  }
  // One alone below the module's own number has to be the first: not "2.5 million".
  const bool counts = sections.tokens.size() > 1 || head.first_is_section ||
                      (head.says_own && *sections.parts.begin() <= 1);
  if (!counts) return {};
  for (const Token& token : sections.tokens) {
    const Judgement judgement = Judge(OfFile(scan, id, token));
    if (judgement.certainty) Settle(scan, token, id, *judgement.certainty, added);
  }
  return sections.parts;
}

// Links inside the module that speak of its sections: `[Next (5.2 Beta)](02_b.md)`. Where the
// page's own headings do not count so (`counted`), links that begin with a section have to: all of
// them, and from the first part on; one alone is for a person.
Sections ReadLinksToSections(const Scan& scan, ModuleId id, bool counted) {
  const std::string_view text = scan.text;
  Sections links;
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
    const std::size_t first = SkipOrnament(text, link->text_begin);
    for (std::size_t digit = link->text_begin; digit < link->text_end; ++digit) {
      if (!IsDigit(text[digit]) || IsWord(text[digit - 1]) || text[digit - 1] == '.') continue;
      const auto token = ReadToken(scan, digit);
      if (!token || !IsSection(text, token->end) || (!counted && digit != first)) continue;
      if (counted && !OfFile(scan, id, *token).agrees) continue;
      links.Add(scan, *token);
      const auto of_target = LeadingNumber(BaseName(*path));
      links.may_be_of_page |=
          of_target == token->number.value && of_target != PartOfSection(scan, *token);
    }
  }
  return links;
}

// Whether the links are sure to count the module's sections.
bool SettleLinksToSections(Scan& scan, ModuleId id, const Sections& links, bool counted,
                           std::vector<Found>& added) {
  const std::optional<Number> common = links.Common();
  if (!common) return false;
  const bool agrees = scan.lexicon.NumberOf(id) == common;
  const bool sure =
      !links.may_be_of_page && (counted || (links.parts.size() > 1 && *links.parts.begin() <= 1));
  for (const Token& token : links.tokens) {
    if (agrees) {
      Settle(scan, token, id, sure ? Certainty::kOwned : Certainty::kLikely, added);
    } else if (links.CountUp()) {
      Suspect(scan, token, id);
    }
  }
  return agrees && sure;
}

// `# 4. Classes` above the list of the module's sections, in a page that is not its main one:
// certain where links to the sections count so.
void SettleOverview(Scan& scan, ModuleId id, const HeadingNumber& heading, std::size_t end,
                    const Sections& links, bool links_are_sure, std::vector<Found>& added) {
  const Token& token = heading.token;
  if (!heading.marked || heading.title >= end || NumberOfFile(scan) == token.number.value) return;
  if (!heading.word.empty() && !IsCalledSo(scan, heading.word)) return;
  if (OfFile(scan, id, token).agrees) {
    Settle(scan, token, id, links_are_sure ? Certainty::kOwned : Certainty::kLikely, added);
  } else if (links.CountUp() && links.Common() == token.number) {
    Suspect(scan, token, id);
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
    // `# 2-1 : Loops` in `02-loops/01-loops.md`
    const bool of_file = word.empty() && sections.front().dashed &&
                         NumberOfFile(scan) == PartOfSection(scan, sections.front().token);
    if (!all || (sections.size() < 2 && !of_file)) continue;
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
    const auto number = ReadHeadingNumber(scan, heading);
    if (number && SaysNumberOfPage(InnerNumbers(scan, id), *number)) {
      SettleNumberOfPage(scan, id, *number, heading.end, added);
    } else if (number && !number->section && OfFile(scan, id, number->token).agrees) {
      SettleFirst(scan, id, *number, heading.end, heading.level, added);
    }
    return false;
  });
  AddFound(scan, std::move(added));
}

// Where fields of a page's metadata stand: its front matter, or all of a file for its folder.
Span FieldsOf(const Scan& scan) {
  const std::string name = Lower(BaseName(scan.path));
  if (name.starts_with("_category_.")) return {0, scan.text.size()};
  if (!scan.format.front_matter) return {};
  const auto front = FindFrontMatter(scan.text);
  const bool fenced = front && front->language != FrontMatterPart::Language::kComment;
  return fenced ? front->span : Span{};
}

// Calls `visit` with the place of every value that the fields have under `key`, behind its quote.
template <class Visit>
void EachValue(const Scan& scan, Span fields, std::string_view key, Visit visit) {
  const std::string_view text = scan.text.substr(0, fields.end());
  for (std::size_t at = text.find(key, fields.offset); at != std::string_view::npos;
       at = text.find(key, at + 1)) {
    const auto is_quote = [&](std::size_t i) { return text[i] == '"' || text[i] == '\''; };
    std::size_t begin = at, end = at + key.size();
    const bool quoted = begin > fields.offset && is_quote(begin - 1);
    if (quoted) --begin;
    begin = SkipBlanksBack(text, begin);
    const bool starts = begin <= fields.offset || text[begin - 1] == '\n' ||
                        (quoted && (text[begin - 1] == '{' || text[begin - 1] == ','));
    if (quoted && end < text.size() && is_quote(end)) ++end;
    end = SkipBlanks(text, end);
    if (!starts || end >= text.size() || (text[end] != ':' && text[end] != '=')) continue;
    end = SkipBlanks(text, end + 1);
    if (end < text.size() && is_quote(end)) ++end;
    if (end < text.size()) visit(end);
  }
}

// Whether the head of the page has its title, so that a lower heading is that of a section.
bool HasTitleField(const Scan& scan) {
  const Span fields = FieldsOf(scan);
  bool any = false;
  if (fields.length > 0) EachValue(scan, fields, "title", [&](std::size_t) { any = true; });
  return any;
}

// What the fields of a module's page say of its number, and of a page in a mirror of it: `title:
// Lesson 2: Loops`, `sidebar_label: 2. Loops`, and keys that a site puts its pages in order by.
void SettleFields(Scan& scan, ModuleId id) {
  const Span fields = FieldsOf(scan);
  if (fields.length == 0) return;
  constexpr std::array<std::string_view, 7> kTitles = {
      "title", "label", "sidebar_label", "linkTitle", "nav_title", "navtitle", "short_title"};
  constexpr std::array<std::string_view, 3> kOrders = {"sidebar_position", "nav_order", "position"};
  const std::vector<int> inner = InnerNumbers(scan, id);
  std::vector<Found> added;
  for (const std::string_view key : kTitles) {
    EachValue(scan, fields, key, [&](std::size_t begin) {
      const std::size_t end = std::min(scan.text.find_first_of("\n\"", begin), fields.end());
      const auto number = ReadHeadingNumber(scan, {begin, end, 1});
      if (number && SaysNumberOfPage(inner, *number)) {
        SettleNumberOfPage(scan, id, *number, end, added);
      } else if (number && !number->section && number->marked &&
                 OfFile(scan, id, number->token).agrees) {
        SettleFirst(scan, id, *number, end, 1, added);
      }
    });
  }
  // Of the module's own pages the metadata tell.
  if (scan.lexicon.IsOwnFile(id, scan.path)) return AddFound(scan, std::move(added));
  for (const std::string_view key : kOrders) {
    EachValue(scan, fields, key, [&](std::size_t begin) {
      const auto token = ReadToken(scan, begin);
      static constexpr ByteSet kEnds(" \t\r\n\"',}");
      const bool ends =
          token && (token->end == scan.text.size() || kEnds.Has(scan.text[token->end]));
      if (!ends || !OfFile(scan, id, *token).agrees) return;
      const std::size_t first = scan.text.substr(0, begin).rfind(key);
      Found found = MakeFound(scan, *token, {first, token->end - first}, {token->end, 0},
                              ReferenceShape::kNumberKey);
      found.reference.module = id;
      found.reference.certainty = Certainty::kLikely;  // unless all pages of the mirror have it
      added.push_back(std::move(found));
    });
  }
  AddFound(scan, std::move(added));
}

}  // namespace

void SettleOwnFields(Scan& scan) {
  const std::optional<ModuleId> id = HomeOf(scan);
  const bool fixed = scan.inside != nullptr && scan.inside->kind == NumberedFolder::Kind::kFixed;
  if (id && !fixed && scan.lexicon.NumberOf(*id)) SettleFields(scan, *id);
}

void SettleOwnPage(Scan& scan) {
  if (!IsPage(scan)) return;
  const std::optional<ModuleId> id = HomeOf(scan);
  if (!id || !scan.lexicon.NumberOf(*id)) return;
  if (!scan.lexicon.IsOwnFile(*id, scan.path)) return SettleMirrored(scan, *id);
  const bool main = scan.lexicon.IsMainPage(*id, scan.path);
  std::vector<Found> added;
  Sections sections;
  std::optional<HeadingNumber> overview;
  std::size_t overview_end = 0;
  std::map<std::string, std::vector<HeadingNumber>> worded;  // by word: `Exercise 6.1`, `6-1`
  PageHead head;
  head.inner = InnerNumbers(scan, *id);
  bool first = true;
  Steps steps;
  EachHeading(scan, [&](const Heading& heading) {
    const auto number = ReadHeadingNumber(scan, heading);
    if (number && number->section && number->word.empty()) {
      head.first_is_section |= first;
      sections.Add(scan, number->token);
    } else if (number &&
               ((number->section && !first) || (number->dashed && number->word.empty()))) {
      worded[Lower(number->word)].push_back(*number);
    } else if (number && first && main && !(heading.level > 1 && HasTitleField(scan))) {
      SettleFirst(scan, *id, *number, heading.end, heading.level, added);
      SettleRepeatedTitle(scan, *id, *number, heading.end);
      head.says_own = OfFile(scan, *id, number->token).agrees;
    } else if (number && first && SaysNumberOfPage(head.inner, *number)) {
      head.says_page = true;
      SettleNumberOfPage(scan, *id, *number, heading.end, added);
    } else if (number) {
      if (first && !main && heading.level == 1) {
        overview = number;
        overview_end = heading.end;
      }
      steps.Add(scan, *number);
    }
    first = false;
    return true;
  });
  steps.Settle(scan);
  const std::set<int> parts = SettleSections(scan, *id, sections, head, added);
  const Sections links = ReadLinksToSections(scan, *id, !parts.empty());
  const bool sure = SettleLinksToSections(scan, *id, links, !parts.empty(), added);
  if (overview) SettleOverview(scan, *id, *overview, overview_end, links, sure, added);
  SettleWorded(scan, *id, worded, added);
  if (scan.format.Is("latex")) SettleCounter(scan, *id, added);
  AddFound(scan, std::move(added));
  SettleSectionsInText(scan, *id, parts);
}

}  // namespace prereq::references
