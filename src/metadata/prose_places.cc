#include "metadata/prose_places.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "metadata/navigation_lines.h"
#include "metadata/prose_boxes.h"
#include "metadata/prose_entries.h"
#include "metadata/prose_sentences.h"
#include "metadata/prose_words.h"

namespace prereq {
namespace {

// One line with its place.
struct PageLine {
  std::string_view text;
  std::size_t offset = 0;
};

std::vector<PageLine> PageLines(std::string_view page) {
  std::vector<PageLine> lines;
  for (const std::string_view line : Lines(page)) {
    lines.push_back({line, static_cast<std::size_t>(line.data() - page.data())});
  }
  return lines;
}

// Depth of a heading that the line below underlines; 0 for none.
std::size_t UnderlinedLevel(std::string_view line, std::string_view below) {
  below = Trim(below);
  if (Trim(line).empty() || below.size() < 3) return 0;
  constexpr std::string_view kMarks = "=-~^\"";
  const std::size_t level = kMarks.find(below.front());
  if (level == std::string_view::npos) return 0;
  return below.find_first_not_of(below.front()) == std::string_view::npos ? level + 1 : 0;
}

// Where the words begin behind an emoji or the like at `at` and a blank: `⚙️ Prerequisites`.
std::size_t BehindPicture(std::string_view line, std::size_t at) {
  constexpr std::string_view kLeads = "\xE2\xEF\xF0";  // of U+2000 to U+2FFF, U+Fxxx and above
  constexpr std::size_t kLongest = 16;
  const std::size_t blank = line.find(' ', at);
  if (kLeads.find(line[at]) == std::string_view::npos || blank - at > kLongest) return at;
  const std::string_view picture = line.substr(at, blank - at);
  const bool plain = std::ranges::any_of(picture, [](char c) { return (c & 0x80) == 0; });
  return plain || blank + 1 >= line.size() ? at : blank + 1;
}

// Where the text behind a line head begins: `**Prerequisites:** …`, `> Prerequisites: …`,
// `| Prerequisites | … |`; nullopt for any other line.
std::optional<std::size_t> BehindHead(std::string_view line) {
  std::size_t begin = line.find_first_not_of(" \t>*_-+|`#:");
  if (begin == std::string_view::npos) return std::nullopt;
  begin = BehindPicture(line, begin);
  if (line[begin] == '[') return std::nullopt;         // `[dependencies]`: a table of Cargo.toml
  while (begin < line.size() && line[begin] == '<') {  // `<b>Prerequisites:</b> …`
    begin = line.find('>', begin);
    if (begin == std::string_view::npos) return std::nullopt;
    begin = std::min(line.find_first_not_of(" \t", begin + 1), line.size());
  }
  const bool is_row = Trim(line).starts_with('|');
  std::size_t colon = line.find(':', begin);
  std::size_t length = 1;
  if (const std::size_t wide = line.find("：", begin); wide < colon) colon = wide, length = 3;
  if (is_row) {
    const std::size_t cell = line.find('|', begin);
    if (cell < colon) colon = cell, length = 1;
  }
  // `<dt>Prerequisites</dt><dd>…`, `<th>Prerequisites</th><td>…`
  if (const std::size_t tag = line.find("</", begin); tag < colon) {
    constexpr std::array<std::string_view, 3> kCells = {"</dt", "</th", "</td"};
    const std::size_t close = std::min(line.find('>', tag), line.size() - 1);
    const bool is_cell = std::ranges::find(kCells, line.substr(tag, 4)) != kCells.end();
    if (is_cell) colon = tag, length = close + 1 - tag;
  }
  constexpr std::size_t kLongest = 80;
  if (colon == std::string_view::npos || colon - begin > kLongest) return std::nullopt;
  const std::string_view head = line.substr(begin, colon - begin);
  // A line that stands in code as a whole shows how one is written.
  if (const std::size_t tick = line.find('`'); tick < begin) {
    const std::size_t close = line.find('`', begin);
    const std::string_view said = line.substr(colon + length);
    if (close != std::string_view::npos && close > colon &&
        std::ranges::any_of(said.substr(0, close - std::min(close, colon + length)), IsWordByte)) {
      return std::nullopt;
    }
  }
  if (!IsPrerequisiteHead(head.substr(0, head.find('<')))) return std::nullopt;
  std::size_t end = colon + length;
  while (end < line.size() && std::string_view("*_ \t").find(line[end]) != std::string_view::npos) {
    ++end;
  }
  return end;
}

// `**Time:** 45 minutes`, `Time: 45 minutes`: another line head, which ends a paragraph.
bool IsOtherHead(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t>*_|");
  if (begin == std::string_view::npos) return false;
  const std::size_t colon = line.find(':', begin);
  const std::size_t most = line.substr(0, begin).ends_with("**") ? 80 : 40;
  if (colon == std::string_view::npos || colon - begin > most) return false;
  const bool marked = begin > 0 && line[begin - 1] != ' ';
  const std::string_view head = line.substr(begin, colon - begin);
  if (colon + 2 < line.size() && line.substr(colon, 3) == "://") return false;
  return marked || (std::ranges::count(head, ' ') < 3 && std::ranges::none_of(head, IsDigit));
}

// A tag with which the next row of a table or the next term of a list of definitions begins.
bool BeginsRow(std::string_view text) {
  return text.starts_with('<') && (text.starts_with("<dt") || text.starts_with("<th") ||
                                   text.starts_with("<tr") || text.starts_with("</tr"));
}

// Whether a line begins a definition, `: text`.
bool IsDefinition(std::string_view line) {
  line = Trim(line);
  return line.size() > 2 && line[0] == ':' && (line[1] == ' ' || line[1] == '\t');
}

// Bytes of `text`, behind the head of a line, that belong to it: `Lesson 2 | **Next:** Lesson 4`
// goes on with another field.
std::size_t FieldLength(std::string_view text) {
  constexpr std::size_t kLongestHead = 60;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (BeginsRow(text.substr(at))) return at;
    for (const std::string_view mark : {"|", "·", "•"}) {
      if (!text.substr(at).starts_with(mark)) continue;
      const std::string_view next = text.substr(at + mark.size(), kLongestHead);
      const std::size_t end = next.find_first_of("|:[]()</`");  // a link is an entry
      const bool colon = end != std::string_view::npos && next[end] == ':';
      // Of two stars the second: npos + 1 is 0.
      const bool marked = next.substr(next.find_first_not_of(' ') + 1).starts_with('*');
      if (colon && (marked || mark == "|") && IsOtherHead(next)) return at;
    }
  }
  return text.size();
}

// "None. The next lesson goes on from here": what stands behind it is no prerequisite either.
bool BeginsWithNone(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t>*_-+"), text.size()));
  const bool opens = text.find_first_of("[{(\"'<") == 0;  // a list goes on below
  return !Trim(text).empty() && !opens && SaysNone(text);
}

// `**Next lesson:** …` in a section about what comes before.
bool IsAboutNext(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t>*_-+|");
  if (begin == std::string_view::npos) return false;
  const std::size_t end = std::min(line.find(':', begin), line.size());
  constexpr std::size_t kLongestHead = 40;
  return end < line.size() && end - begin < kLongestHead &&
         IsNextHead(line.substr(begin, end - begin));
}

// The cells of a row of a table.
std::vector<std::string_view> CellsOf(std::string_view row) {
  row = Trim(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  if (row.ends_with('|')) row.remove_suffix(1);
  return Split(row, '|');
}
bool IsRow(std::string_view line) { return Trim(line).starts_with('|'); }
bool IsDelimiterRow(std::string_view line) {
  return IsRow(line) && line.find("--") != std::string_view::npos &&
         Trim(line).find_first_not_of("|:- ") == std::string_view::npos;
}

// `002_users.sql`
bool IsNumberedFile(std::string_view word) {
  const std::size_t dot = word.rfind('.');
  return dot != std::string_view::npos && dot + 1 < word.size() && IsLetter(word[dot + 1]) &&
         SplitNumberedName(word.substr(0, dot)).number;
}

// The numbered files right behind "requires" or "depends on" in a comment before code: "This
// migration depends on 001_a.sql and 002_b.sql". Empty where there are none.
std::string_view FilesBehindVerb(std::string_view line) {
  const std::string plain = Lower(line);
  for (const std::string_view verb : {"requires ", "depends on "}) {
    const std::size_t at = plain.find(verb);
    if (at == std::string::npos || (at > 0 && plain[at - 1] != ' ')) continue;
    const std::string_view before = Trim(std::string_view(plain).substr(0, at));
    if (before.ends_with("not") || before.ends_with("longer") || before.ends_with("never"))
      continue;
    std::size_t begin = line.find_first_not_of(" \t", at + verb.size()), end = begin;
    for (std::size_t word = begin; word < line.size();) {
      const std::size_t behind = std::min(line.find_first_of(" \t,", word), line.size());
      std::string_view one = line.substr(word, behind - word);
      if (one.ends_with('.')) one.remove_suffix(1);
      if (IsNumberedFile(one)) {
        end = word + one.size();
      } else if (one != "and" && one != "&") {
        break;
      }
      word = std::min(line.find_first_not_of(" \t,", behind), line.size());
    }
    if (begin < end && end <= line.size()) return line.substr(begin, end - begin);
  }
  return {};
}

// Whether a line of the head of a page gives its title behind `key`, another than "Prerequisites".
bool SaysTitle(std::string_view head, std::string_view key) {
  for (const std::string_view line : Lines(head)) {
    if (line.starts_with("* ") || line.starts_with("# ")) return false;
    if (Lower(line.substr(0, key.size())) != key) continue;
    return !Trim(line.substr(key.size())).empty() && !IsHeadHeading(line.substr(key.size()));
  }
  return false;
}
constexpr std::size_t kLongestHead = 2'000;  // bytes

class PlaceFinder {
 public:
  PlaceFinder(std::string_view page, bool is_code) : lines_(PageLines(page)), is_code_(is_code) {
    if (const auto front = FindFrontMatter(page)) {
      front_ = front->span.end();
      titled_ = SaysTitle(page.substr(front->span.offset, front->span.length), "title:");
    }
    titled_ = titled_ || SaysTitle(page.substr(0, kLongestHead), "#+title:");
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!Trim(lines_[i].text).empty()) last_ = i;
    }
  }

