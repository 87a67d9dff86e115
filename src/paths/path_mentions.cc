#include "paths/path_mentions.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/aggregators.h"
#include "paths/code_parts.h"
#include "paths/command_lines.h"
#include "paths/compared_words.h"
#include "paths/data_files.h"
#include "paths/data_keys.h"
#include "paths/directives.h"
#include "paths/driven_words.h"
#include "paths/image_names.h"
#include "paths/literate.h"
#include "paths/looped_paths.h"
#include "paths/make_needs.h"
#include "paths/make_rules.h"
#include "paths/markup_words.h"
#include "paths/outputs.h"
#include "paths/package_words.h"
#include "paths/printed_words.h"
#include "paths/source_words.h"
#include "paths/spark_tables.h"
#include "paths/use_words.h"
#include "paths/word_neighbours.h"
#include "paths/written_path.h"

namespace prereq {
namespace {

using Trust = PathTargets::Trust;

// Where the scripts of a language run one after the other, so that their sequence is an order.
bool IsScript(const FileFormat& format) {
  return IsOneOf(format.name, {"r",
                               "shell",
                               "sql",
                               "python",
                               "notebook",
                               "latex",
                               "batch",
                               "powershell",
                               "julia",
                               "lua",
                               "perl",
                               "ruby",
                               "make",
                               "markdown",
                               "asciidoc",
                               "just",
                               "fish",
                               "nushell",
                               "matlab",
                               "stata",
                               "sas",
                               "spss",
                               "restructuredtext",
                               "org",
                               "typst"});
}

class MentionReader {
 public:
  MentionReader(const PathTargets& targets, const std::string& path, std::string_view text)
      : targets_(targets), path_(path), lines_(text) {}

  FileMentions Run(std::string_view text) {
    if (const FileFormat* code = CodeOfLiterate(path_)) {
      const std::string plain = LiterateCode(text);
      const ToFile as_it_is = [](Span span) { return span; };
      ReadDirectives(*code, plain);
      found_.names = NamesOfLines(*code, path_, plain);
      Read(*code, plain, as_it_is);
      return std::move(found_);
    }
    const FileFormat& format = FormatOf(path_);
    ReadDirectives(format, text);
    found_.names = ReadPackageNames(path_, text);
    if (!HoldsDirectivesOnly(format)) {
      if (IsGradleSettings(path_)) AddProjects(ReadOrchestration(targets_, path_, text).declares);
      VisitCodeParts(path_, text, [&](const CodePart& part) {
        imports_are_read_ = part.imports_are_read;
        Read(*part.format, part.text, part.to_file);
      });
    }
    SettleMigrations();
    SettleRecipes();
    DropTablesOfSession(found_.names);
    return std::move(found_);
  }

 private:
  // What the build files of a module's own Gradle call other modules.
  void AddProjects(std::vector<PackageName> projects) {
    std::ranges::move(projects, std::back_inserter(found_.names.declares));
  }

  void ReadDirectives(const FileFormat& format, std::string_view text) {
    const ToFile as_it_is = [](Span span) { return span; };
    format_ = &format;
    to_file_ = &as_it_is;
    for (const std::string_view page : FindDirectives(format, path_, text)) {
      SourceWord word;
      word.text = page;
      word.offset = static_cast<std::size_t>(page.data() - text.data());
      word.head = "include";
      if (targets_.MayName(page)) Resolve(word, Trust::kCommand);
    }
    ReadAccessors(text);
  }

  // `projects.ch01Intro` of Gradle: the project in the folder `ch01-intro`.
  void ReadAccessors(std::string_view text) {
    if (!path_.ends_with(".gradle") && !path_.ends_with(".gradle.kts")) return;
    constexpr std::string_view kProjects = "projects.";
    for (std::size_t at = text.find(kProjects); at != std::string_view::npos;
         at = text.find(kProjects, at + 1)) {
      if (at > 0 && (IsWordByte(text[at - 1]) || text[at - 1] == '.')) continue;
      const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
      if (text.substr(line, at - line).find("//") != std::string_view::npos) continue;
      std::size_t end = at + kProjects.size();
      while (end < text.size()) {
        const std::size_t begin = end;
        while (end < text.size() && IsWordByte(text[end])) ++end;
        const std::string_view part = text.substr(begin, end - begin);
        if (const auto module = targets_.ByAccessor(part)) {
          SourceWord word;
          word.text = part;
          word.offset = begin;
          Add(*module, word);
        }
        if (end >= text.size() || text[end] != '.') break;
        ++end;
      }
    }
  }

