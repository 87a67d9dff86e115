#include "languages/imports.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "base/file_kinds.h"
#include "base/text.h"
#include "documents/notebook.h"
#include "languages/syntax_tree.h"
#include "languages/use_tree.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestText = 100;

// Regions of a text, merged; regions of a syntax tree are disjoint or nested.
class Regions {
 public:
  void Add(Span span) { spans_.push_back(span); }
  void Merge() {
    std::ranges::sort(spans_);
    std::vector<Span> merged;
    for (const Span span : spans_) {
      if (merged.empty() || span.offset >= merged.back().end()) {
        merged.push_back(span);
      } else {
        merged.back().length = std::max(merged.back().end(), span.end()) - merged.back().offset;
      }
    }
    spans_ = std::move(merged);
  }
  [[nodiscard]] bool Hold(Span span) const {
    const auto after = std::ranges::upper_bound(spans_, span.offset, {}, &Span::offset);
    return after != spans_.begin() && std::prev(after)->end() >= span.end();
  }

 private:
  std::vector<Span> spans_;
};

// What the matches say about one statement, before it is split by imported module.
struct Gathered {
  std::vector<std::pair<Span, bool>> modules;  // span; whether it is quoted
  std::optional<Span> tree;
  std::optional<Span> path;
  std::optional<Span> level;
  std::vector<Span> names;
  bool type_only = false;
};

template <class T>
void AddOnce(std::vector<T>& items, const T& item) {
  if (std::ranges::count(items, item) == 0) items.push_back(item);
}

// The statement on one line, cut between two characters.
std::string OneLine(std::string_view text) {
  std::string line;
  for (std::size_t i = 0; i < text.size() && line.size() <= kLongestText; ++i) {
    const bool blank = std::string_view(" \t\r\n").find(text[i]) != std::string_view::npos;
    if (!blank) line += text[i];
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  if (line.size() <= kLongestText) return line;
  std::size_t end = kLongestText - 3;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end) + "…";
}

// Python allows `a . b`, also over continued lines; a file name may hold blanks elsewhere.
std::string WithoutBlanksAroundDots(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\\";
  std::string result;
  for (const std::string_view part : Split(text, '.')) {
    if (part.data() != text.data()) result += '.';
    const std::size_t start = std::min(part.find_first_not_of(kBlanks), part.size());
    result += part.substr(start, part.find_last_not_of(kBlanks) + 1 - start);
  }
  return result;
}

Span Unquoted(Span span) {
  if (span.length < 2) return span;
  return {span.offset + 1, span.length - 2};
}

// The imports of one piece of source text; spans and places are in that text.
class Reader {
 public:
  Reader(std::string_view text, const std::vector<SyntaxMatch>& matches) : text_(text) {
    for (const SyntaxMatch& match : matches) Gather(match);
    functions_.Merge();
    conditions_.Merge();
    types_.Merge();
  }

  [[nodiscard]] std::vector<ImportStatement> Statements() const {
    std::vector<ImportStatement> statements;
    for (const auto& [span, gathered] : gathered_) Emit(span, gathered, statements);
    return statements;
  }

 private:
  void Gather(const SyntaxMatch& match) {
    std::optional<Span> statement;
    for (const SyntaxCapture& capture : match) {
      if (capture.name == "import" || capture.name == "import.types") statement = capture.span;
      if (capture.name == "in.function") functions_.Add(capture.span);
      if (capture.name == "in.condition") conditions_.Add(capture.span);
      if (capture.name == "in.types") types_.Add(capture.span);
    }
    if (!statement) return;
    Gathered& gathered = gathered_[*statement];
    for (const SyntaxCapture& capture : match) {
      if (capture.name == "import.types") gathered.type_only = true;
      if (capture.name == "module") AddOnce(gathered.modules, {capture.span, false});
      if (capture.name == "module.quoted") AddOnce(gathered.modules, {capture.span, true});
      if (capture.name == "module.tree") gathered.tree = capture.span;
      if (capture.name == "path") gathered.path = capture.span;
      if (capture.name == "level") gathered.level = capture.span;
      // A statement matches once per name, in order.
      if (capture.name == "name") gathered.names.push_back(capture.span);
    }
  }

