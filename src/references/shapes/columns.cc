// Numbers that columns tie to a name where no bar stands between them: CSV, `&` of LaTeX, `||` of
// MediaWiki, blanks and csv-tables of reStructuredText.
#include <algorithm>

#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"

namespace prereq::references {
namespace {

// What parts the columns of a file; nullptr where it has none.
const char* SeparatorsOf(const Scan& scan) {
  if (scan.format.Is("csv")) return ",;\t";
  if (scan.format.Is("latex")) return "&";
  if (scan.format.Is("mediawiki")) return "|";
  return scan.format.Is("restructuredtext") ? "," : nullptr;
}

bool IsSeparator(const Scan& scan, char c) {
  const char* separators = SeparatorsOf(scan);
  return separators != nullptr && std::string_view(separators).find(c) != std::string_view::npos;
}

std::size_t SkipSpaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

std::size_t SkipQuote(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] == '"' ? at + 1 : at;
}

// Whether a cell begins at `at`: a line or a separator in front of it.
bool BeginsCell(const Scan& scan, std::size_t at) {
  const std::string_view text = scan.text;
  if (at > 0 && text[at - 1] == '"') --at;
  std::size_t blank = at;
  while (blank > 0 && text[blank - 1] == ' ') --blank;
  if (blank == 0 || text[blank - 1] == '\n') return true;
  if (scan.format.Is("restructuredtext") && text.substr(0, blank).ends_with("* -")) return true;
  return IsSeparator(scan, text[blank - 1]);
}

// Where the cell behind the one that ends at `end` begins; npos when none does.
std::size_t NextCell(const Scan& scan, std::size_t end) {
  const std::string_view text = scan.text;
  end = SkipQuote(text, end);
  const std::size_t mark = SkipSpaces(text, end);
  if (mark >= text.size()) return std::string_view::npos;
  if (IsSeparator(scan, text[mark])) {
    const bool twice = mark + 1 < text.size() && text[mark + 1] == text[mark] && text[mark] == '|';
    return SkipQuote(text, SkipSpaces(text, mark + (twice ? 2 : 1)));
  }
  if (scan.format.Is("restructuredtext") && (text[mark] == '\n' || text[mark] == '\r')) {
    // The next item of a list-table's row.
    const std::size_t next = text.find_first_not_of(" \t\r\n", mark);
    const bool item = next != std::string_view::npos && text.substr(next).starts_with("- ");
    return item ? SkipSpaces(text, next + 2) : std::string_view::npos;
  }
  // Columns of reStructuredText are two blanks apart.
  const bool apart = scan.format.Is("restructuredtext") && mark >= end + 2;
  return apart ? mark : std::string_view::npos;
}

bool EndsCell(const Scan& scan, std::size_t at) {
  const std::string_view text = scan.text;
  at = SkipQuote(text, at);
  const std::size_t mark = SkipSpaces(text, at);
  if (mark >= text.size() || text[mark] == '\n' || text[mark] == '\r' || text[mark] == '\\') {
    return true;
  }
  return IsSeparator(scan, text[mark]) || (scan.format.Is("restructuredtext") && mark >= at + 2);
}

// The cells of the first line.
std::vector<std::string_view> HeadsOf(std::string_view text, const ByteSet& marks) {
  std::vector<std::string_view> heads;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool ends = at == text.size() || text[at] == '\n' || text[at] == '\r';
    if (!ends && !marks.Has(text[at])) continue;
    heads.push_back(text.substr(begin, at - begin));
    begin = at + 1;
    if (ends) break;
  }
  return heads;
}

}  // namespace

// Columns are counted; one that a quote holds together does not matter here.
std::string HeadOfColumn(const Scan& scan, std::size_t at) {
  const std::string_view text = scan.text;
  ColumnHeads& known = scan.columns;
  const char* separators = SeparatorsOf(scan);
  const ByteSet marks(separators == nullptr ? "" : separators);
  if (!known.heads) known.heads = HeadsOf(text, marks);
  if (at < known.counted) known = {.heads = std::move(known.heads)};
  const std::size_t line = text.substr(known.counted, at - known.counted).rfind('\n');
  if (line != std::string_view::npos) {
    known.counted += line + 1;
    known.column = 0;
  }
  for (; known.counted < at; ++known.counted) known.column += marks.Has(text[known.counted]);
  if (known.column >= known.heads->size()) return {};
  std::string word = Lower(Trim((*known.heads)[known.column]));
  std::erase(word, '"');
  return word;
}

bool IsNumberColumn(const Scan& scan, std::size_t at) {
  constexpr std::string_view kWords = " number no nr num # order position ";
  std::string word = HeadOfColumn(scan, at);
  if (word.empty()) return false;
  if (kWords.find(" " + word + " ") != std::string_view::npos) return true;
  for (const std::string_view counted : {" #", " no", " nr", " number"}) {  // "chapter #"
    if (word.ends_with(counted)) word.resize(word.size() - counted.size());
  }
  const auto label = scan.lexicon.LabelBefore(word, word.size());
  return label && label->length == word.size();
}

std::optional<Found> MatchColumns(const Scan& scan, const Token& token) {
  if (SeparatorsOf(scan) == nullptr || token.begin < scan.floor) return std::nullopt;
  const std::string_view text = scan.text;
  if (!BeginsCell(scan, token.begin)) return std::nullopt;
  const std::size_t name = NextCell(scan, token.end);
  if (name >= text.size()) return std::nullopt;
  const auto match = scan.lexicon.NameAt(text, name);
  if (!match || !EndsCell(scan, name + match->length)) return std::nullopt;
  const std::size_t end = name + match->length;
  Found found = MakeFound(scan, token, {token.begin, end - token.begin}, {name, match->length},
                          ReferenceShape::kTableRow);
  JudgeNamed(scan, found, match->modules);
  if (found.reference.certainty != Certainty::kAgreeing) return std::nullopt;
  if (IsPadded(scan, token)) return found;
  if (!scan.format.Is("csv")) {
    found.weak = true;
  } else if (!IsNumberColumn(scan, token.begin)) {
    found.reference.certainty = Certainty::kLikely;  // an id may be anybody's
  }
  return found;
}

}  // namespace prereq::references
