#include "paths/directives.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "paths/comments.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

enum class Place {
  kAnywhere,
  kLine,    // first on its line, behind blanks
  kOutside  // likewise, and outside of fenced code
};

struct Directive {
  std::string_view kind;  // of file
  std::string_view open;  // what stands before the path
  Place place = Place::kAnywhere;
  std::string_view behind = {};  // what has to follow on the line, if anything
};

constexpr Directive kDirectives[] = {
    {"markdown", "{{< include ", Place::kLine},   // Quarto
    {"markdown", "{{< embed ", Place::kLine},     // Quarto
    {"markdown", "{{#include "},                  // mdBook
    {"markdown", "{{#rustdoc_include "},          // mdBook
    {"markdown", "{{#playground "},               // mdBook
    {"markdown", "{{#template "},                 // mdBook
    {"markdown", "--8<-- ", Place::kLine},        // MkDocs, pymdownx.snippets
    {"markdown", "{% include-markdown "},         // MkDocs
    {"markdown", "{% include_relative "},         // Jekyll
    {"markdown", "{% include "},                  // MkDocs macros
    {"markdown", "<<< ", Place::kLine},           // VitePress
    {"markdown", "<!--@include:", Place::kLine},  // VitePress
    {"markdown", "```{include} ", Place::kLine},  // MyST
    {"markdown", "```{literalinclude} ", Place::kLine},
    {"markdown", ":::{include} ", Place::kLine},
    {"markdown", ":::{literalinclude} ", Place::kLine},
    {"markdown", "// embedme ", Place::kLine},         // embedme
    {"markdown", "](", Place::kAnywhere, ":include"},  // docsify
    {"restructuredtext", ".. include:: ", Place::kOutside},
    {"restructuredtext", ".. literalinclude:: ", Place::kOutside},
    {"restructuredtext", ":file: ", Place::kOutside},
    {"org", "#+include: ", Place::kLine},
    {"org", "#+setupfile: ", Place::kLine},
    {"template", "{% include "},
    {"template", "{%- include "},
    {"template", "{% extends "},
    {"template", "{%- extends "},
    {"template", "{% import "},
    {"template", "{%- import "},
    {"template", "{% from "},
    {"template", "{%- from "},
    {"template", "{% render "},
    {"template", "{%- render "},
    {"template", "{% embed "},
    {"template", "{%- embed "},
    {"template", "{% use "},
    {"template", "{%- use "},
    {"template", "{{ source("},
    {"template", "{{ include("},
    {"template", "{{> "},
    {"template", "<%- include("},
    {"template", "<%= render "},
    {"template", "{% include_relative "},
    {"template", "{%- include_relative "},
    {"smarty", "{include file="},
    {"smarty", "{include "},
    {"smarty", "{extends file="},
    {"smarty", "{extends "},
    {"razor", "<partial name="},
    {"razor", "Html.Partial("},
    {"razor", "Html.PartialAsync("},
    {"razor", "Html.RenderPartial("},
    {"razor", "Html.RenderPartialAsync("},
    {"razor", "RenderPage("},
    {"razor", "Layout = "},
    {"haml", "= render ", Place::kOutside},
    {"haml", "= render partial: ", Place::kOutside},
    {"slim", "= render ", Place::kOutside},
    {"slim", "= render partial: ", Place::kOutside},
    {"slim", "== render ", Place::kOutside},
    {"scala", "//> using file ", Place::kLine},
    {"scala", "//> using files ", Place::kLine},
    {"scala", "//> using jar ", Place::kLine},
    {"scala", "//> using resourceDir ", Place::kLine},
    {"java", "//SOURCES ", Place::kLine},  // JBang
    {"kotlin", "//SOURCES ", Place::kLine},
    {"typescript", "/// <reference path=", Place::kLine},
    {"javascript", "/// <reference path=", Place::kLine},
    {"go", "//go:generate go run ", Place::kLine},
    {"go", "//go:embed ", Place::kLine},
    {"graphql", "#import ", Place::kLine},
    {"markdown", "#| child: ", Place::kLine},  // R Markdown and Quarto
    {"markdown", "#| file: ", Place::kLine},
    {"lean", "import ", Place::kLine},
    {"haskell", "import ", Place::kLine},
    {"haskell", "import qualified ", Place::kLine},
    {"agda", "import ", Place::kLine},
    {"agda", "open import ", Place::kLine},
    {"pascal", "{$I "},
    {"pascal", "{$INCLUDE "},
};