  struct Found {
    std::vector<Span> blocks, sentences;
  };

  Found Find() {
    for (std::size_t i = 0; i < lines_.size();) {
      if (lines_[i].offset < front_) {
        ++i;
        continue;
      }
      if (SkipsBlock(lines_[i].text)) {
        ++i;
        continue;
      }
      const std::string_view line = lines_[i].text;
      const std::string_view below = i + 1 < lines_.size() ? lines_[i + 1].text : "";
      std::size_t level = HeadingLevel(line);
      const std::size_t underlined = level == 0 ? UnderlinedLevel(line, below) : 0;
      if (level == 0) level = underlined;
      // A page called so as a whole says how to prepare, and ends with what comes next.
      const bool is_title = level == 1 && !titled_;
      titled_ = titled_ || level > 0;
      is_intro_ = is_title || (is_intro_ && level == 0);
      if (level > 0 && !is_title && IsHeadHeading(line)) {
        i = Section(i + (underlined > 0 ? 2 : 1), level);
      } else if (const auto end = EndOfBox(line)) {
        i = Box(i + 1, *end);
      } else if (IsRow(line) && IsDelimiterRow(below) && Column(i)) {
        i += 3;
      } else if (const auto definition = DefinitionOf(i)) {
        i = Paragraph(*definition, lines_[*definition].text.find(':') + 1);
      } else if (const auto behind = BehindHead(line)) {
        i = Paragraph(i, *behind);
      } else {
        if (is_code_) AddFilesBehindVerb(lines_[i]);
        if (!is_code_ && level == 0) AddSentences(lines_[i]);
        ++i;
      }
    }
    return {std::move(places_), std::move(sentences_)};
  }

