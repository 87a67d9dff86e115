#include "languages/imports.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/text.h"
#include "documents/notebook.h"
#include "languages/language.h"
#include "languages/syntax_tree.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestText = 100;

// Regions of a text, merged; regions of a syntax tree are disjoint or nested.
class Regions {
 public:
  void Add(Span span) { spans_.push_back(span); }
  [[nodiscard]] const std::vector<Span>& spans() const { return spans_; }
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
  std::vector<Span> type_names;
  bool bare_path = false;  // `path` has no quotes
  bool binds = false;
  bool type_only = false;
};

// A package clause: its name and the region that it holds.
struct PackageClause {
  Span scope;
  Span name;

  bool operator==(const PackageClause&) const = default;
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

// The quoted pieces of an expression, joined as a path: `os.path.join(here, "..", "x")` is `../x`.
// Braces of format strings stand for something that is not known.
std::string Literals(std::string_view text) {
  std::string path;
  for (std::size_t at = text.find_first_of("'\""); at != std::string_view::npos;
       at = text.find_first_of("'\"", at)) {
    const std::size_t end = std::min(text.find(text[at], at + 1), text.size());
    std::string_view piece = text.substr(at + 1, end - at - 1);
    if (const std::size_t brace = piece.rfind('}'); brace != std::string_view::npos) {
      piece.remove_prefix(brace + 1);
    }
    if (!path.empty() && !path.ends_with('/') && !piece.empty()) path += '/';
    path += piece;
    at = std::min(end + 1, text.size());
  }
  return path;
}

Span Unquoted(Span span) {
  if (span.length < 2) return span;
  return {span.offset + 1, span.length - 2};
}

// What one piece of source text says; spans are in that text.
class Reader {
 public:
  Reader(const Language& language, std::string_view text, const std::vector<SyntaxMatch>& matches)
      : language_(language), text_(text) {
    for (const SyntaxMatch& match : matches) Gather(match);
    functions_.Merge();
    conditions_.Merge();
    types_.Merge();
    skipped_.Merge();
  }

  [[nodiscard]] ParsedImports Read() const {
    ParsedImports read;
    for (const auto& [span, gathered] : gathered_) Emit(span, gathered, read.statements);
    if (language_.read_by_hand != nullptr) {
      language_.read_by_hand({text_, skipped_.spans()}, read);
      for (ImportStatement& import : read.statements) {
        if (import.text.empty()) {
          import.text = OneLine(text_.substr(import.statement.offset, import.statement.length));
        }
      }
      std::ranges::stable_sort(read.statements, {}, &ImportStatement::statement);
    }
    AddPackages(read.packages);
    for (const Span name : defines_) AddOnce(read.defines, Text(name));
    for (const Span arguments : searches_) {
      if (std::string folder = Literals(Text(arguments)); !folder.empty()) {
        AddOnce(read.search_folders, folder);
      }
    }
    return read;
  }

 private:
  void Gather(const SyntaxMatch& match) {
    std::optional<Span> statement;
    std::optional<Span> package, scope;
    for (const SyntaxCapture& capture : match) {
      if (capture.name == "import" || capture.name == "import.types") statement = capture.span;
      if (capture.name == "in.function") functions_.Add(capture.span);
      if (capture.name == "in.condition") conditions_.Add(capture.span);
      if (capture.name == "in.types") types_.Add(capture.span);
      if (capture.name == "skip") skipped_.Add(capture.span);
      if (capture.name == "defines") defines_.push_back(capture.span);
      if (capture.name == "search") searches_.push_back(capture.span);
      if (capture.name == "package") package = capture.span;
      if (capture.name == "package.scope") scope = capture.span;
      if (capture.name == "package.open") {
        scope = Span{capture.span.offset, text_.size() - capture.span.offset};
      }
    }
    if (package) AddOnce(packages_, PackageClause{scope.value_or(*package), *package});
    if (statement) GatherImport(match, gathered_[*statement]);
  }

  static void GatherImport(const SyntaxMatch& match, Gathered& gathered) {
    for (const SyntaxCapture& capture : match) {
      if (capture.name == "import.types") gathered.type_only = true;
      if (capture.name == "module") AddOnce(gathered.modules, {capture.span, false});
      if (capture.name == "module.quoted") AddOnce(gathered.modules, {capture.span, true});
      if (capture.name == "module.tree") gathered.tree = capture.span;
      if (capture.name == "path" || capture.name == "path.bare") gathered.path = capture.span;
      if (capture.name == "path.bare") gathered.bare_path = true;
      if (capture.name == "level") gathered.level = capture.span;
      if (capture.name == "binding") gathered.binds = true;
      // A statement matches once per name, in order.
      if (capture.name == "name") AddOnce(gathered.names, capture.span);
      if (capture.name == "name.type") AddOnce(gathered.type_names, capture.span);
    }
  }