  [[nodiscard]] std::string Text(Span span) const {
    return std::string(text_.substr(span.offset, span.length));
  }

  void Emit(Span span, const Gathered& gathered, std::vector<ImportStatement>& out) const {
    ImportStatement base;
    base.statement = span;
    base.text = OneLine(text_.substr(span.offset, span.length));
    base.conditional = conditions_.Hold(span);
    base.in_function = functions_.Hold(span);
    base.type_only = gathered.type_only || types_.Hold(span);
    for (const Span name : gathered.names) base.names.push_back(Text(name));
    if (gathered.level) {
      base.level = static_cast<int>(std::ranges::count(Text(*gathered.level), '.'));
    }
    const auto add = [&](std::string module, Span where) {
      out.push_back(base);
      out.back().module = std::move(module);
      out.back().module_span = where;
    };
    if (gathered.path) {
      const Span path = Unquoted(*gathered.path);
      base.is_path = true;
      add(Text(path), path);
    } else if (gathered.tree) {
      for (UsePath& path : ExpandUseTree(Text(*gathered.tree))) {
        base.names = path.all ? std::vector<std::string>{"*"} : std::vector<std::string>{};
        add(std::move(path.path), *gathered.tree);
      }
    } else if (gathered.modules.empty() && base.level > 0) {
      add("", *gathered.level);
    }
    if (gathered.path || gathered.tree) return;
    for (const auto& [module, quoted] : gathered.modules) {
      const Span inner = quoted ? Unquoted(module) : module;
      AddModule(Text(inner), inner, add, base);
    }
  }

  // `import_module(".x", package)` has its dots inside the text.
  template <class Add>
  void AddModule(std::string module, Span where, const Add& add, ImportStatement& base) const {
    const bool is_path = module.find('/') != std::string::npos;
    const std::size_t dots = module.find_first_not_of('.');
    if (is_path || dots == 0 || dots == std::string::npos) {
      if (!is_path) module = WithoutBlanksAroundDots(module);
      add(std::move(module), where);
      return;
    }
    base.level = static_cast<int>(dots);
    add(module.substr(dots), where);
  }

  std::string_view text_;
  std::map<Span, Gathered> gathered_;
  Regions functions_, conditions_, types_;
};

Result<std::vector<ImportStatement>> ParseSource(std::string_view language, std::string_view text) {
  const auto matches = MatchImports(language, text);
  if (!matches) return matches.error();
  return Reader(text, *matches).Statements();
}

Result<std::vector<ImportStatement>> ParseNotebook(std::string_view language,
                                                   const std::string& path, std::string_view text) {
  const auto notebook = ReadNotebook(path, text);
  if (!notebook) return notebook.error();
  std::vector<ImportStatement> all;
  for (const NotebookCell& cell : notebook->cells) {
    const std::string code = language == "python" ? WithoutMagics(cell.source()) : cell.source();
    auto statements = ParseSource(language, code);
    if (!statements) return statements.error();
    for (ImportStatement& statement : *statements) {
      statement.statement = cell.InFile(statement.statement);
      if (statement.module_span.length > 0) {
        statement.module_span = cell.InFile(statement.module_span);
      }
      all.push_back(std::move(statement));
    }
  }
  return all;
}

}  // namespace

Result<std::vector<ImportStatement>> ParseImports(std::string_view language,
                                                  const std::string& path, std::string_view text) {
  const bool notebook = FormatOf(path).content == FileContent::kNotebook;
  const bool tsx = language == "typescript" && path.ends_with(".tsx");
  auto statements =
      notebook ? ParseNotebook(language, path, text) : ParseSource(tsx ? "tsx" : language, text);
  if (!statements) return statements.error();
  const LineIndex lines(text);
  for (ImportStatement& statement : *statements) {
    statement.where = lines.At(path, statement.statement.offset);
  }
  return statements;
}

}  // namespace prereq