  void Read(const FileFormat& format, std::string_view text, const ToFile& to_file) {
    const bool has_data = MayNameData(format, text);
    if (!has_data && !targets_.MayName(text) && !MayDeclareNames(path_, text)) return;
    format_ = &format;
    text_ = text;
    to_file_ = &to_file;
    if (format.Is("make") && !targets_.Owner(path_)) {
      found_.needs = NeedsOfMakeRules(targets_, path_, text);
    }
    const std::vector<SourceWord> words = FindSourceWords(format, text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      ReadName(words, i);
      ReadMigration(words[i]);
      ReadImage(words, i);
      ReadWord(words[i]);
      if (has_data) ReadData(words, i);
    }
  }

  [[nodiscard]] Location PlaceOf(const SourceWord& word) const {
    return lines_.At(path_, (*to_file_)({word.offset, word.text.size()}).offset);
  }

  [[nodiscard]] PathMention MentionOf(ModuleId module, const SourceWord& word, bool later) const {
    const bool is_rule = format_->Is("make") && IsInMakeRule(text_, word.offset);
    const bool by_line = IsScript(*format_) && (RunsFile(word.call) || RunsRest(word.head) ||
                                                (!word.quoted && word.head == word.text));
    const bool runs = !is_rule && (by_line || IsRunInTurn(*format_, text_, word));
    PathMention mention{module, PlaceOf(word), std::string(word.text), format_->name, runs, later};
    if (runs) mention.turn = ListOfSteps(*format_, text_, word);
    return mention;
  }
  void Add(ModuleId module, const SourceWord& word, bool later = false) {
    found_.paths.push_back(MentionOf(module, word, later));
    if (format_->Is("make") && found_.paths.back().runs) {
      recipes_[TargetsAround(text_, word.offset).data()].push_back(found_.paths.size() - 1);
    }
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
    if (word.text.empty() || IsKey(word) || Prints(*format_, text_, word)) return false;
    if (IsCompared(*format_, text_, word)) return false;
    // What a file outside of all modules reads in is no import, but may be run in its turn.
    const bool by_import = imports_are_read_ && (!IsScript(*format_) || targets_.Owner(path_));
    if (by_import && !format_->language.empty() && IsReadAsImport(*format_, text_, word)) {
      return false;
    }
    if (IsOutput(*format_, text_, word) || TakesApart(*format_, text_, word)) return false;
    if (ListsProjects(*format_, path_, text_, word)) return false;
    if (IsForTests(word) || !NamesFile(*format_, path_, word)) return false;
    if (format_->Is("html") && word.call == "link" && !LoadsStyle(word)) return false;
    if (format_->Is("asciidoc")) return word.head == "include";
    if (word.head == "cd" && !IsWorkedIn(*format_, text_, word)) return false;
    if (word.quoted) return !format_->Is("sql") || ReadsInSql(word);
    if (IsScriptOfMatlab(word) || IsCallOfMatlab(word)) return true;
    if (IsBareElsewhere(*format_, word)) return false;
    if (format_->Is("yaml")) return IsWhole(word);
    if (format_->Is("latex")) {
      return word.text.front() != '\\' && (word.depth > 0 || RunsRest(word.head));
    }
    return true;
  }

  // `step02_merge;` alone on its line runs step02_merge.m.
  [[nodiscard]] bool IsScriptOfMatlab(const SourceWord& word) const {
    if (!format_->Is("matlab") || word.head.data() != word.text.data()) return false;
    const std::size_t end = word.offset + word.text.size();
    const std::string_view rest = text_.substr(end, text_.find('\n', end) - end);
    const std::string_view behind = Trim(rest.substr(0, rest.find('%')));
    return (behind.empty() || behind == ";") && word.text.size() == word.head.size();
  }

  // `x = step02_merge(y);` calls the function in step02_merge.m.
  [[nodiscard]] bool IsCallOfMatlab(const SourceWord& word) const {
    const std::size_t end = word.offset + word.text.size();
    return format_->Is("matlab") && !word.quoted && word.head != "function" && end < text_.size() &&
           text_[end] == '(' && word.text.find('.') == std::string_view::npos;
  }

  // `imports "01_alpha"` of Isabelle and `:- ['01_alpha'].` of Prolog leave the ending out.
  [[nodiscard]] bool IsLoadedByName(const SourceWord& word) const {
    if (format_->Is("perl")) return Trim(LineAround(text_, word.offset)).starts_with(":- [");
    if (!format_->Is("isabelle")) return false;
    const std::size_t low = word.offset > kMostBack ? word.offset - kMostBack : 0;
    const std::string_view before = text_.substr(low, word.offset - low);
    const std::size_t imports = before.rfind("imports");
    return imports != std::string_view::npos &&
           before.find("begin", imports) == std::string_view::npos;
  }

