#include "paths/path_mentions.h"

#include <algorithm>
#include <functional>

#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/notebook.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

using Trust = PathTargets::Trust;

// `sys.source` and `self.log.info` by their last part.
std::string_view LastName(std::string_view call) {
  const std::size_t dot = call.find_last_of(".\\");
  return dot == std::string_view::npos ? call : call.substr(dot + 1);
}

// Calls whose arguments are the parts of one path.
bool JoinsPaths(const SourceWord& word) {
  return IsOneOf(word.call, {"file.path", "here", "here::here", "fs::path", "path"}) ||
         IsOneOf(LastName(word.call), {"join", "joinpath", "joinPath", "resolve", "Path",
                                       "PurePath", "fullfile", "here", "Combine"});
}

// Calls whose argument is a program or a file that they run or read at once.
bool RunsFile(std::string_view call) {
  return IsOneOf(LastName(call), {"source",
                                  "include",
                                  "sourceDirectory",
                                  "run",
                                  "run_path",
                                  "run_module",
                                  "open",
                                  "execfile",
                                  "exec",
                                  "system",
                                  "system2",
                                  "Popen",
                                  "call",
                                  "check_call",
                                  "check_output",
                                  "execSync",
                                  "spawnSync",
                                  "spawn",
                                  "render",
                                  "rmd",
                                  "load",
                                  "run_notebook",
                                  "execute_notebook",
                                  "runpy",
                                  "dofile",
                                  "require_relative",
                                  "shell",
                                  "sh",
                                  "input",
                                  "subfile",
                                  "subfileinclude",
                                  "import",
                                  "subimport",
                                  "includeonly",
                                  "lstinputlisting",
                                  "verbatiminput",
                                  "InputIfFileExists",
                                  "import_playbook",
                                  "project"});
}

// The first word of a line of a script that runs or reads what follows.
bool RunsRest(std::string_view head) {
  return IsOneOf(
      head, {"source",    ".",       "bash",    "sh",    "zsh", "python", "python3", "Rscript",
             "node",      "ruby",    "julia",   "perl",  "lua", "psql",   "sqlplus", "make",
             "papermill", "jupyter", "quarto",  "php",   "npm", "%run",   "\\i",     "\\ir",
             "\\include", "\\input", "include", "@",     "@@",  "start",  ".read",   "call",
             "go",        "cargo",   "sqlite3", "mysql", "\\.", "exec",   "run",     "$(MAKE)"});
}

// Text for people, wherever it stands.
bool Prints(const SourceWord& word) {
  return IsOneOf(LastName(word.call), {"print",
                                       "println",
                                       "printf",
                                       "echo",
                                       "cat",
                                       "message",
                                       "warning",
                                       "log",
                                       "info",
                                       "warn",
                                       "debug",
                                       "error",
                                       "puts",
                                       "display",
                                       "Markdown",
                                       "Error",
                                       "ValueError",
                                       "RuntimeError",
                                       "FileNotFoundError",
                                       "SystemExit",
                                       "stop",
                                       "write",
                                       "writeln",
                                       "fprintf",
                                       "eprintln",
                                       "href",
                                       "url",
                                       "texttt",
                                       "path{}"}) ||
         IsOneOf(word.head, {"echo", "printf", "print", "puts", "println", "raise"}) ||
         IsOneOf(word.assigned, {"href", "url", "link", "to"});
}

// Data files that build tools read; any other YAML, JSON or TOML may list what it likes.
bool IsBuildData(const FileFormat& format, std::string_view path) {
  const std::string name = Lower(BaseName(path));
  if (format.Is("toml")) return IsOneOf(name, {"cargo.toml", "pyproject.toml", "project.toml"});
  if (format.Is("xml")) return name == "pom.xml" || name == "build.xml" || !name.ends_with(".xml");
  if (format.Is("yaml")) {
    return name.starts_with("kustomization.") || name.starts_with("docker-compose") ||
           name.starts_with("compose.") || name.starts_with("skaffold") ||
           IsOneOf(name, {"chart.yaml", "pubspec.yaml", "dvc.yaml", "action.yml", "action.yaml"});
  }
  if (format.Is("json") || format.Is("jsonc")) {
    return IsOneOf(name, {"package.json", "composer.json", "deno.json", "deno.jsonc"}) ||
           name.starts_with("tsconfig") || name.starts_with("jsconfig");
  }
  return true;
}

