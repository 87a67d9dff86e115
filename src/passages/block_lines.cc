// One walk with a stack of open groups: a line less indented closes those that are deeper.
#include "passages/block_lines.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsBlankByte(char c) { return c == ' ' || c == '\t'; }

// The marker of a list item at the start of `text`: its family and length; 0 when there is none.
std::pair<char, std::size_t> MarkerOf(std::string_view text) {
  const auto ends = [&](std::size_t at) { return at >= text.size() || IsBlankByte(text[at]); };
  if (text.empty()) return {0, 0};
  const char c = text.front();
  if ((c == '-' || c == '*' || c == '+') && ends(1)) return {c, 1};
  if (text.starts_with("\xE2\x80\xA2") && ends(3)) return {'*', 3};  // •
  std::size_t digits = 0;
  while (digits < text.size() && digits < 9 && IsDigit(text[digits])) ++digits;
  if (digits == 0 || digits == text.size()) return {0, 0};
  const char delimiter = text[digits];
  if ((delimiter == '.' || delimiter == ')') && ends(digits + 1)) return {delimiter, digits + 1};
  return {0, 0};
}

// With `. ` of AsciiDoc, and `#. ` of reStructuredText, whose items are counted when shown.
std::pair<char, std::size_t> MarkerIn(std::string_view shown, const TextKind& kind) {
  if (kind.dotted && shown.starts_with(". ")) return {'.', 1};
  if (kind.prose && shown.starts_with("#. ")) return {'#', 2};
  return MarkerOf(shown);
}

bool IsCloser(char c) { return c == '}' || c == ']' || c == ')'; }

// What starts a block of its own in prose, so that it cannot go on with a list's text.
bool StartsBlock(std::string_view text) {
  constexpr std::array<std::string_view, 10> kStarts = {"#", "```", "~~~", "|",   ">",
                                                        "<", "---", ":::", "===", ".. "};
  return std::ranges::any_of(kStarts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

bool StartsWord(std::string_view text) {
  if (text.empty()) return false;
  const char c = text.front();
  return IsWordByte(c);
}

class Grouper {
 public:
  Grouper(std::string_view text, const std::vector<TextLine>& lines, const TextKind& kind)
      : text_(text), lines_(lines), kind_(kind) {}

  std::vector<SiblingLines> Run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (IsGap(i)) continue;
      Take(i);
      last_ = i;
    }
    CloseDeeperThan(0, lines_.size());
    std::ranges::sort(done_, {}, [](const SiblingLines& group) {
      return std::pair(group.entries.front().first, group.entries.back().last);
    });
    return std::move(done_);
  }

 private:
  struct Open {
    std::size_t indent = 0;
    char family = 0;  // of items; 'r' for rows, 0 for anything else
    SiblingLines group;
  };

  std::string_view At(std::size_t line) const {
    return text_.substr(lines_[line].first, lines_[line].end - lines_[line].first);
  }

  static char FamilyOf(const TextLine& line) {
    if (line.kind == TextLine::Kind::kItem) return line.family;
    return line.kind == TextLine::Kind::kRow ? 'r' : '\0';
  }

  void Take(std::size_t i) {
    const TextLine& line = lines_[i];
    const std::size_t indent = line.indent();
    const char family = FamilyOf(line);
    const bool directly = last_ && *last_ + 1 == i;
    if (family == 0 && directly && InList(indent)) {
      const bool is_inner = kind_.dotted && At(i).starts_with("..");
      if (kind_.prose && (is_inner || !StartsBlock(At(i))))
        return;  // the item's text goes on unindented
      if (!kind_.yaml && !kind_.prose && StartsWord(At(i))) MarkOpen(indent);
    }
    CloseDeeperThan(indent, i);
    if (family == 0 && IsCloser(At(i).front()) && HasGroupAt(indent)) return;
    if (HasGroupAt(indent)) {
      Open& top = open_.back();
      const bool row_break = family == 'r' && !directly;
      // A YAML list may stand as deep as the key that holds it.
      if (top.family == family && !row_break) return Append(top, i);
      if (top.family != 0 || family == 'r') {
        Close(top);
        open_.pop_back();
        if (HasGroupAt(indent) && open_.back().family == family) return Append(open_.back(), i);
      }
    }
    Open fresh;
    fresh.indent = indent;
    fresh.family = family;
    fresh.group.kind = family == 0     ? SiblingLines::Kind::kKeys
                       : family == 'r' ? SiblingLines::Kind::kRows
                                       : SiblingLines::Kind::kItems;
    if (last_ && lines_[*last_].indent() <= indent) fresh.group.parent = last_;
    open_.push_back(std::move(fresh));
    Append(open_.back(), i);
  }

  [[nodiscard]] bool HasGroupAt(std::size_t indent) const {
    return !open_.empty() && open_.back().indent == indent;
  }

  // Whether a list's item is open whose marker stands at or right of `indent`.
  [[nodiscard]] bool InList(std::size_t indent) const {
    return std::ranges::any_of(open_, [&](const Open& open) {
      return open.family != 0 && open.family != 'r' && open.indent >= indent;
    });
  }

  void MarkOpen(std::size_t indent) {
    for (Open& open : open_) {
      if (open.family != 0 && open.indent >= indent) open.group.open = true;
    }
  }

  void Append(Open& open, std::size_t i) {
    EntryLines entry{i, i, i, false, false};
    std::size_t gap = 0;  // the first line behind the entry before
    if (!open.group.entries.empty()) {
      open.group.entries.back().last = LastOf(open);
      gap = open.group.entries.back().last + 1;
    } else if (last_) {
      gap = *last_ + 1;
    }
    while (entry.comment > gap && IsComment(entry.comment - 1) &&
           lines_[entry.comment - 1].indent() == lines_[i].indent()) {
      --entry.comment;
    }
    entry.apart = entry.comment == gap ? open.group.entries.empty() : !IsComment(entry.comment - 1);
    for (std::size_t line = gap; line < entry.comment; ++line) entry.cut |= IsComment(line);
    open.group.entries.push_back(entry);
  }

  // The last line of the open entry: deeper comments behind its text are its own.
  [[nodiscard]] std::size_t LastOf(const Open& open) const {
    std::size_t last = *last_;
    for (std::size_t line = last + 1; line < lines_.size() && IsGap(line); ++line) {
      if (!IsComment(line)) continue;
      if (lines_[line].indent() <= open.indent) break;
      last = line;
    }
    return last;
  }

  [[nodiscard]] bool IsComment(std::size_t line) const {
    return lines_[line].kind == TextLine::Kind::kComment;
  }
  [[nodiscard]] bool IsGap(std::size_t line) const {
    return IsComment(line) || lines_[line].kind == TextLine::Kind::kBlank;
  }

  void Close(Open& open) {
    open.group.entries.back().last = LastOf(open);
    if (open.group.entries.size() > 1) done_.push_back(std::move(open.group));
  }

  // Closes the groups deeper than `indent`; all of them when the text is at its end.
  void CloseDeeperThan(std::size_t indent, std::size_t before) {
    const bool at_end = before == lines_.size();
    while (!open_.empty() && (at_end || open_.back().indent > indent)) {
      Close(open_.back());
      open_.pop_back();
    }
  }

  std::string_view text_;
  const std::vector<TextLine>& lines_;
  const TextKind& kind_;
  std::vector<Open> open_;  // deeper ones later
  std::vector<SiblingLines> done_;
  std::optional<std::size_t> last_;  // the last line that is neither blank nor a comment
};

}  // namespace

