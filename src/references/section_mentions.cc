// Sections of a module that a text elsewhere speaks of: "see section 4.2", `| 2.2 | Second |`.
// Whether the module has such a section is told by its own pages, so the plan decides.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "references/headings.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/section_mentions.h"

namespace prereq::references {
namespace {

// `4.2` at its dot.
struct Mention {
  Token token;          // its first number
  std::size_t end = 0;  // of the second
};

std::optional<Mention> MentionAt(const Scan& scan, std::size_t dot) {
  constexpr std::size_t kMostDigits = 3;
  const std::string_view text = scan.text;
  std::size_t begin = dot, end = dot + 1;
  while (begin > 0 && dot - begin <= kMostDigits && IsDigit(text[begin - 1])) --begin;
  while (end < text.size() && IsDigit(text[end]) && end - dot <= kMostDigits) ++end;
  const bool fits = begin < dot && dot - begin <= kMostDigits && end - dot - 1 <= kMostDigits;
  static constexpr ByteSet kJoins("-/$#");
  if (!fits || IdentifierAt(text, end) || IsSection(text, end)) return std::nullopt;
  if (begin > 0 && (IdentifierBefore(text, begin) || kJoins.Has(text[begin - 1]))) {
    return std::nullopt;
  }
  const auto token = ReadToken(scan, begin);
  if (!token || token->end != dot) return std::nullopt;
  return Mention{*token, end};
}

// Whether a word for parts or modules stands before: "section 4.2", "§ 4.2", "Chapter *4.2 Loops*".
bool IsBehindWord(const Scan& scan, std::size_t begin) {
  const std::size_t end = SkipOrnamentBack(scan.text, begin);
  if (end >= 2 && scan.text.substr(end - 2, 2) == "\xC2\xA7") return true;  // §
  if (scan.lexicon.LabelBefore(scan.text, end)) return true;
  const std::size_t word = WordStart(scan.text, end);
  if (word == end) return false;
  std::string said = Lower(scan.text.substr(word, end - word));
  if (said.ends_with('s')) said.pop_back();
  return IsCalledPart(said);
}

// Where the words of the page's headings begin, by offset: a number there is its own section's.
std::vector<std::size_t> BeginsOfHeadings(const Scan& scan) {
  std::vector<std::size_t> begins;
  if (!IsPage(scan)) return begins;
  EachHeading(scan, [&](const Heading& heading) {
    begins.push_back(heading.begin);
    return true;
  });
  return begins;
}

// The words behind the number where it begins a line, an entry, a cell or a quoted text; empty
// else.
std::string_view TitleBehind(const Scan& scan, const Mention& mention) {
  const std::string_view text = scan.text;
  static constexpr ByteSet kTitleOpens("|[\"'>(");
  constexpr std::string_view kEnds = "|[]()\"<>\n\r#";
  const std::size_t opens = SkipOrnamentBack(text, mention.token.begin);
  const bool begins = AtLineStart(text, mention.token.begin) ||
                      (opens > 0 && kTitleOpens.Has(text[opens - 1])) ||
                      (mention.token.begin > 0 && kTitleOpens.Has(text[mention.token.begin - 1]));
  std::size_t at = SkipOrnament(text, mention.end);
  if (!begins && (at == mention.end || at >= text.size() || !IsUpper(text[at]))) return {};
  if (at < text.size() && text[at] == '|') at = SkipOrnament(text, at + 1);
  const std::string_view rest = text.substr(at, kReach);
  const std::string_view title = rest.substr(0, rest.find_first_of(kEnds));
  return title.substr(0, title.find(": "));  // `2.2 Second: p/02.md`
}

}  // namespace

void NoteSectionMentions(Scan& scan) {
  const bool data = scan.format.Is("yaml") || scan.format.Is("json") || scan.format.Is("toml");
  const bool titles = IsPage(scan) || data;
  const std::optional<ModuleId> home = HomeOf(scan);
  const std::string_view text = scan.text;
  std::vector<Found> added;
  std::optional<std::vector<std::size_t>> headings;  // asked for where something may be one
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos;
       dot = text.find('.', dot + 1)) {
    if (dot == 0 || dot + 1 >= text.size() || !IsDigit(text[dot - 1]) || !IsDigit(text[dot + 1])) {
      continue;
    }
    const auto mention = MentionAt(scan, dot);
    if (!mention) continue;
    const std::vector<ModuleId> owners = scan.lexicon.Owners(mention->token.number);
    if (owners.size() != 1 || owners.front() == home) continue;
    const Span whole = mention->token.span();
    if (!headings) headings = BeginsOfHeadings(scan);
    if (std::ranges::binary_search(*headings, whole.offset)) continue;
    const bool called = IsBehindWord(scan, whole.offset);
    const std::string_view title = called || !titles ? "" : TitleBehind(scan, *mention);
    if (!called && Trim(title).empty()) continue;
    Found found =
        MakeFound(scan, mention->token, whole, {whole.end(), 0}, ReferenceShape::kIdentifier);
    found.reference.module = owners.front();
    found.reference.certainty = Certainty::kForeign;  // until the plan finds the section
    found.reference.text = text.substr(whole.offset, mention->end - whole.offset);
    if (!called) found.reference.text += " " + std::string(Trim(title));
    added.push_back(std::move(found));
  }
  AddFound(scan, std::move(added));
}

bool IsSectionMention(const Reference& reference) {
  return reference.shape == ReferenceShape::kIdentifier &&
         reference.certainty == Certainty::kForeign && !reference.text.empty();
}

}  // namespace prereq::references