// Playbooks and workflows name files under these keys.
bool IsFileKey(std::string_view head) {
  return IsOneOf(
      head, {"import_playbook", "include_tasks", "import_tasks", "include_vars", "vars_files"});
}

// Where the scripts of a language run one after the other, so that their sequence is an order.
bool IsScript(const FileFormat& format) {
  return IsOneOf(format.name,
                 {"r", "shell", "sql", "python", "notebook", "latex", "batch", "powershell",
                  "julia", "lua", "perl", "ruby", "make", "markdown", "asciidoc", "just"});
}

class MentionReader {
 public:
  MentionReader(const PathTargets& targets, const std::string& path, std::string_view text)
      : targets_(targets), path_(path), lines_(text) {}

  FileMentions Run(std::string_view text) {
    const FileFormat& format = FormatOf(path_);
    if (format.content == FileContent::kNotebook) {
      ReadCells(text);
    } else if (format.Is("markdown")) {
      ReadChunks(text);
    } else {
      found_.names = ReadPackageNames(path_, text);
      Read(format, text, [](Span span) { return span; });
    }
    SettleMigrations();
    return std::move(found_);
  }

 private:
  using ToFile = std::function<Span(Span)>;

  void ReadCells(std::string_view text) {
    const Result<Notebook> notebook = ReadNotebook(path_, text);
    if (!notebook) return;
    const std::string language = notebook->language.empty() ? "python" : notebook->language;
    for (const NotebookCell& cell : notebook->cells) {
      Read(FormatOfLanguage(language), cell.source(), [&](Span span) { return cell.InFile(span); });
    }
  }