 private:
  // Fenced code and comments, with their own lines.
  bool SkipsBlock(std::string_view line) {
    const std::string_view text = Trim(line);
    const bool fence = text.starts_with("```") || text.starts_with("~~~");
    if (fence_) {
      if (fence && text.starts_with(*fence_)) fence_.reset();
      return true;
    }
    if (fence) {
      fence_ = text.substr(0, 3);
      return true;
    }
    if (comment_) {
      comment_ = text.find("-->") == std::string_view::npos;
      return true;
    }
    if (!text.starts_with("<!--")) return false;
    comment_ = text.find("-->") == std::string_view::npos;
    return true;
  }

  void Add(const PageLine& line, std::size_t begin) {
    if (begin < line.text.size()) {
      places_.push_back({line.offset + begin, line.text.size() - begin});
    }
  }

  void AddFilesBehindVerb(const PageLine& line) {
    const std::string_view files = FilesBehindVerb(line.text);
    if (files.empty()) return;
    const auto begin = static_cast<std::size_t>(files.data() - line.text.data());
    places_.push_back({line.offset + begin, files.size()});
  }

  // Rows and items of lists may be about other modules.
  void AddSentences(const PageLine& line) {
    if (IsRow(line.text)) return;
    for (const Span& need : NeedsInSentences(line.text, is_intro_ && !IsListItem(line.text))) {
      sentences_.push_back({line.offset + need.offset, need.length});
    }
  }

