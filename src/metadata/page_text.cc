#include "metadata/page_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"
#include "base/text.h"
#include "metadata/markdown_page.h"
#include "metadata/prose_words.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestHeader = 8'192;  // bytes of a file of code before its code

// Writes `text` over the beginning of `length` bytes at `at`, and blanks over the rest.
void Overwrite(std::string& page, std::size_t at, std::size_t length, std::string_view text) {
  std::fill_n(page.begin() + static_cast<std::ptrdiff_t>(at), length, ' ');
  const std::size_t copied = std::min(length, text.size());
  std::ranges::copy(text.substr(0, copied), page.begin() + static_cast<std::ptrdiff_t>(at));
}

// Calls `visit(begin, end)` for every line.
template <class Visit>
void EachLine(std::string_view text, Visit visit) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    visit(begin, end);
    begin = end + 1;
  }
}

// Blanks the marks of comments, so that what a header says reads as a page does: `-- Depends on:
// 001_users.sql`, ` * Requires: 003`, a docstring. Empty from the first line of code on.
std::string HeaderOf(const FileFormat& format, std::string_view text) {
  std::string page;
  bool in_block = false;
  constexpr std::string_view kDocstring = "\"\"\"";
  const std::string_view near = text.substr(0, kLongestHeader);
  for (std::size_t at = 0; at < near.size();) {
    const std::size_t end = std::min(near.find('\n', at), near.size());
    std::string line(near.substr(at, end - at));
    at = end + 1;
    const auto blank = [&line](std::string_view mark) {
      const std::size_t place = line.find(mark);
      if (mark.empty() || place == std::string::npos) return false;
      line.replace(place, mark.size(), mark.size(), ' ');
      return true;
    };
    const std::string_view first = Trim(line);
    const bool docstring = format.Is("python") && first.find(kDocstring) != std::string_view::npos;
    const std::string_view open = docstring ? kDocstring : format.block_open;
    const std::string_view close = format.Is("python") ? kDocstring : format.block_close;
    const bool document = format.Is("yaml") && first == "---";
    bool is_comment = in_block || first.empty() || first.starts_with("#!") || document;
    if (in_block) {
      if (blank(close)) in_block = false;
      const std::size_t star = line.find_first_not_of(" \t");
      if (star != std::string::npos && line[star] == '*') line[star] = ' ';
    } else if (!open.empty() && first.starts_with(open)) {
      is_comment = true;
      blank(open);
      in_block = !blank(close);
    } else {
      for (const std::string_view leader : Split(format.line_comments, ' ')) {
        if (is_comment || leader.empty() || !first.starts_with(leader)) continue;
        is_comment = true;
        blank(leader);
      }
    }
    if (!is_comment) break;
    page += line + '\n';
  }
  return page;
}

// Blanks lines of comments behind the header of the page, and the marks of those in it.
void BlankComments(std::string& page, std::string_view leader) {
  bool is_header = true;
  EachLine(page, [&](std::size_t begin, std::size_t end) {
    const std::size_t mark = std::min(page.find_first_not_of(" \t", begin), end);
    const bool comment = std::string_view(page).substr(mark).starts_with(leader) && mark < end;
    if (comment) Overwrite(page, mark, is_header ? leader.size() : end - mark, "");
    is_header = is_header && (comment || mark == end);
  });
}

// The command `\name*{` at `at`: the length of all up to the brace, it included; 0 where none is.
std::size_t CommandLength(std::string_view text, std::size_t at, std::string_view name) {
  if (!text.substr(at).starts_with(name)) return 0;
  std::size_t end = at + name.size();
  if (end < text.size() && text[end] == '*') ++end;
  return end < text.size() && text[end] == '{' ? end + 1 - at : 0;
}

// `\begin{prerequisites}`, `\begin{tcolorbox}[title=Prerequisites]` up to their `\end`: a box.
void WriteEnvironments(std::string& page) {
  constexpr std::string_view kBegin = "\\begin{", kEnd = "\\end{", kTitle = "title=";
  std::string open;  // the name of the environment that is open
  EachLine(page, [&](std::size_t begin, std::size_t end) {
    const std::size_t at = std::min(page.find_first_not_of(" \t", begin), end);
    const std::string_view line = std::string_view(page).substr(at, end - at);
    const std::string_view mark = open.empty() ? kBegin : kEnd;
    const std::size_t close = line.find('}');
    if (!line.starts_with(mark) || close == std::string_view::npos) return;
    const std::string name(line.substr(mark.size(), close - mark.size()));
    if (!open.empty()) {
      if (name != open) return;
      open.clear();
      return Overwrite(page, at, end - at, ":::");
    }
    const std::size_t title = line.find(kTitle, close);
    const std::string_view given =
        title == std::string_view::npos ? std::string_view() : line.substr(title + kTitle.size());
    const bool named = IsPrerequisiteHead(name);
    if (!named && !IsPrerequisiteHead(given.substr(0, given.find_first_of(",]")))) return;
    open = name;
    Overwrite(page, at, mark.size(), ":::");
    page[at + close] = ' ';
    if (!named) Overwrite(page, at + mark.size(), title - mark.size(), "box");
    std::replace(page.begin() + static_cast<std::ptrdiff_t>(at),
                 page.begin() + static_cast<std::ptrdiff_t>(end), ']', ' ');
  });
}

