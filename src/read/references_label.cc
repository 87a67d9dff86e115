// Numbers after a label: `Module 6`, titles on either side of it, ranges, lists, identifiers.
#include <algorithm>
#include <array>

#include "read/references_shapes.h"
#include "read/references_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestPhrase = 80;

enum class Glue { kNone, kJoined, kSpaced };  // Module06 · module_06, module-6 · Module 6

struct Front {
  std::size_t begin = 0;
  Glue glue = Glue::kSpaced;
  bool plural = false;
};

// Back over what may stand between a label and its number: a few blanks and marks, `&nbsp;`, TeX's
// `~`, tags, and one line end.
std::size_t SkipToLabel(std::string_view text, std::size_t begin) {
  static constexpr ByteSet kBetween(" \t*_`#[~\xC2\xA0");
  std::size_t at = begin, budget = 8;
  for (; at > 0 && budget > 0; --budget) {
    const char c = text[at - 1];
    if (kBetween.Has(c)) {
      --at;
    } else if (c == ';' && text.substr(0, at).ends_with("&nbsp;")) {
      at -= 6;
    } else if (c == '\n' && SkipBlanks(text, at) == begin) {
      at -= at > 1 && text[at - 2] == '\r' ? 2 : 1;
    } else {
      const std::size_t tag = TagBegin(text, at);
      if (tag == at) break;
      at = tag;
    }
  }
  return at;
}

// A line end between label and number: a title's own word, not a list's item.
bool Wraps(const Scan& scan, const Token& token, std::size_t label, std::size_t label_end) {
  const std::string_view text = scan.text;
  if (text.substr(label_end, token.begin - label_end).find('\n') == std::string_view::npos) {
    return true;
  }
  const bool item = token.end < text.size() && (text[token.end] == '.' || text[token.end] == ')');
  return IsUpper(text[label]) && !item;
}

std::optional<Front> ReadFront(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  std::size_t at = token.begin;
  if (at == 0) return std::nullopt;
  Glue glue = Glue::kSpaced;
  if (IsLetter(text[at - 1]) || static_cast<unsigned char>(text[at - 1]) >= 0x80) {
    glue = Glue::kNone;
  } else if ((text[at - 1] == '_' || text[at - 1] == '-') && at > 1 && IsLetter(text[at - 2])) {
    glue = Glue::kJoined;
    --at;
  } else {
    at = SkipToLabel(text, at);
    if (at == token.begin || text[at] == '[') return std::nullopt;  // modules[0] is an index
  }
  if (!scan.lexicon.LabelTailAt(text, at)) return std::nullopt;
  const auto label = scan.lexicon.LabelBefore(text, at);
  if (!label || at - label->length < scan.floor) return std::nullopt;
  if (glue == Glue::kSpaced && !Wraps(scan, token, at - label->length, at)) return std::nullopt;
  return Front{at - label->length, glue, label->plural};
}

// The separator of a range at `at`: its length with the blanks around it, 0 when there is none.
std::size_t RangeJoint(std::string_view text, std::size_t at, bool plural) {
  const std::size_t mark = SkipBlanks(text, at);
  const bool spaced = mark > at;
  std::size_t length = 0;
  if (mark < text.size() && text[mark] == '.') {
    while (length < 3 && mark + length < text.size() && text[mark + length] == '.') ++length;
    if (length < 2) return 0;
  } else if (text.substr(std::min(mark, text.size())).starts_with("\xE2\x80\xA6")) {
    length = 3;
  } else if (const std::size_t arrow = ArrowAt(text, mark)) {
    length = arrow;
  } else if (const std::size_t dash = DashAt(text, mark)) {
    if (spaced && !plural) return 0;  // "Module 6 - 8 hours"
    length = dash;
  } else if (spaced) {
    for (const std::string_view word : {"through ", "thru ", "until ", "to ", "bis ", "à ", "a "}) {
      if (text.substr(mark).starts_with(word)) length = word.size();
    }
  }
  return length == 0 ? 0 : SkipBlanks(text, mark + length) - at;
}

bool EndsNumber(std::string_view text, const Token& token) {
  if (IdentifierAt(text, token.end)) return false;
  return token.end >= text.size() || text[token.end] != '%';
}

