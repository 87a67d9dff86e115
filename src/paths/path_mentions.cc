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
#include "paths/bare_numbers.h"
#include "paths/code_parts.h"
#include "paths/code_text.h"
#include "paths/command_lines.h"
#include "paths/data_files.h"
#include "paths/data_keys.h"
#include "paths/directives.h"
#include "paths/driven_words.h"
#include "paths/gradle_projects.h"
#include "paths/held_paths.h"
#include "paths/image_names.h"
#include "paths/imported_paths.h"
#include "paths/listed_folders.h"
#include "paths/literate.h"
#include "paths/looped_paths.h"
#include "paths/make_needs.h"
#include "paths/make_rules.h"
#include "paths/option_defaults.h"
#include "paths/outputs.h"
#include "paths/package_words.h"
#include "paths/path_words.h"
#include "paths/source_words.h"
#include "paths/spark_tables.h"
#include "paths/sql_files.h"
#include "paths/stack_exports.h"
#include "paths/stored_names.h"
#include "paths/use_words.h"
#include "paths/word_neighbours.h"
#include "paths/written_path.h"

namespace prereq {
namespace {

using Trust = PathTargets::Trust;

class MentionReader {
 public:
  MentionReader(const PathTargets& targets, const OtherScripts& others, const std::string& path,
                std::string_view text)
      : targets_(targets), others_(others), path_(path), lines_(text) {}

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
      // What the build files of a module's own Gradle call other modules.
      if (IsGradleSettings(path_)) {
        std::ranges::move(ProjectsOfSettings(targets_, path_, text),
                          std::back_inserter(found_.names.declares));
      }
      VisitCodeParts(path_, text, [&](const CodePart& part) {
        imports_are_read_ = part.imports_are_read;
        Read(*part.format, part.text, part.to_file);
        if (format.content != FileContent::kNotebook) return;
        held_.AddAssigned({*part.format, path_, part.text, earlier_});
        earlier_.append(part.text).append("\n");
      });
    }
    SettleMigrations();
    SettleRecipes();
    DropTablesOfSession(found_.names);
    return std::move(found_);
  }

 private:
  void ReadDirectives(const FileFormat& format, std::string_view text) {
    const ToFile as_it_is = [](Span span) { return span; };
    format_ = &format;
    to_file_ = &as_it_is;
    for (const std::string_view page : FindDirectives(format, path_, text)) {
      SourceWord word;
      word.text = page;
      word.offset = static_cast<std::size_t>(page.data() - text.data());
      word.head = "include";
      const auto named = format.Is("template") ? targets_.InNamespace(page) : std::nullopt;
      if (named) {
        Add(*named->module, word);
        found_.paths.back().target = named->path;
      } else if (targets_.MayName(page)) {
        Resolve(word, Trust::kCommand);
      }
    }
    for (const std::string_view part : FindAccessors(path_, text)) {
      const auto module = targets_.ByAccessor(part);
      if (!module) continue;
      SourceWord word;
      word.text = part;
      word.offset = static_cast<std::size_t>(part.data() - text.data());
      Add(*module, word);
    }
  }

  void Read(const FileFormat& format, std::string_view text, const ToFile& to_file) {
    const bool has_data = MayNameData(format, text);
    imports_paths_ = imports_paths_ || MayImportPaths(format, text);
    if (!has_data && !imports_paths_ && held_.empty() && !targets_.MayName(text) &&
        !MayDeclareNames(path_, text)) {
      return;
    }
    format_ = &format;
    text_ = text;
    to_file_ = &to_file;
    // What a file outside of all modules reads in does not count as an import; it may be run in
    // turn.
    const bool skips_imports =
        imports_are_read_ && (!RunsInSequence(format) || targets_.Owner(path_));
    path_words_.emplace(format, path_, text, skips_imports);
    if (format.Is("make") && !targets_.Owner(path_)) {
      found_.needs = NeedsOfMakeRules(targets_, path_, text);
    }
    AddNames(
        ReadStoredNames(format, text, earlier_, [&](std::size_t at) { return PlaceAt(at, 1); }));
    others_.AddTo({format, path_, text, earlier_}, held_);
    if (format.Is("python") && MayHaveOptions(text)) {
      AddOptions({format, path_, BlankComments(format, text), earlier_, true, &held_}, held_);
    }
    ReadHeld();
    if (imports_paths_ && format.Is("python")) ReadImported();
    if (has_data && MayNameFilesInSql(format, text)) {
      for (FileOfSql& one : FilesOfSql({format, path_, text, earlier_})) {
        AddFile(std::move(one.file), PlaceAt(one.offset, 1));
      }
    }
    const std::vector<SourceWord> words = FindSourceWords(format, text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      ReadName(words, i);
      ReadMigration(words[i]);
      ReadImage(words[i]);
      ReadWord(words[i]);
      if (has_data) ReadData(words, i);
    }
  }

