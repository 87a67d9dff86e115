// Titles beside a labelled number: `Module 6: Autograd`, `Autograd (Module 6)`.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/label.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestPhrase = 80;

// How a title is tied to the number before it.
struct TitleTie {
  std::size_t end = 0;     // where the title may begin
  bool explicit_ = false;  // by `:`, a dash, a bracket or a table's bar
  bool bracket = false;
};

TitleTie ReadTie(std::string_view text, std::size_t at) {
  std::size_t mark = at;
  while (mark < text.size() && mark < at + 4 &&
         std::string_view("*_`]").find(text[mark]) != std::string_view::npos) {
    ++mark;
  }
  const TagRun tags = SkipTags(text, mark);
  mark = SkipBlanks(text, tags.at);
  if (mark >= text.size()) return {mark, false, false};
  if (tags.cell) return {SkipOrnament(text, mark), true, false};
  TitleTie tie{mark, false, false};
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

// The end of the title that begins at `at`: of its phrase, its emphasis, or at a dash.
std::size_t TitleEnd(std::string_view text, std::size_t at) {
  const std::size_t end = PhraseEnd(text, at);
  for (std::size_t i = at; i < end; ++i) {
    if (text[i] == '*' || text[i] == '`' || text[i] == '<') return i;
    if (IsBlank(text[i]) && DashAt(text, i + 1) != 0) return i;
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

// Ends with a word that no title begins before: "ready for Optimizers", but "dense layers".
bool EndsWithJoint(std::string_view text) {
  constexpr std::array<std::string_view, 12> kJoints = {"and", "by", "for", "from", "in", "into",
                                                        "of",  "or", "see", "the",  "to", "with"};
  return std::ranges::any_of(kJoints, [&](std::string_view joint) {
    if (text.size() < joint.size()) return false;
    const std::size_t begin = text.size() - joint.size();
    return Lower(text.substr(begin)) == joint && !IdentifierBefore(text, begin);
  });
}

}  // namespace

std::optional<Found> ReadTitle(const Scan& scan, const Token& token, const Front& front) {
  const std::string_view text = scan.text;
  const TitleTie tie = ReadTie(text, token.end);
  const std::vector<ModuleId> owners = scan.lexicon.Owners(token.number);
  std::optional<NameMatch> match = scan.lexicon.NameAt(text, tie.end);
  std::size_t name = tie.end;
  const bool own = match && Names(*match, owners);
  if (!own && match && (!tie.explicit_ || !TitleGoesOn(text, name + match->length))) match.reset();
  // "9 - Transaction Fees": the name of the number's own module says more than how a title begins;
  // but "**3: Networks** - compose layers" is not called by what is said of it.
  if (!own && tie.explicit_) {
    const std::size_t end = match ? TitleEnd(text, tie.end) : PhraseEnd(text, tie.end);
    if (const auto found = OwnName(scan, tie.end, end, owners)) {
      name = found->first;
      match = found->second;
    }
  }
  if (!match) return std::nullopt;
  std::size_t end = name + match->length;
  if (tie.bracket && end < text.size() && (text[end] == ')' || text[end] == ']')) ++end;
  Found found = MakeFound(scan, token, {front.begin, end - front.begin}, {name, match->length},
                          ReferenceShape::kTitle);
  JudgeNamed(scan, found, match->modules);
  LeaveWhatIsBetween(scan, found);
  return found;
}

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
    const bool inside = before > 0 && (IdentifierBefore(text, before) || text[before - 1] == '/');
    if (inside && !EndsWithJoint(text.substr(0, before))) match.reset();
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
  JudgeNamed(scan, found, match->modules);
  return found;
}

}  // namespace prereq::references