std::optional<Token> ReadLast(const Scan& scan, const Token& first, bool plural) {
  const std::size_t joint = RangeJoint(scan.text, first.end, plural);
  const std::size_t begin = first.end + joint;
  if (joint == 0 || begin >= scan.text.size() || !IsDigit(scan.text[begin])) return std::nullopt;
  const std::optional<Token> last = ReadToken(scan, begin);
  if (!last || !(last->number > first.number) || last->number.value > 999) return std::nullopt;
  if (!EndsNumber(scan.text, *last)) return std::nullopt;
  return last;
}

Found MakeNumber(const Scan& scan, const Token& token, std::size_t begin, bool plural) {
  Found found =
      MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0}, ReferenceShape::kLabel);
  if (const std::optional<Token> last = ReadLast(scan, token, plural)) {
    found.reference.shape = ReferenceShape::kRange;
    found.reference.whole.length = last->end - begin;
    found.reference.last_number = last->span();
    found.reference.written_last = last->number;
  }
  JudgeNumber(scan, found);
  return found;
}

// How a title is tied to the number before it.
struct Tie {
  std::size_t end = 0;     // where the title may begin
  bool explicit_ = false;  // by `:`, a dash, a bracket or a table's bar
  bool bracket = false;
};

Tie ReadTie(std::string_view text, std::size_t at) {
  std::size_t mark = at;
  while (mark < text.size() && mark < at + 4 &&
         std::string_view("*_`]").find(text[mark]) != std::string_view::npos) {
    ++mark;
  }
  const TagRun tags = SkipTags(text, mark);
  mark = SkipBlanks(text, tags.at);
  if (mark >= text.size()) return {mark, false, false};
  if (tags.cell) return {SkipOrnament(text, mark), true, false};
  Tie tie{mark, false, false};
  if (text[mark] == ':' || text[mark] == '|') {
    tie = {mark + 1, true, false};
  } else if (text.substr(mark).starts_with("\xE2\x94\x82")) {  // │
    tie = {mark + 3, true, false};
  } else if (text[mark] == '(' || text[mark] == '[') {
    tie = {mark + 1, true, true};
  } else if (const std::size_t dash = DashAt(text, mark); dash != 0 && mark > at) {
    tie = {mark + dash, true, false};
  }
  tie.end = SkipOrnament(text, SkipTags(text, SkipOrnament(text, tie.end)).at);
  return tie;
}

bool Names(const NameMatch& match, const std::vector<ModuleId>& owners) {
  return std::ranges::any_of(owners, [&](ModuleId owner) {
    return std::ranges::find(match.modules, owner) != match.modules.end();
  });
}

// The end of the phrase that begins at `at`.
std::size_t PhraseEnd(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kLongestPhrase);
  std::size_t end = at;
  while (end < limit &&
         std::string_view("\r\n()[]|:;.\"").find(text[end]) == std::string_view::npos) {
    ++end;
  }
  return end;
}

// The owner's name anywhere in `begin..end`, whole words only.
std::optional<std::pair<std::size_t, NameMatch>> OwnName(const Scan& scan, std::size_t begin,
                                                         std::size_t end,
                                                         const std::vector<ModuleId>& owners) {
  for (std::size_t at = begin; at < end; ++at) {
    if (IdentifierBefore(scan.text, at)) continue;
    const auto match = scan.lexicon.NameAt(scan.text, at);
    if (match && at + match->length <= end && Names(*match, owners)) return std::pair(at, *match);
  }
  return std::nullopt;
}

// A capital after the name goes on with the title: "Training Loops".
bool TitleGoesOn(std::string_view text, std::size_t at) {
  const std::size_t next = SkipBlanks(text, at);
  return PhraseEnds(text, at) || (next < text.size() && IsUpper(text[next]));
}

// `Module 06: Autograd`, `Module 6 (Autograd)`, `Module 6 – Autograd`.
std::optional<Found> ReadTitle(const Scan& scan, const Token& token, const Front& front) {
  const std::string_view text = scan.text;
  const Tie tie = ReadTie(text, token.end);
  const std::vector<ModuleId> owners = scan.lexicon.Owners(token.number);
  std::optional<NameMatch> match = scan.lexicon.NameAt(text, tie.end);
  std::size_t name = tie.end;
  const bool own = match && Names(*match, owners);
  if (!own && match && (!tie.explicit_ || !TitleGoesOn(text, name + match->length))) match.reset();
  if (!match && tie.explicit_) {
    if (const auto found = OwnName(scan, tie.end, PhraseEnd(text, tie.end), owners)) {
      name = found->first;
      match = found->second;
    }
  }
  if (!match) return std::nullopt;
  std::size_t end = name + match->length;
  if (tie.bracket && end < text.size() && (text[end] == ')' || text[end] == ']')) ++end;
  Found found = MakeFound(scan, token, {front.begin, end - front.begin}, {name, match->length},
                          ReferenceShape::kTitle);
  JudgeNamed(scan, found, match->modules, nullptr);
  return found;
}