  // ```{r} … ``` of R Markdown and Quarto: chunks with braces run, all others only show.
  void ReadChunks(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = Trim(text.substr(at, end - at));
      at = end + 1;
      ReadShortcode(text, line);
      if (!line.starts_with("```{")) continue;
      std::size_t close = at;
      while (close < text.size() && !text.substr(close).starts_with("```")) {
        close = std::min(text.find('\n', close), text.size() - 1) + 1;
      }
      const std::string_view language = line.substr(4, line.find_first_of(" ,}", 4) - 4);
      const std::size_t begin = std::min(at, text.size());
      Read(FormatOfLanguage(language), text.substr(begin, close - begin), [&](Span span) {
        return Span{span.offset + begin, span.length};
      });
      at = close;
    }
  }

  // {{< include ../02_beta/_setup.qmd >}}: Quarto puts that page here.
  void ReadShortcode(std::string_view text, std::string_view line) {
    constexpr std::string_view kOpen = "{{<", kClose = ">}}", kInclude = "include ";
    if (!line.starts_with(kOpen) || !line.ends_with(kClose)) return;
    line = Trim(line.substr(kOpen.size(), line.size() - kOpen.size() - kClose.size()));
    if (!line.starts_with(kInclude)) return;
    const std::string_view page = Trim(line.substr(kInclude.size()));
    SourceWord word;
    word.text = page;
    word.offset = static_cast<std::size_t>(page.data() - text.data());
    word.head = "include";
    const ToFile as_it_is = [](Span span) { return span; };
    format_ = &FormatOf(path_);
    to_file_ = &as_it_is;
    Resolve(word, Trust::kCommand);
  }

  static const FileFormat& FormatOfLanguage(std::string_view language) {
    const std::string wanted = Lower(language);
    for (const FileFormat& format : FileFormats()) {
      if (format.name == wanted) return format;
    }
    return wanted == "bash" || wanted == "sh" ? FormatOf("x.sh") : FormatOf("x.py");
  }

  void Read(const FileFormat& format, std::string_view text, const ToFile& to_file) {
    format_ = &format;
    text_ = text;
    to_file_ = &to_file;
    const std::vector<SourceWord> words = FindSourceWords(format, text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      ReadNames(words, i);
      ReadWord(words[i]);
    }
  }

  [[nodiscard]] Location PlaceOf(const SourceWord& word) const {
    return lines_.At(path_, (*to_file_)({word.offset, word.text.size()}).offset);
  }

  [[nodiscard]] PathMention MentionOf(ModuleId module, const SourceWord& word, bool later) const {
    const bool runs = IsScript(*format_) && (RunsFile(word.call) || RunsRest(word.head) ||
                                             (!word.quoted && word.head == word.text));
    return {module, PlaceOf(word), std::string(word.text), format_->name, runs, later};
  }
  void Add(ModuleId module, const SourceWord& word, bool later = false) {
    found_.paths.push_back(MentionOf(module, word, later));
  }

  // What the readers of imports know better.
  [[nodiscard]] bool IsImport(const SourceWord& word) const {
    if (format_->language.empty()) return false;
    return IsOneOf(word.head, {"import", "export", "include", "from", "use", "mod"}) ||
           IsOneOf(LastName(word.call), {"require", "import", "import_module", "__import__"}) ||
           (format_->Is("rust") && word.assigned == "path");
  }

  // `cd ../02_beta && make` does something there; `cd ../02_beta` alone only goes.
  [[nodiscard]] bool GoesOnBehind(const SourceWord& word) const {
    const std::size_t end = std::min(text_.find('\n', word.offset), text_.size());
    return text_.substr(word.offset, end - word.offset).find("&&") != std::string_view::npos;
  }

  // In Cargo.toml below `[dev-dependencies]`: tests need it, and Cargo allows that both ways round,
  // so it says no order.
  [[nodiscard]] bool IsForTests(const SourceWord& word) const {
    if (!format_->Is("toml")) return false;
    const std::size_t header = text_.substr(0, word.offset).rfind("\n[");
    const std::size_t begin = header == std::string_view::npos ? 0 : header + 1;
    if (begin >= text_.size() || text_[begin] != '[') return false;
    return text_.substr(begin, text_.find('\n', begin) - begin).find("dev-dependencies") !=
           std::string_view::npos;
  }

  [[nodiscard]] bool MayBePath(const SourceWord& word) const {
    if (word.text.empty() || word.is_key || Prints(word) || IsImport(word)) return false;
    if (IsForTests(word)) return false;
    if (!IsBuildData(*format_, path_) && !(format_->Is("yaml") && IsFileKey(word.head))) {
      return false;
    }
    if (format_->Is("asciidoc")) return word.head == "include";
    if (IsOneOf(word.head, {"cd", "pushd"}) && !GoesOnBehind(word)) return false;
    if (word.quoted) return true;
    if (format_->Is("sql")) return RunsRest(word.head) || word.head.starts_with('@');
    if (format_->Is("latex")) return word.text.front() != '\\';
    return word.text.front() != '-';
  }

  [[nodiscard]] Trust TrustOf(const SourceWord& word) const {
    const bool slash = word.text.starts_with('/');
    if (word.quoted) {
      if (word.previous == '/' || JoinsPaths(word)) return Trust::kJoined;
      if (slash && std::string_view("+,.)").find(word.previous) != std::string_view::npos) {
        return Trust::kJoined;
      }
      return RunsFile(word.call) || word.head == "%run" ? Trust::kCommand : Trust::kLiteral;
    }
    if (slash && std::string_view("\"'})").find(word.previous) != std::string_view::npos) {
      return Trust::kJoined;
    }
    if (format_->Is("latex") && !RunsFile(word.call) && !RunsRest(word.head)) {
      return Trust::kLiteral;
    }
    return Trust::kCommand;
  }

  // The path in a word as the tree would write it.
  [[nodiscard]] std::string Written(const SourceWord& word) const {
    std::string written(word.text);
    if (IsOneOf(format_->name, {"xml", "csharp", "batch", "powershell"})) {
      std::ranges::replace(written, '\\', '/');
    }
    if (format_->Is("gradle") || format_->Is("kotlin")) {
      if (written.starts_with(':')) {  // project(":part:01-x")
        std::ranges::replace(written, ':', '/');
        written.erase(0, 1);
      }
    }
    if (format_->Is("starlark")) {  // "//02-beta:library"
      if (written.starts_with("//")) written.erase(0, 2);
      written.erase(std::min(written.find(':'), written.size()));
    }
    if (format_->Is("sql")) written.erase(0, written.find_first_not_of('@'));
    // file://../02-beta: a Helm chart's dependency; the colon ended the word before.
    if (format_->Is("yaml") && written.starts_with("//.")) written.erase(0, 2);
    return written;
  }

  void ReadWord(const SourceWord& word) {
    if (!MayBePath(word) || !targets_.MayName(word.text)) return;
    if (word.quoted && word.text.find(' ') != std::string_view::npos && RunsFile(word.call)) {
      for (const std::string_view part : Split(word.text, ' ')) {  // "python ../02_beta/x.py"
        SourceWord one = word;
        one.offset += static_cast<std::size_t>(part.data() - word.text.data());
        one.text = part;
        if (!part.empty()) Resolve(one, Trust::kCommand);
      }
      return;
    }
    Resolve(word, TrustOf(word));
  }

  void Resolve(const SourceWord& word, Trust trust) {
    const auto target = targets_.Find(Written(word), path_, trust);
    if (!target || !target->module || IsPageOf(*target)) return;
    Add(*target->module, word);
  }

  // A page of a module is read by people; what typesets it needs it.
  [[nodiscard]] bool IsPageOf(const PathTargets::Target& target) const {
    const FileFormat& format = FormatOf(target.path);
    if (target.path.empty() || format.content != FileContent::kProse || format.Is("text")) {
      return false;
    }
    return !IsOneOf(format_->name, {"latex", "asciidoc", "r", "markdown"});
  }

  // Names that build files declare and use.
  void ReadNames(const std::vector<SourceWord>& words, std::size_t i) {
    const SourceWord& word = words[i];
    const std::string_view file = BaseName(path_);
    if (file == "package.json") {
      if (i > 0 && word.depth == 1 && words[i - 1].is_key && words[i - 1].text == "name") {
        Declare("npm", word);
      }
      if (word.is_key && IsOneOf(word.call, {"dependencies", "devDependencies", "peerDependencies",
                                             "optionalDependencies"})) {
        Use("npm", word);
      }
    } else if (format_->Is("cmake")) {
      const std::string call = Lower(word.call);
      const bool first = word.previous == '(';
      if (first && IsOneOf(call, {"add_library", "add_executable"})) Declare("cmake", word);
      if (!first && IsOneOf(call, {"target_link_libraries", "add_dependencies"})) {
        Use("cmake", word);
      }
    } else if (format_->Is("python") && word.quoted) {
      if (word.head == "revision") Declare("alembic", word);
      if (IsOneOf(word.head, {"down_revision", "depends_on"})) Use("alembic", word);
      ReadMigration(word);
    }
  }

  // ("app", "0002_beta") in `dependencies` of a Django migration beside it.
  void ReadMigration(const SourceWord& word) {
    const bool later = word.assigned == "run_before";
    if (word.before.empty() || (!later && word.assigned != "dependencies")) return;
    const std::string folder = ParentPath(path_);
    const std::string_view app = BaseName(ParentPath(folder));
    if (!app.empty() && word.before != app) return;
    const auto target = targets_.Find(word.text, path_, Trust::kCommand);
    if (!target || !target->module || ParentPath(target->path) != folder) return;
    if (!app.empty()) {
      Add(*target->module, word, later);
    } else {
      nameless_.push_back({MentionOf(*target->module, word, later), std::string(word.before)});
    }
  }

  // Where the tree begins inside the app, its name is not known: other apps are told by their
  // names, and of several names one that means what each app has, `0001_initial`, tells nothing.
  void SettleMigrations() {
    const bool several = std::ranges::any_of(
        nameless_, [&](const Nameless& one) { return one.app != nameless_.front().app; });
    for (Nameless& one : nameless_) {
      if (several && one.mention.text == "0001_initial") continue;
      found_.paths.push_back(std::move(one.mention));
    }
  }

  void Declare(std::string_view ecosystem, const SourceWord& word) {
    found_.names.declares.push_back(Named(ecosystem, word));
  }
  void Use(std::string_view ecosystem, const SourceWord& word) {
    found_.names.uses.push_back(Named(ecosystem, word));
  }
  [[nodiscard]] PackageName Named(std::string_view ecosystem, const SourceWord& word) const {
    return {std::string(ecosystem) + ' ' + std::string(word.text), PlaceOf(word), format_->name};
  }

  struct Nameless {
    PathMention mention;
    std::string app;
  };

  const PathTargets& targets_;
  const std::string& path_;
  const LineIndex lines_;
  const FileFormat* format_ = nullptr;
  std::string_view text_;  // what is read at the moment
  const ToFile* to_file_ = nullptr;
  FileMentions found_;
  std::vector<Nameless> nameless_;  // migrations of an app whose name is not known
};

}  // namespace

bool HoldsPaths(std::string_view path) {
  const FileFormat& format = FormatOf(path);
  if (format.Is("markdown")) {
    const std::string name = Lower(BaseName(path));
    return name.ends_with(".rmd") || name.ends_with(".qmd");
  }
  if (!HasSourceWords(format)) return false;
  // Playbooks may have any name.
  return IsBuildData(format, path) || format.Is("yaml");
}

FileMentions FindMentions(const PathTargets& targets, const std::string& path,
                          std::string_view text) {
  return MentionReader(targets, path, text).Run(text);
}

}  // namespace prereq