TextKind KindOfText(std::string_view path) {
  const FileFormat& format = FormatOf(path);
  TextKind kind;
  kind.yaml = format.Is("yaml");
  kind.prose = format.content == FileContent::kProse;
  kind.literals = !kind.prose && !kind.yaml;
  kind.keywords = format.Is("org");
  kind.dotted = format.Is("asciidoc");
  kind.comment = format.line_comments.substr(0, format.line_comments.find(' '));
  if (kind.comment.empty()) kind.comment = format.block_open;
  if (kind.comment.empty() && kind.prose) kind.comment = "<!--";
  return kind;
}

std::vector<TextLine> ReadLines(std::string_view text, const TextKind& kind) {
  std::vector<TextLine> lines;
  std::size_t comment_end = 0;  // of one over several lines
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    TextLine line;
    line.begin = begin;
    begin = end + 1;
    while (end > line.begin && (IsBlankByte(text[end - 1]) || text[end - 1] == '\r')) --end;
    line.end = end;
    line.first = line.begin;
    while (line.first < end && IsBlankByte(text[line.first])) ++line.first;
    const std::string_view shown = text.substr(line.first, end - line.first);
    const auto [family, mark] = MarkerIn(shown, kind);
    if (kind.comment == "<!--" && shown.starts_with(kind.comment) && line.first >= comment_end) {
      const std::size_t close = text.find("-->", line.first);
      if (close != std::string_view::npos) comment_end = close + 3;
    }
    if (line.end <= comment_end) {
      line.kind = TextLine::Kind::kComment;
    } else if (shown.empty()) {
      line.kind = TextLine::Kind::kBlank;
    } else if (!kind.comment.empty() && shown.starts_with(kind.comment) &&
               !(kind.keywords && shown.starts_with("#+")) &&
               (kind.comment != "<!--" || shown.ends_with("-->"))) {
      line.kind = TextLine::Kind::kComment;
    } else if (shown.front() == '|' && shown.size() > 1) {
      line.kind = TextLine::Kind::kRow;
    } else if (family != 0) {
      line.kind = TextLine::Kind::kItem;
      line.family = family;
      line.mark = mark;
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<SiblingLines> GroupSiblings(std::string_view text, const std::vector<TextLine>& lines,
                                        const TextKind& kind) {
  return Grouper(text, lines, kind).Run();
}

}  // namespace prereq