  // Each clause with the clauses around it.
  void AddPackages(std::vector<std::string>& packages) const {
    for (const PackageClause& inner : packages_) {
      std::string whole;
      for (const PackageClause& outer : packages_) {
        const bool holds = outer.scope.offset <= inner.scope.offset &&
                           outer.scope.end() >= inner.scope.end() && outer.name < inner.name;
        if (holds) whole += Text(outer.name) + std::string(language_.separator);
      }
      AddOnce(packages, whole + Text(inner.name));
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
    for (const Span name : gathered.names) {
      if (std::ranges::count(gathered.type_names, name) == 0) base.names.push_back(Text(name));
    }
    if (base.names.empty() && !gathered.type_names.empty() && !gathered.binds) {
      base.type_only = true;
    }
    if (gathered.level) {
      base.level = static_cast<int>(std::ranges::count(Text(*gathered.level), '.'));
    }
    const auto add = [&](std::string module, Span where) {
      out.push_back(base);
      out.back().module = std::move(module);
      out.back().module_span = where;
    };
    if (gathered.path) {
      const Span path = gathered.bare_path ? *gathered.path : Unquoted(*gathered.path);
      base.is_path = true;
      add(Text(path), path);
    } else if (gathered.tree) {
      for (UsePath& path : language_.expand(Text(*gathered.tree))) {
        base.names = path.all ? std::vector<std::string>{"*"} : std::vector<std::string>{};
        add(std::move(path.path), *gathered.tree);
      }
    } else if (gathered.modules.empty() && base.level > 0) {
      add("", *gathered.level);
    }
    if (gathered.path || gathered.tree) return;
    for (const auto& [module, quoted] : gathered.modules) {
      const Span inner = quoted ? Unquoted(module) : module;
      base.system = quoted && text_.substr(module.offset, 1) == "<";
      AddModule(Text(inner), inner, add, base);
    }
  }

  // `import_module(".x", package)` has its dots inside the text.
  template <class Add>
  void AddModule(std::string module, Span where, const Add& add, ImportStatement& base) const {
    const bool is_windows = module.find('\\') != std::string::npos &&
                            module.find_first_of(" \t\r\n") == std::string::npos;
    const bool is_path = is_windows || module.find('/') != std::string::npos;
    const std::size_t dots = module.find_first_not_of('.');
    if (is_path || dots == 0 || dots == std::string::npos) {
      if (!is_path) module = WithoutBlanksAroundDots(module);
      add(std::move(module), where);
      return;
    }
    base.level = static_cast<int>(dots);
    add(module.substr(dots), where);
  }

  const Language& language_;
  std::string_view text_;
  std::map<Span, Gathered> gathered_;
  std::vector<PackageClause> packages_;
  std::vector<Span> defines_, searches_;
  Regions functions_, conditions_, types_, skipped_;
};

Result<ParsedImports> ParseSource(const Language& language, const std::string& path,
                                  std::string_view text, const ParseBudget& budget) {
  const auto grammar = std::ranges::find_if(language.grammars, [&](const Grammar& one) {
    return one.table != nullptr && path.ends_with(one.ending);
  });
  std::string readable(text);
  if (language.blank_out != nullptr) language.blank_out(readable);
  const auto matches = MatchImports(language, *grammar, readable, budget);
  if (!matches) return matches.error();
  ParsedImports read = Reader(language, text, matches->matches).Read();
  if (matches->first_error) read.first_error = LineIndex(text).At(path, *matches->first_error).line;
  return read;
}

Result<ParsedImports> ParseNotebook(const Language& language, const std::string& path,
                                    std::string_view text, const ParseBudget& budget) {
  const auto notebook = ReadNotebook(path, text);
  if (!notebook) return notebook.error();
  ParsedImports all;
  for (const NotebookCell& cell : notebook->cells) {
    const std::string code =
        language.name == "python" ? WithoutMagics(cell.source()) : cell.source();
    auto read = ParseSource(language, "", code, budget);
    if (!read) return read.error();
    for (ImportStatement& statement : read->statements) {
      statement.statement = cell.InFile(statement.statement);
      if (statement.module_span.length > 0) {
        statement.module_span = cell.InFile(statement.module_span);
      }
      all.statements.push_back(std::move(statement));
    }
    for (const std::string& folder : read->search_folders) AddOnce(all.search_folders, folder);
    // A cell may hold what only IPython understands, so its errors say nothing.
  }
  return all;
}

}  // namespace

Result<ParsedImports> ParseImports(std::string_view language, const std::string& path,
                                   std::string_view text, const ParseBudget& budget) {
  const Language* row = FindLanguage(language);
  if (row == nullptr) {
    return Error{Error::Code::kUnsupported,
                 fmt::format("imports of language `{}` cannot be read", Printable(language)),
                 {},
                 {}};
  }
  auto read = FormatOf(path).content == FileContent::kNotebook
                  ? ParseNotebook(*row, path, text, budget)
                  : ParseSource(*row, path, text, budget);
  if (!read) return read.error();
  const LineIndex lines(text);
  for (ImportStatement& statement : read->statements) {
    statement.where = lines.At(path, statement.statement.offset);
  }
  return read;
}

}  // namespace prereq