  // `COPY t FROM 'x.csv'` and `read_csv('x.csv')`; any other text is a value.
  [[nodiscard]] bool ReadsInSql(const SourceWord& word) const {
    return Lower(word.call).starts_with("read_") || !IsBareElsewhere(*format_, word) ||
           IsOneOf(Lower(word.head), {"copy", "load", "bulk", "attach", "import", "%run"});
  }

  // A `:` behind a string says so where maps are written so.
  [[nodiscard]] bool IsKey(const SourceWord& word) const {
    return word.is_key && !IsOneOf(format_->name, {"typst", "maple", "sql", "shell"});
  }

  // <link rel="stylesheet" href="…">, but not <link rel="next" …>.
  [[nodiscard]] bool LoadsStyle(const SourceWord& word) const {
    const std::string tag = Lower(TagAround(text_, word.offset));
    return tag.find("stylesheet") != std::string::npos || tag.find("preload") != std::string::npos;
  }

  // All that its key has in YAML, or one entry of a list.
  [[nodiscard]] bool IsWhole(const SourceWord& word) const {
    if (IsCommandLine(*format_, word) || word.head.starts_with('!')) return true;
    std::size_t after = word.offset + word.text.size();
    while (after < text_.size() && (text_[after] == ' ' || text_[after] == '\t')) ++after;
    const bool is_option = word.head.starts_with('-') && word.head != word.text;  // `-e ../02_beta`
    const bool ends = after >= text_.size() ||
                      std::string_view("\r\n#,]}):&").find(text_[after]) != std::string_view::npos;
    return ends && (is_option ||
                    std::string_view(":-[,({\n").find(word.previous) != std::string_view::npos);
  }