constexpr std::string_view kQuotes = "\"'";
constexpr std::string_view kEnds = " \t\r\n\"'<>(){}[],;:#|?";

// How far a line or a path is followed, so that each directive costs no more than that.
constexpr std::size_t kReach = 4096;

std::size_t LineBegin(std::string_view text, std::size_t at) {
  const std::size_t low = at > kReach ? at - kReach : 0;
  const std::size_t mark = text.substr(low, at - low).rfind('\n');
  return mark == std::string_view::npos ? low : low + mark + 1;
}

// The path that begins at `at`, without its quotes, line ranges and anchors.
std::string_view PathAt(std::string_view text, std::size_t at) {
  text = text.substr(0, std::min(at, text.size()) + kReach);
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at >= text.size()) return {};
  std::string_view path;
  if (kQuotes.find(text[at]) != std::string_view::npos) {
    const std::size_t close = text.find(text[at], at + 1);
    if (close == std::string_view::npos) return {};
    path = text.substr(at + 1, close - at - 1);
    path = path.substr(0, path.find_first_of("\n:#?"));
  } else {
    path = text.substr(at, std::min(text.find_first_of(kEnds, at), text.size()) - at);
    if (path.starts_with("@/")) path.remove_prefix(2);  // from the root
    if (path.ends_with("--")) path.remove_suffix(2);    // of `-->`
  }
  return Trim(path);
}

// Which lines stand in an indented block behind `::`, or behind what comments it out, and what
// stands in block comments.
class Blocks {
 public:
  Blocks(const FileFormat& format, std::string_view text) {
    const bool rst = format.Is("restructuredtext");
    const bool has_blocks = rst || format.Is("haml") || format.Is("slim");
    std::size_t literal = std::string_view::npos;  // the indentation of the line that ends in `::`
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = text.substr(at, end - at);
      const std::size_t indent = line.find_first_not_of(" \t\r");
      if (has_blocks && indent != std::string_view::npos) {
        if (literal != std::string_view::npos && indent > literal) {
          inside_.push_back(at);
        } else {
          const std::string_view trimmed = Trim(line);
          const bool opens = rst ? trimmed.ends_with("::") && !trimmed.starts_with(".. ")
                                 : trimmed.starts_with("-#") || trimmed.starts_with('/');
          const bool shows =
              rst && (trimmed.starts_with(".. code-block::") || trimmed.starts_with(".. code::"));
          literal = opens || shows ? indent : std::string_view::npos;
        }
      }
      at = end + 1;
    }
    FindComments(format, text);
  }
  // Whether `at` stands in a block comment.
  [[nodiscard]] bool InComment(std::size_t at) const {
    const auto after = std::ranges::upper_bound(comments_, at, {}, &Span::offset);
    return after != comments_.begin() && at < std::prev(after)->end();
  }
  // Whether the line that begins there stands in an indented block.
  [[nodiscard]] bool Hold(std::size_t line) const {
    return std::ranges::binary_search(inside_, line);
  }

 private:
  void FindComments(const FileFormat& format, std::string_view text) {
    CommentBlocks blocks(format);
    for (std::size_t at = 0; blocks.Any() && at < text.size();) {
      const std::size_t end = blocks.PastComment(text, at);
      if (end != at) comments_.push_back({at, end - at});
      at = std::max(end, at + 1);
    }
  }

  std::vector<std::size_t> inside_;  // beginnings of lines
  std::vector<Span> comments_;       // in order
};

// Whether a comment of the file's own kind began before.
bool InComment(const FileFormat& format, const Directive& one, std::string_view text,
               std::size_t at, const Blocks& blocks) {
  const std::string_view line = text.substr(LineBegin(text, at), at - LineBegin(text, at));
  for (const std::string_view leader : Split(format.line_comments, ' ')) {
    const bool own = one.open.starts_with(leader);
    if (!leader.empty() && !own && line.find(leader) != std::string_view::npos) return true;
  }
  if (format.block_open.empty() || one.open.starts_with(format.block_open)) return false;
  return blocks.InComment(at);
}