// `Autograd (Module 6)`.
std::optional<Found> ReadReversed(const Scan& scan, const Token& token, const Front& front) {
  const std::string_view text = scan.text;
  std::size_t at = front.begin;
  while (at > scan.floor && (text[at - 1] == '*' || text[at - 1] == '_')) --at;
  if (at <= scan.floor || (text[at - 1] != '(' && text[at - 1] != '[')) return std::nullopt;
  const std::size_t stop = SkipOrnamentBack(text, at - 1);
  if (stop <= scan.floor) return std::nullopt;
  const std::vector<ModuleId> owners = scan.lexicon.Owners(token.number);
  std::optional<NameMatch> match = scan.lexicon.NameBefore(text, scan.floor, stop);
  std::size_t name = match ? stop - match->length : stop;
  if (match && !Names(*match, owners)) {  // another's name must be all that stands there
    const std::size_t before = SkipOrnamentBack(text, name);
    if (before > 0 && (IdentifierBefore(text, before) || text[before - 1] == '/')) match.reset();
  }
  if (!match) {
    std::size_t begin = stop;
    const std::size_t low = std::max(scan.floor, stop > kLongestPhrase ? stop - kLongestPhrase : 0);
    while (begin > low &&
           std::string_view("\r\n()[]|,;:.\"").find(text[begin - 1]) == std::string_view::npos) {
      --begin;
    }
    const auto found = OwnName(scan, begin, stop, owners);
    if (!found) return std::nullopt;
    name = found->first;
    match = found->second;
  }
  std::size_t end = token.end;
  if (end < text.size() && (text[end] == ')' || text[end] == ']')) ++end;
  Found found = MakeFound(scan, token, {name, end - name}, {name, match->length},
                          ReferenceShape::kReversedTitle);
  JudgeNamed(scan, found, match->modules, nullptr);
  return found;
}

// `module_06` of a declared mirror: the folder says whose number it is.
void JudgeMirror(const Scan& scan, Found& found, const NumberedFolder& folder, bool exact) {
  Reference& reference = found.reference;
  reference.mirror = folder.mirror;
  Number number = reference.written;
  number.value -= folder.offset;
  const std::vector<ModuleId> owners = scan.lexicon.Owners(number);
  if (owners.size() == 1) reference.module = owners.front();
  if (folder.kind == NumberedFolder::Kind::kFixed || InForeignUrl(scan, reference.whole.offset)) {
    reference.certainty = Certainty::kForeign;
  } else if (owners.empty()) {
    reference.certainty = Certainty::kUnresolved;
  } else {
    reference.certainty = exact && owners.size() == 1 ? Certainty::kOwned : Certainty::kLikely;
  }
}

// The path text right before `begin`, when a `/` stands there.
std::string_view PathBefore(std::string_view text, std::size_t begin) {
  const std::size_t low = begin > kReach ? begin - kReach : 0;
  std::size_t at = begin;
  if (begin == 0 || text[begin - 1] != '/') return {};
  while (at > low && (IsWord(text[at - 1]) || text[at - 1] == '/' || text[at - 1] == '.' ||
                      text[at - 1] == '-')) {
    --at;
  }
  return text.substr(at, begin - at);
}