  // Over a line of links to neighbours, with the rows below when it heads a table; false: it is
  // none. `known`: entries stand above, so that links at the end of the page are no entries.
  [[nodiscard]] bool SkipsNavigation(std::size_t& i, bool known) const {
    if (!IsNavigation(lines_[i].text, known && i == last_)) return false;
    if (IsRow(lines_[i].text) && i + 1 < lines_.size() && IsDelimiterRow(lines_[i + 1].text)) {
      while (i + 1 < lines_.size() && IsRow(lines_[i + 1].text)) ++i;
    }
    return true;
  }

  // Of a table with one row, what stands there below "Prerequisites"; where there are more, they
  // are about several things.
  bool Column(std::size_t i) {
    const bool is_one = i + 2 < lines_.size() && IsRow(lines_[i + 2].text) &&
                        (i + 3 >= lines_.size() || !IsRow(lines_[i + 3].text));
    if (!is_one) return false;
    const std::vector<std::string_view> heads = CellsOf(lines_[i].text),
                                        cells = CellsOf(lines_[i + 2].text);
    for (std::size_t c = 0; c < heads.size() && c < cells.size(); ++c) {
      if (!IsPrerequisiteHead(heads[c])) continue;
      const PageLine& row = lines_[i + 2];
      const auto begin = static_cast<std::size_t>(cells[c].data() - row.text.data());
      if (!BeginsWithNone(cells[c])) places_.push_back({row.offset + begin, cells[c].size()});
      return true;
    }
    return false;
  }

  // The index of the next heading of any level from `i` on, or of the end.
  [[nodiscard]] std::size_t EndOfPart(std::size_t i) const {
    bool fenced = false;
    for (; i < lines_.size(); ++i) {
      const std::string_view line = lines_[i].text;
      if (Trim(line).starts_with("```")) fenced = !fenced;
      if (!fenced && HeadingLevel(line) > 0) break;
    }
    return i;
  }
  // Whether the part that begins there shows code: then it says how something is done.
  [[nodiscard]] bool HoldsCode(std::size_t i) const {
    const std::size_t end = EndOfPart(i);
    for (; i < end; ++i) {
      if (Trim(lines_[i].text).starts_with("```")) return true;
    }
    return false;
  }

  // All lines up to the next heading of this level or a higher one, but for parts below headings of
  // their own that show code; the index after them.
  std::size_t Section(std::size_t i, std::size_t level) {
    constexpr std::size_t kRemark = 200;  // bytes: running text behind a list is about the list
    bool listed = false, is_none = false, is_first = true;
    const std::size_t above = places_.size();
    for (; i < lines_.size(); ++i) {
      if (SkipsBlock(lines_[i].text)) continue;
      const std::string_view below = i + 1 < lines_.size() ? lines_[i + 1].text : "";
      std::size_t its = HeadingLevel(lines_[i].text);
      if (its == 0 && !IsListItem(lines_[i].text)) its = UnderlinedLevel(lines_[i].text, below);
      if (its > 0 && its <= level) return i;
      if (its > 0) listed = false;
      if (its > 0 && HoldsCode(i + 1)) {
        i = EndOfPart(i + 1) - 1;
        continue;
      }
      const std::string_view line = lines_[i].text;
      if (is_first && its == 0 && !Trim(line).empty()) {
        is_first = false;
        is_none = BeginsWithNone(line);
      }
      if (is_none || IsAboutNext(line) || SkipsNavigation(i, places_.size() > above)) continue;
      const bool item = IsListItem(line) || line.starts_with(' ') || line.starts_with('|');
      if (listed && !item && line.size() > kRemark) continue;
      listed = listed || item;
      Add(lines_[i], 0);
    }
    return i;
  }

