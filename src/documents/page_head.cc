#include "documents/page_head.h"

#include <algorithm>
#include <vector>

#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/text.h"
#include "documents/json.h"
#include "documents/notebook.h"

namespace prereq {
namespace {

constexpr std::size_t kMostHeadLines = 200;  // how far down a first heading may stand

// `{#anchor .class}` behind a heading, and closing hashes.
std::string WithoutEnd(std::string_view text) {
  text = Trim(text);
  if (text.ends_with('}')) {
    const std::size_t open = text.rfind('{');
    const bool is_attribute =
        open != std::string_view::npos && open > 0 && open + 1 < text.size() &&
        std::string_view("#.:").find(text[open + 1]) != std::string_view::npos;
    if (is_attribute) text = Trim(text.substr(0, open));
  }
  const std::size_t last = text.find_last_not_of('#');
  if (last != std::string_view::npos && last + 1 < text.size() && text[last] == ' ') {
    text = Trim(text.substr(0, last));
  }
  return std::string(text);
}

// How many of `mark` a line begins with when a blank follows; else 0.
int MarksOf(std::string_view line, char mark) {
  const std::size_t end = line.find_first_not_of(mark);
  if (end == 0 || end == std::string_view::npos || line[end] != ' ') return 0;
  return static_cast<int>(end);
}

// A line of one punctuation mark alone, at least three of it.
bool IsRule(std::string_view line, std::string_view marks) {
  return line.size() >= 3 && marks.find(line.front()) != std::string_view::npos &&
         line.find_first_not_of(line.front()) == std::string_view::npos;
}

void FindUnderlined(const std::vector<std::string_view>& lines, PageHead& head) {
  constexpr std::string_view kMarks = "=-~^\"'#*+`:.<>_";
  for (std::size_t i = 0; i + 1 < lines.size() && i < kMostHeadLines; ++i) {
    const std::string_view text = Trim(lines[i]);
    const bool is_text = !text.empty() && !IsRule(text, kMarks) && !text.starts_with("..");
    const std::string_view rule = Trim(lines[i + 1]);
    if (!is_text || !IsRule(rule, kMarks) || rule.size() + 2 < text.size()) continue;
    HeadingStyle style{HeadingStyle::Kind::kUnderline, 1, rule.front(), false};
    style.overline = i > 0 && Trim(lines[i - 1]) == rule;
    head.style = style;
    head.heading = std::string(text);
    return;
  }
}

void FindMarked(const std::vector<std::string_view>& lines, char mark, HeadingStyle::Kind kind,
                PageHead& head) {
  bool in_code = false;
  bool in_comment = false;
  for (std::size_t i = 0; i < lines.size() && i < kMostHeadLines; ++i) {
    const std::string_view line = lines[i];
    const std::string_view text = Trim(line);
    if (text.starts_with("```") || text.starts_with("~~~")) in_code = !in_code;
    if (text.starts_with("<!--")) in_comment = true;
    if (in_comment) {
      in_comment = text.find("-->") == std::string_view::npos;
      continue;
    }
    if (in_code) continue;
    if (const int level = MarksOf(line, mark); level > 0 && level <= 6) {
      head.style = HeadingStyle{kind, level, '=', false};
      head.heading = WithoutEnd(line.substr(static_cast<std::size_t>(level)));
      return;
    }
  }
}

// A first line that is bold as a whole, where a page has no heading.
void FindBold(const std::vector<std::string_view>& lines, PageHead& head) {
  for (const std::string_view line : lines) {
    const std::string_view text = Trim(line);
    if (text.empty()) continue;
    const bool is_bold = text.size() > 4 && text.starts_with("**") && text.ends_with("**") &&
                         text.find("**", 2) == text.size() - 2;
    if (!is_bold) return;
    head.style = HeadingStyle{HeadingStyle::Kind::kBold, 1, '=', false};
    head.heading = std::string(text.substr(2, text.size() - 4));
    return;
  }
}

}  // namespace

bool HasPageHead(std::string_view path) {
  const FileFormat& format = FormatOf(path);
  return format.Is("markdown") || format.Is("notebook") || format.Is("restructuredtext") ||
         format.Is("asciidoc");
}

PageHead ReadPageHead(const std::string& path, std::string_view text) {
  PageHead head;
  const FileFormat& format = FormatOf(path);
  std::string cell;
  if (format.Is("notebook")) {
    const Result<Notebook> notebook = ReadNotebook(path, text);
    if (!notebook || notebook->prose.empty()) return head;
    cell = notebook->prose.front().source();
    text = cell;
  } else if (format.front_matter) {
    head.front = FindFrontMatter(text);
    using Language = FrontMatterPart::Language;
    if (head.front && head.front->language == Language::kComment) head.front.reset();
    if (head.front) {
      const std::size_t fence = text.find('\n', head.front->span.end());
      text = fence == std::string_view::npos ? std::string_view() : text.substr(fence);
      if (head.front->language == Language::kJson) head.front.reset();
    }
  }
  const std::vector<std::string_view> lines = Lines(text);
  if (format.Is("restructuredtext")) {
    FindUnderlined(lines, head);
  } else if (format.Is("asciidoc")) {
    FindMarked(lines, '=', HeadingStyle::Kind::kEqualSigns, head);
  } else {
    FindBold(lines, head);
    if (!head.style) FindMarked(lines, '#', HeadingStyle::Kind::kHashes, head);
  }
  return head;
}

std::string WriteHeading(const HeadingStyle& style, std::string_view text) {
  const auto count = static_cast<std::size_t>(std::max(style.level, 1));
  std::string written(text);
  switch (style.kind) {
    case HeadingStyle::Kind::kHashes:
      return std::string(count, '#') + " " + written + "\n";
    case HeadingStyle::Kind::kEqualSigns:
      return std::string(count, '=') + " " + written + "\n";
    case HeadingStyle::Kind::kBold:
      return "**" + written + "**\n";
    case HeadingStyle::Kind::kUnderline:
      break;
  }
  const std::string line(std::max<std::size_t>(DisplayWidth(text), 3), style.line);
  return (style.overline ? line + "\n" : "") + written + "\n" + line + "\n";
}

std::string WriteNotebook(std::string_view text) {
  Json cell{{"cell_type", "markdown"},
            {"metadata", Json::object()},
            {"source", Json::array({std::string(text)})}};
  const Json notebook{{"cells", Json::array({std::move(cell)})},
                      {"metadata", Json::object()},
                      {"nbformat", 4},
                      {"nbformat_minor", 4}};
  return notebook.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace prereq