void WriteLatex(std::string& page) {
  struct Command {
    std::string_view name, mark;
  };
  constexpr std::array<Command, 13> kCommands = {{{"\\part", "#"},
                                                  {"\\chapter", "#"},
                                                  {"\\section", "##"},
                                                  {"\\subsection", "###"},
                                                  {"\\subsubsection", "####"},
                                                  {"\\paragraph", ":"},
                                                  {"\\subparagraph", ":"},
                                                  {"\\textbf", ""},
                                                  {"\\textit", ""},
                                                  {"\\textsc", ""},
                                                  {"\\emph", ""},
                                                  {"\\underline", ""},
                                                  {"\\path", ""}}};
  BlankComments(page, "%");
  WriteEnvironments(page);
  for (std::size_t at = page.find('\\'); at != std::string::npos; at = page.find('\\', at + 1)) {
    const std::string_view text = page;
    if (text.substr(at).starts_with("\\item") &&
        (at + 5 == text.size() || !IsLetter(text[at + 5]))) {
      Overwrite(page, at, 5, "-");
      continue;
    }
    for (const Command& command : kCommands) {
      const std::size_t length = CommandLength(text, at, command.name);
      if (length == 0) continue;
      constexpr std::size_t kLongestWords = 1'024;
      const std::size_t close =
          text.substr(0, at + kLongestWords).find_first_of("}\n", at + length);
      if (close == std::string_view::npos || text[close] != '}') break;
      // A run-in heading ends as a line head does.
      const bool run_in = command.mark == ":";
      const bool marked = std::string_view(".:").find(page[close - 1]) != std::string_view::npos;
      Overwrite(page, at, length, run_in ? std::string_view() : command.mark);
      page[close] = run_in && !marked ? ':' : ' ';
      break;
    }
  }
  std::ranges::replace(page, '~', ' ');
}

// Whether the next tag is `<td>`.
bool BeginsCell(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && Lower(text.substr(at, 3)) == "<td";
}

// Tags that stand for a mark or a line's end; all others but links are blanked.
void WriteHtml(std::string& page) {
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t close = page.find('>', at);
    if (close == std::string::npos) return;
    const std::size_t length = close + 1 - at;
    const std::string tag =
        Lower(std::string_view(page).substr(at, std::min<std::size_t>(length, 12)));
    const bool link = tag.starts_with("<a ") || tag.starts_with("<!--") ||
                      tag.starts_with("<summary") || tag.starts_with("</summary") ||
                      tag.starts_with("<details") || tag.starts_with("</details");
    if (link) {
      at = close;
      continue;
    }
    const bool heading = tag.size() > 3 && tag[1] == 'h' && tag[2] >= '1' && tag[2] <= '6';
    const bool ends_block = tag.starts_with("</h") || tag.starts_with("</li") ||
                            tag.starts_with("</p") || tag.starts_with("<br") ||
                            tag.starts_with("</ul") || tag.starts_with("</ol") ||
                            tag.starts_with("</div") || tag.starts_with("</section");
    const std::string marks(heading ? static_cast<std::size_t>(tag[2] - '0') : 0, '#');
    const bool item = tag.starts_with("<li");
    // A heading or an item begins a line, whatever stands before it.
    const std::string_view begin = item ? "-" : std::string_view(marks).substr(0, length - 1);
    // The head of a definition or of a row of two cells; the next row is about something else.
    const bool term =
        tag.starts_with("</dt") ||
        (tag.starts_with("</th") && BeginsCell(std::string_view(page).substr(close + 1)));
    const bool ends_row = tag.starts_with("</dd") || tag.starts_with("</tr");
    Overwrite(page, at, length, term ? ":" : begin);
    if (ends_row) page[close - 1] = page[close] = '\n';
    if ((heading || item) && at > 0 && (page[at - 1] == ' ' || page[at - 1] == '\t')) {
      page[at - 1] = '\n';
    }
    if (ends_block) page[close] = '\n';
    at = close;
  }
}