bool Fits(const FileFormat& format, const Directive& one, std::string_view text, std::size_t at,
          const Blocks& blocks) {
  const std::size_t begin = LineBegin(text, at);
  if (InComment(format, one, text, at, blocks)) return false;
  if (at > 0 && text[at - 1] == '\\') return false;
  if (one.place != Place::kAnywhere && !Trim(text.substr(begin, at - begin)).empty()) return false;
  if (one.place == Place::kOutside && blocks.Hold(begin)) return false;
  if (one.behind.empty()) return true;
  const std::string_view near = text.substr(0, at + kReach);
  const std::size_t close = std::min(near.find_first_of(")\n", at), near.size());
  return text.substr(at, close - at).find(one.behind) != std::string_view::npos;
}

// ```{r, child = "../02_beta/_part.Rmd"} of R Markdown.
void AddChildren(std::string_view text, std::vector<std::string_view>& found) {
  constexpr std::string_view kOpen = "\n```{", kChild = "child";
  for (std::size_t at = text.starts_with("```{") ? 0 : text.find(kOpen); at < text.size();
       at = text.find(kOpen, at + 1)) {
    const std::string_view near = text.substr(0, at + kReach);
    const std::size_t end = std::min(near.find('}', at), near.size());
    const std::size_t child = near.find(kChild, at);
    if (child > end) continue;
    std::size_t quote = near.find_first_not_of(" =", child + kChild.size());
    if (near.substr(std::min(quote, near.size())).starts_with("c(")) {  // several
      const std::size_t close = std::min(near.find(')', quote), end);
      for (quote = near.find_first_of(kQuotes, quote); quote < close;
           quote = near.find_first_of(kQuotes, quote + 1)) {
        found.push_back(PathAt(text, quote));
        quote = std::min(near.find(near[quote], quote + 1), close);
      }
      continue;
    }
    if (quote < end && kQuotes.find(text[quote]) != std::string_view::npos) {
      found.push_back(PathAt(text, quote));
    }
  }
}

// Imports of MDX: `import B from '../02_beta/B.jsx'` outside of fenced code.
void AddImports(std::string_view text, std::vector<std::string_view>& found) {
  bool fenced = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (Trim(line).starts_with("```")) fenced = !fenced;
    const std::size_t from = line.find(" from ");
    const bool imports = line.starts_with("import ") || line.starts_with("export ");
    if (!fenced && imports) {
      const std::size_t place = from == std::string_view::npos ? 7 : from + 6;
      const bool quoted =
          place < line.size() && kQuotes.find(line[place]) != std::string_view::npos;
      if (quoted) found.push_back(PathAt(text, at + place));
    }
    at = end + 1;
  }
}

}  // namespace

std::vector<std::string_view> FindDirectives(const FileFormat& format, std::string_view path,
                                             std::string_view text) {
  std::vector<std::string_view> found;
  std::optional<Blocks> blocks;
  std::string lowered;
  if (format.Is("org")) lowered = Lower(text);
  const std::string_view searched = lowered.empty() ? text : std::string_view(lowered);
  for (const Directive& one : kDirectives) {
    if (one.kind != format.name) continue;
    for (std::size_t at = searched.find(one.open); at != std::string_view::npos;
         at = searched.find(one.open, at + one.open.size())) {
      if (!blocks) blocks.emplace(format, text);
      if (!Fits(format, one, text, at, *blocks)) continue;
      const std::string_view named = PathAt(text, at + one.open.size());
      if (!named.empty()) found.push_back(named);
    }
  }
  // `# import B from "../02_beta/b.graphql"`
  if (format.Is("graphql")) {
    for (std::size_t at = text.find("# import "); at != std::string_view::npos;
         at = text.find("# import ", at + 1)) {
      const std::string_view near = text.substr(0, at + kReach);
      const std::size_t from = near.find(" from ", at);
      const bool same_line = from < std::min(near.find('\n', at), near.size());
      if (same_line) found.push_back(PathAt(text, from + 6));
    }
  }
  if (Lower(path).ends_with(".mdx")) AddImports(text, found);
  if (format.Is("markdown")) AddChildren(text, found);
  std::erase_if(found, [](std::string_view one) { return one.empty(); });
  std::ranges::sort(found, {}, [](std::string_view one) { return one.data(); });
  return found;
}

bool HoldsDirectivesOnly(const FileFormat& format) {
  return IsOneOf(format.name,
                 {"restructuredtext", "org", "template", "smarty", "razor", "haml", "slim"});
}

}  // namespace prereq
