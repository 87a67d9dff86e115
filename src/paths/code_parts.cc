#include "paths/code_parts.h"

#include <algorithm>

#include "base/text.h"
#include "documents/notebook.h"
#include "paths/markup_words.h"

namespace prereq {
namespace {

const FileFormat& FormatOfLanguage(std::string_view language) {
  const std::string wanted = Lower(language);
  for (const FileFormat& format : FileFormats()) {
    if (format.name == wanted) return format;
  }
  return wanted == "bash" || wanted == "sh" ? FormatOf("x.sh") : FormatOf("x.py");
}

class PartVisitor {
 public:
  PartVisitor(std::string_view text, const std::function<void(const CodePart&)>& visit)
      : text_(text), visit_(visit) {}

  // Part of the file as it stands.
  void Stretch(const FileFormat& format, std::string_view part, bool imports_are_read = true) {
    const auto begin = static_cast<std::size_t>(part.data() - text_.data());
    visit_({&format, part,
            [begin](Span span) {
              return Span{span.offset + begin, span.length};
            },
            imports_are_read});
  }

  void Php(const FileFormat& format) {
    constexpr std::string_view kOpen = "<?", kClose = "?>";
    for (std::size_t at = text_.find(kOpen); at < text_.size(); at = text_.find(kOpen, at)) {
      const std::size_t end = std::min(text_.find(kClose, at), text_.size());
      std::string_view inside = text_.substr(at + kOpen.size(), end - at - kOpen.size());
      if (inside.starts_with("php")) inside.remove_prefix(3);
      if (!inside.starts_with('=')) Stretch(format, inside);  // `<?= x ?>` prints
      at = end;
    }
  }

  void Cells(const std::string& path) {
    const Result<Notebook> notebook = ReadNotebook(path, text_);
    if (!notebook) return;
    const std::string language = notebook->language.empty() ? "python" : notebook->language;
    for (const NotebookCell& cell : notebook->cells) {
      const std::string_view source = cell.source();
      if (source.starts_with("%%script false")) continue;  // how a cell is switched off
      const ToFile to_file = [&cell](Span span) { return cell.InFile(span); };
      const bool is_shell = source.starts_with("%%bash") || source.starts_with("%%sh");
      visit_({&(is_shell ? FormatOf("x.sh") : FormatOfLanguage(language)), source, to_file,
              language == "python"});
      const bool is_last = &cell == &notebook->cells.back();
      if (!is_shell) Commands(source, to_file, is_last);
    }
  }

  // ```{r} … ``` of R Markdown and Quarto: chunks with braces run, all others only show.
  // In a Livebook all code of its language runs.
  void Chunks(bool is_livebook) {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const std::string_view line = Trim(text_.substr(at, end - at));
      if (line.starts_with("<!--") && line.find("-->") == std::string_view::npos) {
        at = std::min(text_.find("-->", at), text_.size());
        continue;
      }
      at = end + 1;
      InlineCode(line);
      const bool runs = is_livebook && (line == "```elixir" || line == "```erlang");
      if (!runs && !line.starts_with("```{")) continue;
      std::size_t close = std::min(at, text_.size());
      const std::size_t begin = close;
      while (close < text_.size() && !text_.substr(close).starts_with("```")) {
        close = std::min(text_.find('\n', close), text_.size() - 1) + 1;
      }
      const std::string_view language =
          runs ? line.substr(3) : line.substr(4, line.find_first_of(" ,}", 4) - 4);
      const std::string_view body = text_.substr(begin, close - begin);
      if (runs || !IsOnlyShown(line, body)) Stretch(FormatOfLanguage(language), body);
      at = close;
    }
  }

 private:
  // Whether a chunk has the option not to run: `{r, eval=FALSE}`, `#| eval: false`.
  static bool IsOnlyShown(std::string_view head, std::string_view body) {
    const auto plain = [](std::string_view line) {
      std::string text = Lower(line);
      std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
      return text;
    };
    const std::string options = plain(head);
    for (const std::string_view off : {"eval=false", "eval=f,", "eval=f}"}) {
      if (options.find(off) != std::string::npos) return true;
    }
    while (body.starts_with("#|")) {
      const std::size_t end = std::min(body.find('\n'), body.size());
      if (plain(body.substr(0, end)) == "#|eval:false") return true;
      body.remove_prefix(std::min(end + 1, body.size()));
    }
    return false;
  }

  // `!python ../02_beta/x.py` and `%load ../02_beta/x.py` of a cell.
  // Where `%cd` goes is needed by what comes behind.
  void Commands(std::string_view source, const ToFile& to_file, bool is_last) {
    for (std::size_t at = 0; at < source.size();) {
      const std::size_t end = std::min(source.find('\n', at), source.size());
      const std::string_view line = source.substr(at, end - at);
      std::size_t skipped = line.starts_with('!') ? 1 : 0;
      if (line.starts_with("%load ")) skipped = 6;
      const bool goes_on = !is_last || !Trim(source.substr(std::min(end, source.size()))).empty();
      if (line.starts_with("%cd ") && goes_on) skipped = 4;
      if (skipped > 0) {
        const std::size_t begin = at + skipped;
        visit_({&FormatOf("x.sh"), line.substr(skipped),
                [&to_file, begin](Span span) {
                  return to_file({span.offset + begin, span.length});
                },
                true});
      }
      at = end + 1;
    }
  }

  // `r knitr::knit_child("../02_beta/_part.Rmd")` in a line of prose.
  void InlineCode(std::string_view line) {
    constexpr std::string_view kOpen = "`r ";
    for (std::size_t at = line.find(kOpen); at < line.size(); at = line.find(kOpen, at)) {
      const std::size_t end = std::min(line.find('`', at + 1), line.size());
      Stretch(FormatOf("x.r"), line.substr(at + kOpen.size(), end - at - kOpen.size()));
      at = end;
    }
  }

  std::string_view text_;
  const std::function<void(const CodePart&)>& visit_;
};

// Lists of Verilog end as Fortran does; there nothing but a label or a comment stands in the first
// column.
bool IsListOfVerilog(std::string_view text) {
  constexpr std::size_t kMostLines = 20;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size() && lines < kMostLines;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (Trim(line).empty() || line.starts_with("//") || line.starts_with('#')) continue;
    const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
    const bool is_file = word.ends_with(".v") || word.ends_with(".sv") || word.ends_with(".svh") ||
                         word.ends_with(".vh") || word.ends_with(".vhd");
    if (!is_file && !line.starts_with('+') && !line.starts_with('-')) return false;
    ++lines;
  }
  return lines > 0;
}

}  // namespace

void VisitCodeParts(const std::string& path, std::string_view text,
                    const std::function<void(const CodePart&)>& visit) {
  const FileFormat& format = FormatOf(path);
  PartVisitor visitor(text, visit);
  if (format.content == FileContent::kNotebook) return visitor.Cells(path);
  if (format.Is("markdown")) return visitor.Chunks(path.ends_with(".livemd"));
  if (format.Is("php")) return visitor.Php(format);
  if (format.Is("fortran") && IsListOfVerilog(text)) {
    return visitor.Stretch(FormatOf("x.flist"), text);
  }
  visitor.Stretch(format, text);
  if (!IsMarkup(format) || format.Is("xml")) return;
  // No reader of imports sees what a page holds.
  for (const std::string_view script : FindScripts(text)) {
    visitor.Stretch(FormatOf("x.js"), script, false);
  }
}

}  // namespace prereq
