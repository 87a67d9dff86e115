#include "paths/data_files.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/composed_paths.h"
#include "paths/data_names.h"
#include "paths/data_uses.h"
#include "paths/enclosing_calls.h"
#include "paths/looped_paths.h"
#include "paths/option_defaults.h"
#include "paths/own_functions.h"
#include "paths/path_uses.h"
#include "paths/shell_paths.h"
#include "paths/shell_work.h"
#include "paths/stata_paths.h"
#include "paths/stored_tables.h"
#include "paths/use_words.h"
#include "paths/written_calls.h"

namespace prereq {
namespace {

constexpr std::string_view kScripts =
    "r python notebook julia matlab stata shell ruby javascript typescript perl lua sql scala "
    "markdown sas powershell";

struct WholePath {
  std::string path;
  bool from_root = false;
  std::size_t begin = 0;  // of the text that it is put together of
};

// The path in one word, or in all the words of a call that joins them: here("data", "raw.csv").
std::optional<WholePath> ReadWhole(std::string_view text, const std::vector<SourceWord>& words,
                                   std::size_t i) {
  const SourceWord& last = words[i];
  const std::string call = Lower(LastName(last.call));
  const bool from_root = call == "here";
  const bool joins = last.quoted && (from_root || JoinsPaths(text, last));
  if (!joins) {
    if (last.previous == '/' || last.previous == '+') return std::nullopt;
    return WholePath{std::string(last.text), false, last.offset - (last.quoted ? 1 : 0)};
  }
  const auto call_begin = static_cast<std::size_t>(last.call.data() - text.data());
  std::string path(last.text);
  std::size_t at = i;
  constexpr std::size_t kMostParts = 8;
  for (std::size_t parts = 1; parts <= kMostParts; ++parts) {
    const std::size_t quote = words[at].offset - 1;
    const std::size_t before = text.find_last_not_of(" \t\r\n", quote == 0 ? 0 : quote - 1);
    if (before == std::string_view::npos) return std::nullopt;
    if (text[before] == '(') return WholePath{std::move(path), from_root, call_begin};
    const bool goes_on = text[before] == ',' && at > 0 && words[at - 1].quoted &&
                         words[at - 1].call.data() == last.call.data();
    if (!goes_on) return std::nullopt;
    --at;
    // Nothing but a comma between the two.
    const std::size_t end = words[at].offset + words[at].text.size() + 1;
    if (end > before || !Trim(text.substr(end, before - end)).empty()) return std::nullopt;
    path = std::string(words[at].text) + '/' + path;
  }
  return std::nullopt;
}

// `out/land_stack.rds` of `out/land{i}_stack.rds`, with `variable` for each.
std::string WithVariablesAs(std::string_view variable, std::string_view path) {
  std::string written;
  int depth = 0;
  for (const char c : path) {
    if (c == '{' && ++depth == 1) written += variable;
    if (depth == 0) written += c;
    if (c == '}') --depth;
  }
  return written;
}

// The variable of a loop that is the first one in `path`, and what it is in turn, where that makes
// paths of data.
std::vector<std::pair<std::string, std::string>> LoopedFilesOf(const Script& script,
                                                               std::string_view path,
                                                               std::size_t at) {
  std::vector<std::pair<std::string, std::string>> found;
  const std::size_t open = path.find('{'), close = path.find('}', open);
  if (close == path.npos) return found;
  const std::string_view name = path.substr(open + 1, close - open - 1);
  for (std::string& value : LoopedValues(script.format, script.text, script.earlier, name, at)) {
    const std::string whole = WithVariablesAs("", WithValue(path, name, value));
    if (IsPlainPath(whole) && IsNameOfData(whole)) found.emplace_back(name, std::move(value));
  }
  return found;
}

// `out/{name}.csv`: data whose folder is written out.
bool IsInOneFolder(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash != path.npos && slash > 0 && path.find('{') > slash &&
         IsNameOfData(WithVariablesAs("x", path));
}

// What such a path tells: of one that begins with a variable only its name, since any script may
// have an `out/data.csv` of a variable's.
std::string Told(const ComposedPath& composed) {
  const std::string_view path = composed.path;
  if (!composed.has_variable) return composed.path;
  const bool begins_written = path.substr(0, path.find('/')).find('{') == path.npos;
  if (begins_written) return WithVariablesAs("", path);
  return WithVariablesAs("", path.substr(path.rfind('/') + 1));  // npos + 1 is 0
}

// The file that a path in the script at `path` means.
std::optional<DataFile> FromScript(std::string_view path, WholePath whole, bool made) {
  // What begins with a variable, or in a folder of the machine, is compared as it is.
  std::string absolute = AbsolutePath(whole.path);
  const bool is_absolute = !absolute.empty();
  if (is_absolute) whole.path = std::move(absolute);
  if (is_absolute || std::string_view("/{~").find(whole.path.front()) != std::string_view::npos) {
    return DataFile{.path = std::move(whole.path), .is_made = made, .from_root = {}};
  }
  DataFile file;
  file.is_made = made;
  const auto from = [&](std::string_view folder) { return FollowPath(folder, whole.path); };
  const auto own = from(whole.from_root ? std::string_view() : ParentPath(path));
  if (!own) return std::nullopt;
  file.path = *own;
  file.is_from_root = whole.from_root;
  if (const auto root = from({}); root && !ParentPath(path).empty()) file.from_root = *root;
  return file;
}

// `fread(cmd = "zcat data/x.csv.gz")`, `read.table(pipe("grep -v x data/x.tsv"))`: the first file
// of data that the program reads.
std::string ReadByProgram(const SourceWord& word) {
  const bool runs = word.assigned == "cmd" || Lower(LastName(word.call)) == "pipe";
  if (!word.quoted || !runs || word.text.find(' ') == word.text.npos) return {};
  for (const std::string_view part : Split(word.text, ' ')) {
    if (IsPlainPath(part) && IsNameOfData(part)) return std::string(part);
  }
  return {};
}

// The quoted `word` with all that makes the path of it that it ends: `os.path.join(lake, "x")`.
Argument PathAround(const Script& script, const SourceWord& word, WholePath& whole) {
  Argument path{whole.begin, ArgumentOf(word).end};
  const auto call = word.call.empty()
                        ? script.text.npos
                        : static_cast<std::size_t>(word.call.data() - script.text.data());
  const bool is_default = IsSettingOfMachine(word.call) && !word.before.empty();
  if (is_default) path.begin = call;  // `os.getenv("OUT", "x")`
  if (path.begin == call) {
    if (script.text.substr(0, call).ends_with("::")) {  // of a package of R
      path.begin -= 2;
      while (path.begin > 0 && IsWordByte(script.text[path.begin - 1])) --path.begin;
    }
    const std::size_t close = script.text.find_first_not_of(" \t\r\n", path.end);
    if (close != script.text.npos && script.text[close] == ')') path.end = close + 1;
  }
  return PathWithCalls(script, path, whole.from_root);
}

// The variable that holds the path; empty where R hands it on at once, by a pipe.
std::string_view HolderOf(const Script& script, const SourceWord& word, Argument path) {
  constexpr std::size_t kMostBehind = 200;  // bytes
  std::string_view behind = script.text.substr(std::min(path.end, script.text.size()), kMostBehind);
  behind = Trim(behind.substr(0, behind.find('\n')));
  if (script.format.Is("r") && !behind.empty() && !behind.starts_with('#')) return {};
  return VariableOfPath(script.format, script.text, word, path.begin);
}

// What the first uses of the variable do with the folder that it holds.
std::optional<bool> KeepsInVariable(const Script& script, std::string_view name,
                                    std::size_t begin) {
  constexpr std::size_t kMostAhead = 8000, kMostUses = 6;
  const std::string_view near =
      script.text.substr(0, std::min(script.text.size(), begin + kMostAhead));
  std::optional<bool> keeps;
  for (const VariableUse& one : UsesOfVariable(script.format, near, name, begin, kMostUses)) {
    const auto here = KeepsFolderAt(script.format, script.text, {one.begin, one.end});
    if (here && (!keeps || *here)) keeps = here;
  }
  return keeps;
}

// `model.save_pretrained("models/x")`, `spark.read.parquet(f"{lake}/x")`.
std::optional<DataFile> FolderOf(const Script& script, const SourceWord& word) {
  if (!word.quoted || word.text.empty()) return std::nullopt;
  const auto composed = ComposePath(script, word);
  if (composed && composed->has_variable) return std::nullopt;
  WholePath whole{std::string(word.text), false, ArgumentOf(word).begin};
  if (composed) whole = {composed->path, composed->from_root, composed->begin};
  while (whole.path.ends_with('/')) whole.path.pop_back();
  const std::string absolute = AbsolutePath(whole.path);
  const std::size_t slash = whole.path.find('/');
  const bool in_folder = slash != whole.path.npos && slash > 0;
  if (absolute.empty() ? !in_folder || !IsPlainPath(whole.path)
                       : !IsPlainPath(BelowRoot(absolute))) {
    return std::nullopt;
  }
  const Argument around = PathAround(script, word, whole);
  auto keeps = KeepsFolderAt(script.format, script.text, around);
  if (!keeps) {
    keeps = KeepsInVariable(script, HolderOf(script, word, around), around.end);
  }
  return keeps ? FromScript(script.path, std::move(whole), *keeps) : std::nullopt;
}

// `path` of a script of a shell, from where that is run.
std::string FromFolderOfShell(const Script& script, std::string path, std::size_t at) {
  const bool is_rooted = path.empty() || std::string_view("/{~").find(path[0]) != path.npos;
  return is_rooted ? path : JoinPath(FolderOfShell(script.text, at), path);
}

// `mkdir -p out/index`, and `bwa mem out/index` of another script: a folder in a folder.
std::optional<DataFile> FolderInShell(const Script& script, const SourceWord& word) {
  const auto composed = ComposeInShell(script.text, word);
  if (composed && composed->has_variable) return std::nullopt;
  std::string path = composed ? composed->path : std::string(word.text);
  while (path.ends_with('/')) path.pop_back();
  const bool is_named = path.find('/') != path.npos || word.head == "mkdir";
  if (!is_named || !IsPlainPath(path) || path.starts_with('.')) return std::nullopt;
  path = FromFolderOfShell(script, std::move(path), word.offset);
  if (path.find('/') == path.npos) return std::nullopt;
  const std::string_view command = CommandProper(script.text, word.offset);
  const bool makes = command.starts_with("mkdir ");
  const PathUse use = makes ? PathUse::kMade : UseOfData(script.format, script.text, word);
  if (use == PathUse::kNone) return std::nullopt;
  auto file = FromScript(script.path, {std::move(path), false}, use == PathUse::kMade);
  if (file) file->is_folder = true;
  return file;
}

// `cat >lab.env.sh <<EOF`, and `source lab.env.sh` of another script: code that is made. Not under
// names that any script gives to what it only runs itself.
std::optional<DataFile> CodeInShell(const Script& script, const SourceWord& word) {
  constexpr std::string_view kOwnStems = "a app main index hello test run script setup install";
  std::string path(word.text);
  const std::string_view name = BaseName(path);
  if (FormatOf(path).content != FileContent::kCode || !IsPlainPath(path)) return std::nullopt;
  if (path.find('/') == path.npos && HasWord(kOwnStems, name.substr(0, name.find('.')))) {
    return std::nullopt;
  }
  const std::string_view command = CommandProper(script.text, word.offset);
  const std::string_view program = command.substr(0, command.find_first_of(" \t"));
  const bool makes = word.previous == '>';
  if (!makes && (!RunsRest(program) || word.text == program)) return std::nullopt;
  path = FromFolderOfShell(script, std::move(path), word.offset);
  return FromScript(script.path, {std::move(path), false}, makes);
}

// What a command of a shell makes of the operand without naming it.
std::optional<DataFile> MadeInShell(const Script& script, const SourceWord& part) {
  const SourceWord word = WholeShellWord(script.text, part);
  std::string made = MadeOfOperand(script.text, word);
  if (made.empty()) return std::nullopt;
  made = FromFolderOfShell(script, std::move(made), word.offset);
  return DataFileNamed(script, made, true);
}

// `--outFileNamePrefix out/${name}_`: the begin of names in a folder that is written out.
std::optional<DataFile> BegunFile(const Script& script, const SourceWord& word) {
  const auto composed = ComposeInShell(script.text, word);
  if (!composed || !composed->has_variable) return std::nullopt;
  const std::size_t slash = composed->path.rfind('/');
  const bool in_folder =
      slash != std::string::npos && slash > 0 && slash < composed->path.find('{');
  if (!in_folder || !IsPlainPath(WithVariablesAs("x", composed->path)) ||
      UseOfData(script.format, script.text, word) != PathUse::kMade) {
    return std::nullopt;
  }
  auto file = FromScript(script.path, {composed->path, false}, true);
  if (file) file->is_begun = true;
  return file;
}

// The file as it is written, be a part of it the variable of a loop.
std::optional<DataFile> WrittenFileOf(const Script& script, const std::vector<SourceWord>& words,
                                      std::size_t i) {
  const FileFormat& format = script.format;
  const std::string_view path = script.path, text = script.text;
  const bool is_shell = format.Is("shell");
  const SourceWord word = is_shell ? WholeShellWord(text, words[i]) : words[i];
  if (!HasWord(kScripts, format.name) || word.is_key) return std::nullopt;
  const auto in_stata = format.Is("stata") ? ComposeInStata(script, word) : std::nullopt;
  const bool is_ending = word.text.starts_with('.') && word.text.find('/') == word.text.npos;
  const bool may_end = in_stata || is_ending || !EndingOfName(word.text).empty();
  if (!may_end && is_shell) {
    auto begun = BegunFile(script, word);
    return begun ? begun : FolderInShell(script, word);
  }
  if (!may_end) return FolderOf(script, word);
  if (is_shell && !IsNameOfData(word.text)) {
    if (auto code = CodeInShell(script, word)) return code;
  }
  const auto composed = is_shell   ? ComposeInShell(text, word)
                        : in_stata ? in_stata
                                   : ComposePath(script, word);
  WholePath whole;
  bool is_any_name = false;
  if ((is_shell || in_stata) && composed) {
    if (!IsPlainPath(WithVariablesAs("x", composed->path)) || !IsNameOfData(Told(*composed))) {
      return std::nullopt;
    }
    whole = {composed->path, false, composed->begin};
  } else if (std::string absolute = word.quoted ? AbsolutePath(word.text) : std::string();
             !absolute.empty()) {
    if (composed || !IsPlainPath(BelowRoot(absolute)) || !IsNameOfData(absolute)) {
      return FolderOf(script, word);
    }
    whole = {std::move(absolute), false, word.offset - 1};
  } else if (std::string read = ReadByProgram(word); !read.empty()) {
    if (!IsPlainPath(read) || !IsNameOfData(read)) return std::nullopt;
    return FromScript(path, {std::move(read), false}, false);
  } else if (composed) {
    whole = {composed->path, composed->from_root, composed->begin};
    std::string written = WithVariablesAs("x", word.text);
    std::erase(written, '%');  // of a text that is filled in
    const std::size_t first = std::min(written.find_first_not_of('/'), written.size());
    const bool is_told = IsNameOfData(Told(*composed)) ||
                         !LoopedFilesOf(script, composed->path, word.offset).empty();
    if (!IsPlainPath(std::string_view(written).substr(first))) return std::nullopt;
    is_any_name = !is_told;
    if (is_any_name && !IsInOneFolder(composed->path)) return std::nullopt;
  } else {
    const auto written = ReadWhole(text, words, i);
    if (!written || !IsPlainPath(written->path) || !IsNameOfData(written->path))
      return std::nullopt;
    whole = *written;
  }
  PathUse role = UseOfData(format, text, word);
  if (word.quoted) {
    const Argument around = PathAround(script, word, whole);
    const std::size_t end = ArgumentOf(word).end;
    const std::string_view holder = HolderOf(script, word, around);
    if (role == PathUse::kNone) role = UseOfVariable(format, text, holder, end);
    if (role == PathUse::kNone) {
      const LoopVariable loop = VariableOfLoop(format, text, word);
      role = UseOfVariable(format, text, loop.name, loop.body);
    }
    if (role == PathUse::kNone && format.Is("python")) {
      const OptionOfFunction option = OptionOfClick(text, word);
      role = UseOfVariable(format, text, option.name, option.body);
    }
    if (role == PathUse::kNone) role = UseByOwnFunction(format, text, around);
    if (role == PathUse::kNone) role = UseByOwnFunction(format, text, holder, end);
  }
  if (role == PathUse::kNone || (is_any_name && role != PathUse::kMade)) return std::nullopt;
  if (is_shell) whole.path = FromFolderOfShell(script, std::move(whole.path), word.offset);
  auto file = FromScript(path, std::move(whole), role == PathUse::kMade);
  if (file && is_any_name) {
    file->is_any_name = true;
    return file;
  }
  if (file && composed) file->may_be_filled = composed->has_variable && !composed->has_unread;
  if (file && composed && composed->variables > 0 && !is_shell) {
    const Script bare{format, path, text, script.earlier, false};
    const auto unfilled = in_stata ? ComposeInStata(bare, word) : ComposePath(bare, word);
    const bool begins_so = unfilled && unfilled->path.starts_with('{');
    if (begins_so && unfilled->path != file->path && IsNameOfData(Told(*unfilled))) {
      file->unfilled = unfilled->path;
    }
  }
  return file;
}

}  // namespace

bool MayNameData(const FileFormat& format, std::string_view text) {
  if (!HasWord(kScripts, format.name)) return false;
  if (format.Is("stata") || format.Is("shell")) return true;  // names without endings count
  for (const std::string_view call :
       {"list.files(", "listdir(", "_pretrained(", "_to_disk(", "_from_disk(", "_local(",
        ".parquet(", "_dataset(", "_model(", ".save(", ".load(", ".start(", "forPath(",
        "persist_directory", "PersistentClient("}) {
    if (text.find(call) != text.npos) return true;
  }
  return MayHoldNameOfData(text);
}

std::vector<DataFile> DataFilesOf(const Script& script, const std::vector<SourceWord>& words,
                                  std::size_t i) {
  std::vector<DataFile> files;
  auto file = WrittenFileOf(script, words, i);
  if (script.format.Is("shell")) {
    if (auto made = MadeInShell(script, words[i])) files.push_back(std::move(*made));
    if (file) files.push_back(std::move(*file));
    return files;
  }
  if (!file) return files;
  for (auto& [name, value] : LoopedFilesOf(script, file->path, words[i].offset)) {
    DataFile one = *file;
    one.path = WithValue(file->path, name, value);
    one.from_root = WithValue(file->from_root, name, value);
    one.unfilled.clear();
    one.shown = file->path;
    files.push_back(std::move(one));
  }
  if (!files.empty() && !IsNameOfData(WithVariablesAs("", file->path))) return files;
  files.push_back(std::move(*file));
  return files;
}

std::optional<DataFile> DataFileOf(const Script& script, const HeldUse& use) {
  const ComposedPath& held = *use.path;
  WholePath whole{held.path, held.from_root};
  std::string absolute = AbsolutePath(held.path);
  const std::string_view plain =
      absolute.empty() ? std::string_view(held.path) : BelowRoot(absolute);
  if (plain.empty() || !IsPlainPath(WithVariablesAs("x", plain))) return std::nullopt;
  if (!IsNameOfData(Told(held))) {
    const auto keeps = KeepsFolderAt(script.format, script.text, {use.use.begin, use.use.end});
    if (!keeps || held.has_variable || held.path.find('/') == held.path.npos) return std::nullopt;
  }
  if (!absolute.empty()) whole.path = std::move(absolute);
  while (whole.path.ends_with('/')) whole.path.pop_back();
  return FromScript(script.path, std::move(whole), use.use.use == PathUse::kMade);
}

std::optional<DataFile> DataFileNamed(const Script& script, std::string_view path, bool is_made) {
  const std::string absolute = AbsolutePath(path);
  const bool is_plain = absolute.empty() ? IsPlainPath(path) : IsPlainPath(BelowRoot(absolute));
  if (!is_plain || !IsNameOfData(path)) return std::nullopt;
  return FromScript(script.path, {std::string(path), false}, is_made);
}

void AddData(DataFile file, const Location& where, std::string_view kind, PackageNames& names) {
  PackageName name{"file " + file.path, where, kind, file.shown.empty() ? file.path : file.shown};
  name.one_maker = true;
  const auto alike = [&](bool rooted) {
    return (rooted ? "rooted file " : "plain file ") + ParentPath(where.path) + ' ' +
           file.from_root;
  };
  const bool has_other = !file.from_root.empty();
  if (!file.is_made) {
    if (!file.unfilled.empty()) name.or_else.push_back("open file " + file.unfilled);
    if (file.may_be_filled) name.or_else.push_back("unfilled " + file.path);
    if (has_other) name.or_else.push_back(alike(!file.is_from_root));
    names.uses.push_back(std::move(name));
    return;
  }
  const std::string folder = ParentPath(file.path);
  if (file.is_begun) {
    name.name = "begun in " + folder;
    names.declares.push_back(std::move(name));
    return;
  }
  if (!file.is_any_name) names.declares.push_back(name);
  if (!file.unfilled.empty() || file.may_be_filled) {
    names.declares.push_back(name);
    names.declares.back().name =
        file.may_be_filled ? "open file " + file.path : "unfilled " + file.unfilled;
  }
  if (!folder.empty()) {
    PackageName listed = name;
    listed.name = "files of " + folder;
    names.declares.push_back(listed);
    listed.name += " *." + std::string(EndingOfName(file.path));
    names.declares.push_back(std::move(listed));
  }
  if (!has_other || file.is_any_name) return;
  name.name = alike(file.is_from_root);
  names.declares.push_back(std::move(name));
}

}  // namespace prereq