  [[nodiscard]] Location PlaceAt(std::size_t offset, std::size_t length) const {
    return lines_.At(path_, (*to_file_)({offset, length}).offset);
  }
  [[nodiscard]] Location PlaceOf(const SourceWord& word) const {
    return PlaceAt(word.offset, word.text.size());
  }

  void AddNames(PackageNames names) {
    std::ranges::move(names.declares, std::back_inserter(found_.names.declares));
    std::ranges::move(names.uses, std::back_inserter(found_.names.uses));
  }

  // What code of Python has from a module of settings.
  void ReadImported() {
    PackageNames names = ReadImportedPaths(*format_, text_, earlier_,
                                           [&](std::size_t at) { return PlaceAt(at, 1); });
    const auto is_told = [&](const PackageName& name) { return held_places_.contains(name.where); };
    std::erase_if(names.declares, is_told);
    std::erase_if(names.uses, is_told);
    AddNames(std::move(names));
  }

  [[nodiscard]] PathMention MentionOf(ModuleId module, const SourceWord& word, bool later) const {
    const bool is_rule = format_->Is("make") && IsInMakeRule(text_, word.offset);
    const bool by_line = RunsInSequence(*format_) && (RunsFile(word.call) || RunsRest(word.head) ||
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
    if (word.before == "-m" && !IsModuleOfPython(text_, word)) word.before = {};
    if (!targets_.MayName(word.text) || !path_words_->MayBePath(word)) return;
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
    const Trust trust = path_words_->TrustOf(word);
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
  void ReadImage(const SourceWord& word) {
    const std::string image = BaseImage(*format_, text_, word);
    const std::string_view called = WithoutTag(BaseName(image));
    const auto module = IsBareNumber(called) ? std::nullopt : targets_.ByName(called);
    if (module) Add(*module, word);
    const auto named = [&](std::string_view name) {
      return PackageName{"image " + std::string(name), PlaceOf(word), format_->name,
                         std::string(name)};
    };
    const std::string run = image.empty() ? RunImage(*format_, text_, word) : image;
    if (!run.empty()) {
      found_.names.uses.push_back(named(run));
      found_.names.uses.back().one_maker = true;
      if (run.find('/') == run.npos) {
        const std::string any_tag = "image " + std::string(WithoutTag(run)) + ":$";
        found_.names.uses.back().or_else.push_back(any_tag);
      }
    }
    const auto built = ImageBuiltBy(*format_, text_, word);
    if (!built) return;
    const auto target = targets_.Find(built->folder, path_, Trust::kCommand);
    PackageName name = named(built->name);
    if (target) name.owner = target->module;
    const bool is_given = built->role == BuiltImage::Role::kGiven;
    if (is_given && name.owner) found_.names.uses.push_back(std::move(name));
    // What the script of a module builds from elsewhere, it makes.
    const bool is_own = built->folder == "." || format_->Is("shell");
    if (is_given || (!name.owner && !is_own)) return;
    found_.names.declares.push_back(std::move(name));
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
      if (!IsModuleOfPython(text_, one)) one.before = {};
      if (!part.empty() && targets_.MayName(part)) Resolve(one, Trust::kCommand, line.text);
    }
  }

  // `line`: the quoted command that the word is a part of, if any.
  void Resolve(const SourceWord& word, Trust trust, std::string_view line = {}) {
    std::string written = WrittenPath(*format_, word);
    if (IsBareNumber(written) && !TakesNumberAsPath(*format_, text_, word, line)) return;
    if (path_.ends_with(".sls")) written = PathOfState(written);
    auto target = targets_.Find(written, path_, trust);
    if (word.head == "cd" && RunsCommands(*format_)) target = FollowChange(word, std::move(target));
    if (!target || !target->module || IsPageOf(*target)) return;
    const bool is_module = targets_.Owner(ParentPath(target->path)) != target->module;
    if (is_module && MovesAway(*format_, text_, word)) return;
    Add(*target->module, word);
    found_.paths.back().target = target->path;
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
    if (named.ecosystem == kExportOfStack) name = NameOfExport(name);
    PackageName& added = names.emplace_back();
    added.name = std::string(named.ecosystem) + ' ' + name;
    if (!named.alike.empty()) added.or_else.push_back(std::string(named.alike) + ' ' + name);
    added.where = PlaceOf(words[i]);
    added.kind = format_->name;
    const bool is_written_else = is_table || named.ecosystem == kExportOfStack;
    added.shown = is_written_else ? std::string(words[i].text) : std::string();
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
  void AddFile(DataFile file, const Location& where) {
    if (IsMeantFromRoot(file)) {
      file.path = file.from_root;
      file.is_from_root = true;
    }
    if (file.is_folder && !file.is_made && targets_.HasFolder(file.path)) return;
    AddData(std::move(file), where, format_->name, found_.names);
  }
  void ReadData(const std::vector<SourceWord>& words, std::size_t i) {
    const Script script{*format_, path_, text_, earlier_, true, &held_};
    std::vector<DataFile> files = DataFilesOf(script, words, i);
    for (DataFile& file : files) AddFile(std::move(file), PlaceOf(words[i]));
    if (!files.empty()) return;
    if (const std::string folder = ListedFolder(script, words[i]);
        !folder.empty() && !targets_.HasFolder(folder.substr(0, folder.rfind(" *")))) {
      AddListed(folder, PlaceOf(words[i]), format_->name, found_.names);
    }
  }

  // Such files whose paths are in variables that other code gave them.
  void ReadHeld() {
    held_places_.clear();
    if (held_.empty()) return;
    const std::string code = BlankComments(*format_, text_);
    const Script script{*format_, path_, code, earlier_, true, &held_};
    for (const HeldUse& use : UsesOfHeld(*format_, code, held_)) {
      auto file = DataFileOf(script, use);
      if (!file) continue;
      const Location where = PlaceAt(use.use.begin, 1);
      if (held_places_.insert(where).second) AddFile(std::move(*file), where);
    }
  }

  // The folder is one of the tree from the root, and none beside the script: it is run there.
  [[nodiscard]] bool IsMeantFromRoot(const DataFile& file) const {
    if (file.from_root.empty() || file.is_from_root) return false;
    const std::string folder = ParentPath(file.from_root);
    return !folder.empty() && targets_.HasFolder(folder) &&
           !targets_.HasFolder(ParentPath(file.path));
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
  const OtherScripts& others_;
  const std::string& path_;
  const LineIndex lines_;
  const FileFormat* format_ = nullptr;
  std::string_view text_;                // what is read at the moment
  std::optional<PathWords> path_words_;  // its words
  const ToFile* to_file_ = nullptr;
  bool imports_are_read_ = true;    // by the readers of imports
  std::string earlier_;             // the cells of a notebook before this one
  HeldPaths held_;                  // by then, by earlier cells and other scripts
  std::set<Location> held_places_;  // where what is read at the moment uses them
  bool imports_paths_ = false;      // from a module of settings, perhaps in an earlier cell
  std::string folder_;              // to which a shell went last, as far as is known
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
                               : RunsInSequence(format);
}

FileMentions FindMentions(const PathTargets& targets, const OtherScripts& others,
                          const std::string& path, std::string_view text) {
  return MentionReader(targets, others, path, text).Run(text);
}

}  // namespace prereq