// `* Prerequisites`: stars at a line's begin are a heading.
void WriteOrg(std::string& page) {
  BlankComments(page, "# ");
  EachLine(page, [&](std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    while (at < end && page[at] == '*') ++at;
    if (at == begin || at == end || page[at] != ' ') return;
    Overwrite(page, begin, at - begin, std::string(at - begin, '#'));
  });
}

// Blanks `.. some words` of reStructuredText with the deeper lines below: neither a directive nor a
// target, note or substitution.
void BlankRestructuredComments(std::string& page) {
  bool inside = false;
  EachLine(page, [&](std::size_t begin, std::size_t end) {
    const std::size_t first = std::min(page.find_first_not_of(" \t", begin), end);
    const std::string_view line = std::string_view(page).substr(begin, end - begin);
    if (line.starts_with("..") && (line.size() == 2 || line[2] == ' ')) {
      const std::string_view said = Trim(line.substr(2));
      const bool marked = !said.empty() && std::string_view("_[|").find(said[0]) != said.npos;
      inside = !marked && said.find("::") == std::string_view::npos;
    } else if (first < end && first == begin) {
      inside = false;
    }
    if (inside) Overwrite(page, begin, end - begin, "");
  });
}

// `//` of AsciiDoc, a line or, with four, a block; `///` is none.
void BlankAsciidocComments(std::string& page) {
  bool inside = false;
  EachLine(page, [&](std::size_t begin, std::size_t end) {
    const std::string_view line = std::string_view(page).substr(begin, end - begin);
    const std::string_view marks = Trim(line);
    const bool fence =
        line.starts_with("////") && marks.find_first_not_of('/') == std::string_view::npos;
    const bool comment = line.starts_with("//") && !line.starts_with("///");
    if (fence || inside || comment) Overwrite(page, begin, end - begin, "");
    if (fence) inside = !inside;
  });
}

// `` `Loops <02-loops.rst>`_ ``: blanks the backticks, so that the target stands by itself.
void WriteHyperlinks(std::string& page) {
  for (std::size_t close = page.find(">`_"); close != std::string::npos;
       close = page.find(">`_", close + 3)) {
    const std::size_t open = page.find_last_of("`\n", close);
    if (open == std::string::npos || page[open] != '`') continue;
    page[open] = page[close + 1] = page[close + 2] = ' ';
  }
}

// A term of prerequisites with its definition below: the first blank of that becomes a `:`, as in
// the dialects of Markdown.
void WriteDefinitions(std::string& page) {
  bool defined = false;
  EachLine(page, [&](std::size_t begin, std::size_t end) {
    const std::string_view line = std::string_view(page).substr(begin, end - begin);
    const bool deeper = line.starts_with("  ") && !Trim(line).empty();
    if (defined && deeper) page[begin] = ':';
    defined = !line.empty() && line.front() != ' ' && IsPrerequisiteHead(line);
  });
}

// `.. admonition:: Prerequisites`, links, roles, definitions and rows of a `list-table`.
void WriteRestructured(std::string& page) {
  constexpr std::array<std::string_view, 3> kBoxes = {
      ".. admonition::", ".. topic::", ".. rubric::"};
  WriteRoles(page, ':');
  WriteHyperlinks(page);
  WriteDefinitions(page);
  JoinCellsOfLists(page);
  EachLine(page, [&](std::size_t begin, std::size_t end) {
    for (const std::string_view box : kBoxes) {
      const std::size_t at = page.find_first_not_of(" \t", begin);
      if (at != begin || at >= end || !std::string_view(page).substr(at).starts_with(box)) continue;
      const std::size_t length = box.size();
      const bool rubric = box == kBoxes.back();
      Overwrite(page, at, length, rubric ? "######" : "!!!");
      if (!rubric) page[at + length - 1] = '"';
    }
  });
}

}  // namespace

bool HasHeaderOfComments(const FileFormat& format) {
  const bool code = format.content == FileContent::kCode || format.content == FileContent::kBuild ||
                    format.content == FileContent::kData;
  return code && (!format.line_comments.empty() || !format.block_open.empty());
}

std::string PageText(const FileFormat& format, std::string_view text) {
  if (HasHeaderOfComments(format)) return HeaderOf(format, text);
  std::string page(text);
  if (format.Is("markdown")) WriteMarkdown(page);
  if (format.Is("latex")) WriteLatex(page);
  if (format.Is("html")) WriteHtml(page);
  if (format.Is("org")) WriteOrg(page);
  if (format.Is("restructuredtext")) {
    BlankRestructuredComments(page);
    WriteRestructured(page);
  }
  if (format.Is("asciidoc")) BlankAsciidocComments(page);
  if (format.Is("typst")) BlankComments(page, "//");
  return page;
}

}  // namespace prereq