// `module_06`, `tests/module_06/`, `test_module_06`: owned when a declared mirror has such names.
std::optional<Found> ReadMirror(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  std::vector<const NumberedFolder*> folders;
  std::size_t prefix = 0;
  for (const std::string_view lead : {"", "test_"}) {
    for (const NumberedFolder* folder : scan.lexicon.FoldersWithStem(text, token.begin)) {
      const std::size_t begin = token.begin - folder->stem.size();
      if (begin < scan.floor || !text.substr(0, begin).ends_with(lead)) continue;
      if (begin > 0 && text[begin - 1] == '_' && lead.empty()) continue;
      prefix = lead.size();
      folders.push_back(folder);
    }
    if (!folders.empty()) break;
  }
  if (folders.empty()) return std::nullopt;
  const std::size_t begin = token.begin - folders.front()->stem.size() - prefix;
  if (begin < scan.floor) return std::nullopt;
  const bool goes_on = IdentifierAt(text, token.end);
  const bool slugged = folders.front()->separator != 0;
  if (goes_on && text[token.end] != '_') return std::nullopt;
  const std::size_t next = token.end + 1;  // `ch0?/*.md`: a pattern
  if (next < text.size() && (text[next - 1] == '?' || text[next - 1] == '*') &&
      (IsWord(text[next]) || text[next] == '/' || text[next] == '.')) {
    return std::nullopt;
  }
  if (goes_on && !slugged) return std::nullopt;  // module_06_results: another name
  Found found = MakeFound(scan, token, {begin, token.end - begin}, {token.end, 0},
                          ReferenceShape::kIdentifier);
  const std::string_view before = PathBefore(text, begin);
  const NumberedFolder* folder = scan.lexicon.FolderOf(before, scan.path, text.substr(begin, 64));
  if (folder == nullptr || before.empty()) {
    std::size_t end = token.end;
    while (end < text.size() && end < token.end + 16 && (IsWord(text[end]) || text[end] == '.'))
      ++end;
    while (end > token.end && text[end - 1] == '.') --end;  // of the sentence
    if (scan.lexicon.IsInnerFile(text.substr(begin + prefix, end - begin - prefix))) {
      return std::nullopt;
    }
  }
  if (!before.empty()) found.reference.shape = ReferenceShape::kPath;
  if (folder == nullptr || folder->stem != folders.front()->stem) {
    folder = folders.front();
    for (const NumberedFolder* other : folders) {  // a fixed one among them: cannot be told apart
      if (other->kind == NumberedFolder::Kind::kFixed) folder = other;
    }
  }
  if (slugged && folder->kind != NumberedFolder::Kind::kDerived) return std::nullopt;
  JudgeMirror(scan, found, *folder, true);
  return found;
}

// `Module06Autograd`, `TestModule06AutogradCore`.
std::optional<Found> ReadCamel(const Scan& scan, const Token& token, const Front& front) {
  if (token.end >= scan.text.size() || !IsUpper(scan.text[token.end])) return std::nullopt;
  const auto match = scan.lexicon.CamelNameAt(scan.text, token.end);
  if (!match) return std::nullopt;
  const std::size_t end = token.end + match->length;
  Found found = MakeFound(scan, token, {front.begin, end - front.begin}, {token.end, match->length},
                          ReferenceShape::kIdentifier);
  JudgeNamed(scan, found, match->modules, nullptr);
  return found;
}

// "Modules 4, 5 and 7": the numbers after the first.
bool ContinuesList(const Scan& scan, const Token& token) {
  if (scan.list_from == 0 || token.begin < scan.list_from ||
      token.begin - scan.list_from > kListGap) {
    return false;
  }
  const std::string_view gap = scan.text.substr(scan.list_from, token.begin - scan.list_from);
  constexpr std::array<std::string_view, 10> kGaps = {", ",   ",",     " and ", " & ", ", and ",
                                                      " or ", ", or ", " und ", "/",   " + "};
  return std::ranges::find(kGaps, gap) != kGaps.end();
}

}  // namespace

std::optional<Found> MatchLabel(Scan& scan, const Token& token) {
  if (ContinuesList(scan, token) && EndsNumber(scan.text, token)) {
    Found found = MakeNumber(scan, token, token.begin, true);
    scan.list_from = found.reference.whole.end();
    return found;
  }
  if (auto mirror = ReadMirror(scan, token)) return mirror;
  const std::optional<Front> front = ReadFront(scan, token);
  if (!front) return std::nullopt;
  if (front->glue == Glue::kNone) {
    if (auto camel = ReadCamel(scan, token, *front)) return camel;
  }
  if (!EndsNumber(scan.text, token)) return std::nullopt;
  const bool prose = front->glue == Glue::kSpaced || !IdentifierAt(scan.text, front->begin);
  Found found = MakeNumber(scan, token, front->begin, front->plural);
  if (found.reference.shape == ReferenceShape::kRange && prose) {
    scan.list_from = front->plural ? found.reference.whole.end() : 0;
    return found;
  }
  if (auto title = ReadTitle(scan, token, *front)) return title;
  if (auto reversed = ReadReversed(scan, token, *front)) return reversed;
  // `module_06`, `module-6`, `Module06` without a declared mirror or a name: anybody's identifier.
  if (!prose) return std::nullopt;
  scan.list_from = front->plural ? token.end : 0;
  return found;
}

}  // namespace prereq::references