  [[nodiscard]] Trust TrustOf(const SourceWord& word) const {
    const bool slash = word.text.starts_with('/');
    if (word.quoted) {
      if (word.previous == '/' || JoinsPaths(text_, word)) return Trust::kJoined;
      if (slash && std::string_view("+,.)").find(word.previous) != std::string_view::npos) {
        return Trust::kJoined;
      }
      const bool label =
          word.text.starts_with(':') || word.text.find("//") != std::string_view::npos;
      if (label && IsOneOf(format_->name, {"gradle", "kotlin", "starlark"})) return Trust::kCommand;
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

  // `git commit -m x` has another option of that name.
  [[nodiscard]] bool IsModuleOfPython(const SourceWord& word) const {
    constexpr std::size_t kMostBefore = 60;
    if (word.before != "-m") return false;
    const std::size_t low = word.offset > kMostBefore ? word.offset - kMostBefore : 0;
    std::string_view before = text_.substr(low, word.offset - low);
    before.remove_prefix(before.rfind('\n') + 1);  // npos + 1 is 0
    return before.find("python") != std::string_view::npos ||
           before.find("sys.executable") != std::string_view::npos;
  }

  // `..\01-core;..\02-lib` of MSBuild.
  void ReadList(const SourceWord& word) {
    for (const std::string_view part : Split(word.text, ';')) {
      SourceWord one = word;
      one.text = part;
      one.offset += static_cast<std::size_t>(part.data() - word.text.data());
      if (!part.empty()) ReadWord(one);
    }
  }

  void ReadWord(SourceWord word) {
    if (format_->Is("xml") && word.text.find(';') != std::string_view::npos) return ReadList(word);
    if (!IsModuleOfPython(word) && word.before == "-m") word.before = {};
    if (!targets_.MayName(word.text) || !MayBePath(word)) return;
    if (const std::string looped = LoopedPath(*format_, text_, word); !looped.empty()) {
      const auto target = targets_.Find(looped, path_, Trust::kCommand);
      if (target && target->module) return Add(*target->module, word);
    }
    if (NamesModules(word)) return ReadNames(word);
    const bool runs = RunsFile(word.call) || RunsFile(word.head) || IsCommandLine(*format_, word);
    const bool may_be_line = word.quoted && runs && word.text.find(' ') != std::string_view::npos;
    if (may_be_line && !targets_.Find(word.text, path_, Trust::kLiteral)) {
      return ReadCommandLine(word);  // `../02 - beta/x.py` is a path
    }
    Trust trust = TrustOf(word);
    if (trust == Trust::kLiteral && (word.before == "-m" || IsLoadedByName(word))) {
      trust = Trust::kCommand;
    }
    if (trust == Trust::kJoined && BeginsElsewhere(text_, word)) return;
    Resolve(word, trust);
  }

  // The stack of another project, "org/02-beta/dev" of Pulumi, and Airflow's DAG to wait for.
  [[nodiscard]] static bool NamesModules(const SourceWord& word) {
    return word.quoted &&
           (LastName(word.call) == "StackReference" || word.assigned == "external_dag_id");
  }
  void ReadNames(const SourceWord& word) {
    for (const std::string_view part : Split(word.text, '/')) {
      if (const auto module = targets_.ByName(part)) return Add(*module, word);
    }
  }

  // FROM acme/01-base:latest, and `docker build -t acme/base 01-base` of what is built there.
  void ReadImage(const std::vector<SourceWord>& words, std::size_t i) {
    const std::string_view image = BaseImage(*format_, words[i]);
    if (const auto module = targets_.ByName(BaseName(image))) Add(*module, words[i]);
    const auto named = [&](std::string_view name) {
      return PackageName{"image " + std::string(name), PlaceOf(words[i]), format_->name,
                         std::string(name)};
    };
    if (image.find('/') != std::string_view::npos) found_.names.uses.push_back(named(image));
    const auto built = ImageBuiltBy(*format_, text_, words, i);
    if (!built) return;
    const auto target = targets_.Find(built->folder, path_, Trust::kCommand);
    PackageName name = named(built->name);
    if (target) name.owner = target->module;
    if (name.owner || built->folder == ".") found_.names.declares.push_back(std::move(name));
  }

  // "python ../02_beta/x.py"; not what it prints, nor where it only goes.
  void ReadCommandLine(const SourceWord& line) {
    const std::string_view program = line.text.substr(0, line.text.find(' '));
    const bool goes = program == "cd" && line.text.find("&&") == std::string_view::npos;
    if (goes || IsOneOf(program, {"echo", "printf"})) return;
    std::string_view last;
    for (const std::string_view part : Split(line.text, ' ')) {
      SourceWord one = line;
      one.before = std::exchange(last, part);
      one.offset += static_cast<std::size_t>(part.data() - line.text.data());
      one.text = part;
      if (!IsModuleOfPython(one)) one.before = {};
      if (!part.empty() && targets_.MayName(part)) Resolve(one, Trust::kCommand);
    }
  }

  void Resolve(const SourceWord& word, Trust trust) {
    std::string written = WrittenPath(*format_, word);
    if (path_.ends_with(".sls")) written = PathOfState(written);
    auto target = targets_.Find(written, path_, trust);
    if (word.head == "cd" && RunsCommands(*format_)) target = FollowChange(word, std::move(target));
    if (!target || !target->module || IsPageOf(*target)) return;
    const bool is_module = targets_.Owner(ParentPath(target->path)) != target->module;
    if (is_module && MovesAway(*format_, text_, word)) return;
    Add(*target->module, word);
    found_.paths.back().target = target->path;
  }

  // `.02_beta` and `part.02_beta` of Salt.
  static std::string PathOfState(std::string_view name) {
    if (name.find('/') != std::string_view::npos) return std::string(name);
    while (name.starts_with('.')) name.remove_prefix(1);
    std::string path(name);
    std::ranges::replace(path, '.', '/');
    return path;
  }

  // `cd 02_beta`, work, `cd ../01_alpha`: from the folder that the shell is in by then.
  std::optional<PathTargets::Target> FollowChange(const SourceWord& word,
                                                  std::optional<PathTargets::Target> target) {
    if (!target && word.text.starts_with("../") && !folder_.empty()) {
      target = targets_.Find(word.text, folder_ + "/x", Trust::kCommand);
    }
    folder_ = target ? target->path : std::string();
    return target;
  }

  // A page of a module is read by people; what typesets it needs it.
  [[nodiscard]] bool IsPageOf(const PathTargets::Target& target) const {
    const FileFormat& format = FormatOf(target.path);
    if (CodeOfLiterate(target.path) != nullptr) return false;
    if (target.path.empty() || format.content != FileContent::kProse || format.Is("text")) {
      return false;
    }
    return !HoldsDirectivesOnly(*format_) &&
           !IsOneOf(format_->name, {"latex", "asciidoc", "r", "markdown"});
  }

  // A name that a build file declares or uses.
  void ReadName(const std::vector<SourceWord>& words, std::size_t i) {
    const NamedWord named = NameOf(*format_, path_, text_, words, i);
    if (named.role == NamedWord::Role::kNone) return;
    if (ListsProjects(*format_, path_, text_, words[i])) return;
    // A path of the tree is no other project that is called as its folder.
    const bool is_gradle = named.ecosystem == "gradle";
    if (is_gradle && targets_.Find(WrittenPath(*format_, words[i]), path_, Trust::kCommand)) return;
    std::vector<PackageName>& names =
        named.role == NamedWord::Role::kDeclares ? found_.names.declares : found_.names.uses;
    const bool is_table = named.ecosystem == kTableOfSpark;
    std::string name(named.name.empty() ? words[i].text : named.name);
    if (is_table || named.ecosystem == kViewOfSession) name = NameOfTable(name);
    PackageName& added = names.emplace_back();
    added.name = std::string(named.ecosystem) + ' ' + name;
    added.where = PlaceOf(words[i]);
    added.kind = format_->name;
    added.shown = is_table ? std::string(words[i].text) : std::string();
    added.one_maker = added.of_file = is_table;
    if (is_gradle) AddNameOfToday(added);
  }

  // `project(":01-core")` where that project is 02-core by now.
  void AddNameOfToday(PackageName& use) const {
    const std::size_t part = use.name.rfind(':') + 1;
    const auto module = targets_.ByOldName(std::string_view(use.name).substr(part));
    if (!module) return;
    use.or_else.push_back(use.name.substr(0, part) +
                          std::string(BaseName(targets_.PathOf(*module))));
  }

  // A file that another script makes or reads.
  void ReadData(const std::vector<SourceWord>& words, std::size_t i) {
    auto file = DataFileOf(*format_, path_, text_, words, i);
    if (!file) return;
    PackageName name{"file " + file->path, PlaceOf(words[i]), format_->name, std::move(file->path)};
    name.one_maker = true;
    (file->is_made ? found_.names.declares : found_.names.uses).push_back(std::move(name));
  }

  // ("app", "0002_beta") in `dependencies` of a Django migration beside it.
  void ReadMigration(const SourceWord& word) {
    if (!format_->Is("python") || !word.quoted) return;
    const bool later = word.assigned == "run_before";
    if (word.before.empty() || (!later && word.assigned != "dependencies")) return;
    const std::string folder = ParentPath(path_);
    const std::string holder = ParentPath(folder);
    const std::string_view app = BaseName(holder);
    if (!app.empty() && word.before != app) return;
    const auto target = targets_.Find(word.text, path_, Trust::kCommand);
    if (!target && !app.empty()) {
      const auto renamed = targets_.ByOldName(word.text);
      if (renamed && ParentPath(targets_.PathOf(*renamed)) == folder) Add(*renamed, word, later);
    }
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

  // Make runs recipes in an order of its own; only the lines of one follow each other. Of several
  // the one that runs the most modules counts, the first of equals.
  void SettleRecipes() {
    if (recipes_.size() < 2 || targets_.Owner(path_)) return;
    const std::vector<std::size_t>* longest = nullptr;
    std::size_t most = 0;
    for (const auto& [target, places] : recipes_) {
      std::set<ModuleId> modules;
      for (const std::size_t place : places) modules.insert(found_.paths[place].module);
      if (modules.size() <= most) continue;
      most = modules.size();
      longest = &places;
    }
    for (const auto& [target, places] : recipes_) {
      for (const std::size_t place : places) found_.paths[place].runs = &places == longest;
    }
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
  bool imports_are_read_ = true;  // by the readers of imports
  std::string folder_;            // to which a shell went last, as far as is known
  FileMentions found_;
  std::map<const char*, std::vector<std::size_t>> recipes_;  // of Make: targets → found_.paths
  std::vector<Nameless> nameless_;  // migrations of an app whose name is not known
};

}  // namespace

bool HoldsPaths(std::string_view path) {
  return HasSourceWords(FormatOf(path)) || CodeOfLiterate(path) != nullptr;
}

bool MayDrive(std::string_view path) {
  const FileFormat& format = FormatOf(path);
  const std::string name = Lower(BaseName(path));
  if (format.Is("dockerfile")) return true;
  return format.Is("markdown") ? name.ends_with(".rmd") || name.ends_with(".qmd")
                               : IsScript(format);
}

FileMentions FindMentions(const PathTargets& targets, const std::string& path,
                          std::string_view text) {
  return MentionReader(targets, path, text).Run(text);
}

}  // namespace prereq