  // The line that defines the term of line `i`, where that is a head: the next one or, behind a
  // blank line, the second.
  [[nodiscard]] std::optional<std::size_t> DefinitionOf(std::size_t i) const {
    const std::size_t below = i + 1 < lines_.size() && Trim(lines_[i + 1].text).empty() ? 2 : 1;
    if (i + below >= lines_.size() || !IsDefinition(lines_[i + below].text)) return std::nullopt;
    const std::string_view term = lines_[i].text;
    if (IsListItem(term) || IsDefinition(term) || !IsPrerequisiteHead(term)) return std::nullopt;
    return i + below;
  }

  // All lines up to the one that ends the box; the index of that.
  std::size_t Box(std::size_t i, BoxEnd end) {
    // Headings stand in a box that is closed; they end one that is not.
    bool closed = false;
    for (std::size_t at = i; end == BoxEnd::kColons && !closed && at < lines_.size(); ++at) {
      closed = EndsBox(lines_[at].text, end);
    }
    for (; i < lines_.size(); ++i) {
      const std::string_view line = lines_[i].text;
      if (EndsBox(line, end) || (!closed && HeadingLevel(line) > 0)) return i;
      if (!SkipsBlock(line) && !SkipsNavigation(i, false)) Add(lines_[i], 0);
    }
    return i;
  }

  // The rest of the line and what continues it; where nothing stands on it, the list below.
  std::size_t Paragraph(std::size_t i, std::size_t behind) {
    const std::size_t head = i;
    const bool is_row = Trim(lines_[i].text).starts_with('|');
    std::string_view rest = lines_[i].text.substr(std::min(behind, lines_[i].text.size()));
    if (!is_row) rest = rest.substr(0, FieldLength(rest));
    const bool empty = Trim(rest).empty();
    const bool is_none = !is_row && BeginsWithNone(rest);
    if (!is_none && !rest.empty()) places_.push_back({lines_[i].offset + behind, rest.size()});
    ++i;
    if (is_row) return i;
    bool list = false;
    if (empty && i < lines_.size() && Trim(lines_[i].text).empty()) ++i;
    for (; i < lines_.size(); ++i) {
      const std::string_view line = lines_[i].text;
      if (Trim(line).empty() || HeadingLevel(line) > 0 || SkipsBlock(line)) break;
      if (!IsListItem(line) && !GoesOn(head, i)) break;
      if (BeginsRow(Trim(line)) || (i + 1 < lines_.size() && IsDefinition(lines_[i + 1].text)))
        break;
      if (IsListItem(line)) {
        if (!empty && !list) break;  // "Prerequisites: Lesson 2" and a list of something else
        list = true;
      } else if (IsOtherHead(line) || (line.front() == '|')) {
        break;
      }
      if (IsNavigation(line, false)) break;
      if (!is_none) Add(lines_[i], 0);
    }
    return i;
  }

  // Whether the line there belongs to the head of line `head`.
  [[nodiscard]] bool GoesOn(std::size_t head, std::size_t i) const {
    if (!is_code_) return true;
    const auto column = [&](std::size_t at) { return lines_[at].text.find_first_not_of(" \t"); };
    return column(i) > column(head) || Trim(lines_[i - 1].text).ends_with(',');
  }

  std::vector<PageLine> lines_;
  bool is_code_;
  std::size_t front_ = 0;
  std::size_t last_ = 0;  // index of the last line that is not blank
  std::optional<std::string> fence_;
  bool comment_ = false;
  bool titled_ = false;   // a heading was seen
  bool is_intro_ = true;  // no heading but the page's title was
  std::vector<Span> places_, sentences_;
};

}  // namespace

std::vector<Span> PrerequisitePlaces(std::string_view page, bool is_code) {
  return PlaceFinder(page, is_code).Find().blocks;
}

std::vector<Span> NeedsInText(std::string_view page) {
  return PlaceFinder(page, false).Find().sentences;
}

}  // namespace prereq
