#include "paths/data_files.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/composed_paths.h"
#include "paths/enclosing_calls.h"
#include "paths/looped_paths.h"
#include "paths/outputs.h"
#include "paths/path_uses.h"
#include "paths/shell_paths.h"
#include "paths/use_words.h"
#include "paths/written_calls.h"
#include "paths/written_statements.h"

namespace prereq {
namespace {

// Endings of what scripts hand on, and of what they only do below a folder.
constexpr std::string_view kDataEndings =
    "csv tsv parquet feather arrow rds rda rdata qs dta sav sas7bdat xlsx xls ods pkl pickle "
    "joblib npy npz mat h5 hdf5 hdf h5ad jld2 jld nc zarr gpkg shp geojson db sqlite sqlite3 "
    "duckdb jsonl ndjson pt pth onnx safetensors fif bam vcf fastq";
constexpr std::string_view kEndingsInFolders = "json txt xml yaml yml tif tiff gz zip log model";
// Names that any script gives to what it writes.
constexpr std::string_view kCommonStems =
    "a b c x y data df file foo out output sample temp test "
    "tmp example model test1 output1";
constexpr std::string_view kScripts =
    "r python notebook julia matlab stata shell ruby javascript typescript perl lua sql scala "
    "markdown sas powershell";

std::string_view EndingOf(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

bool IsData(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  const std::string ending = Lower(EndingOf(path));
  if (ending.empty()) return false;
  const bool in_folder = path.find('/') != std::string_view::npos;
  if (HasWord(kEndingsInFolders, ending)) return in_folder;
  if (!HasWord(kDataEndings, ending)) return false;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return in_folder || !HasWord(kCommonStems, Lower(name.substr(0, name.find('.'))));
}

// A path from a root of the machine, or from the home of a user, as it is compared: `C:\\x\\y.csv`
// as `C:/x/y.csv`; empty for any other, and for what anything may leave in `/tmp`.
std::string AbsolutePath(std::string_view path) {
  const bool has_drive =
      path.size() > 3 && IsLetter(path[0]) && path[1] == ':' && (path[2] == '/' || path[2] == '\\');
  if (!has_drive && !path.starts_with('/') && !path.starts_with("~/")) return {};
  std::string plain;
  for (const char c : path) {
    const char slash = has_drive && c == '\\' ? '/' : c;
    if (slash != '/' || !plain.ends_with('/')) plain += slash;
  }
  if (plain.starts_with("/tmp/") || std::ranges::count(plain, '/') < 3) return {};
  return plain;
}

// Nothing but a path from here: no variable, pattern, address or folder of the machine.
bool IsPlain(std::string_view path) {
  return !path.empty() && path.front() != '/' && path.front() != '~' && path.front() != '-' &&
         path.find_first_of("{}$%*?<>|\"' \t\r\n:;=,()\\") == std::string_view::npos &&
         path.find("//") == std::string_view::npos;
}

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

// What a script does with the database that it connects to: it makes tables, or only reads them.
PathUse RoleOfDatabase(std::string_view text, const SourceWord& word) {
  constexpr std::size_t kMostOfScript = 16384;
  if (!HasWord("connect dbconnect sqlite", Lower(LastName(word.call)))) return PathUse::kNone;
  const std::string code = Lower(text.substr(0, kMostOfScript));
  const auto has = [&](std::string_view part) { return code.find(part) != code.npos; };
  if (has("create table") || has("to_sql(") || has("dbwritetable(")) return PathUse::kMade;
  const bool reads = has("read_sql") || has("dbreadtable(") || has("dbgetquery(") ||
                     (has("select ") && has(" from "));
  return reads && !has("insert into") ? PathUse::kRead : PathUse::kNone;
}

PathUse RoleOf(const FileFormat& format, std::string_view text, const SourceWord& word) {
  using enum PathUse;
  if (IsNamedAsMade(word) || IsWrittenByStatement(format, text, word)) return kMade;
  if (IsReadByStatement(format, text, word)) return kRead;
  if (format.Is("stata")) return kNone;
  if (RunsCommands(format)) {
    const std::string_view command = CommandProper(text, word.offset);
    const std::string program = Lower(command.substr(0, command.find_first_of(" \t")));
    if (IsIdleCommand(program) || program == Lower(word.text)) return kNone;
    if (TakesApart(format, text, word)) return kNone;
    return IsOutput(format, text, word) ? kMade : kRead;
  }
  if (!word.quoted) return kNone;
  if (IsWrittenByCall(format, text, word)) return kMade;
  return IsReadByCall(format, text, word) ? kRead : RoleOfDatabase(text, word);
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
    if (IsPlain(whole) && IsData(whole)) found.emplace_back(name, std::move(value));
  }
  return found;
}

// `out/{name}.csv`: data whose folder is written out.
bool IsInOneFolder(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash != path.npos && slash > 0 && path.find('{') > slash &&
         IsData(WithVariablesAs("x", path));
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
  const bool has_drive = whole.path.size() > 1 && whole.path[1] == ':';
  if (has_drive || std::string_view("/{~").find(whole.path.front()) != std::string_view::npos) {
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
    if (IsPlain(part) && IsData(part)) return std::string(part);
  }
  return {};
}

// What models and tables are kept in, whose paths have no ending.
constexpr std::string_view kFolderCalls =
    "save_pretrained from_pretrained save_to_disk load_from_disk save_local load_local parquet "
    "delta "
    "orc write_dataset open_dataset save_model load_model";

// `model.save_pretrained("models/x")`, `spark.read.parquet("lake/x")`.
std::optional<DataFile> FolderOf(const FileFormat& format, std::string_view path,
                                 std::string_view text, const SourceWord& word) {
  const std::string call = Lower(LastName(word.call));
  const std::size_t slash = word.text.find('/');
  const bool in_folder = slash != word.text.npos && slash > 0 && slash + 1 < word.text.size();
  if (!word.quoted || !in_folder || !HasWord(kFolderCalls, call) || !IsPlain(word.text)) {
    return std::nullopt;
  }
  const bool made = IsWrittenByCall(format, text, word);
  std::string_view folder = word.text;
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return FromScript(path, {std::string(folder), false}, made);
}

// The file as it is written, be a part of it the variable of a loop.
std::optional<DataFile> WrittenFileOf(const Script& script, const std::vector<SourceWord>& words,
                                      std::size_t i) {
  const FileFormat& format = script.format;
  const std::string_view path = script.path, text = script.text;
  const bool is_shell = format.Is("shell");
  const SourceWord word = is_shell ? WholeShellWord(text, words[i]) : words[i];
  if (!HasWord(kScripts, format.name) || word.is_key) return std::nullopt;
  const bool may_end = word.text.starts_with('.') || !EndingOf(word.text).empty();
  if (!may_end) return FolderOf(format, path, text, word);
  const auto composed = is_shell ? ComposeInShell(text, word) : ComposePath(script, word);
  WholePath whole;
  bool is_any_name = false;
  if (is_shell && composed) {
    if (!IsPlain(WithVariablesAs("x", composed->path)) || !IsData(Told(*composed))) {
      return std::nullopt;
    }
    whole = {composed->path, false, composed->begin};
  } else if (std::string absolute = word.quoted ? AbsolutePath(word.text) : std::string();
             !absolute.empty()) {
    const std::size_t root = absolute.find('/');
    if (composed || !IsPlain(std::string_view(absolute).substr(root + 1)) || !IsData(absolute)) {
      return std::nullopt;
    }
    whole = {std::move(absolute), false, word.offset - 1};
  } else if (std::string read = ReadByProgram(word); !read.empty()) {
    if (!IsPlain(read) || !IsData(read)) return std::nullopt;
    return FromScript(path, {std::move(read), false}, false);
  } else if (composed) {
    whole = {composed->path, composed->from_root, composed->begin};
    std::string written = WithVariablesAs("x", word.text);
    std::erase(written, '%');  // of a text that is filled in
    const std::size_t first = std::min(written.find_first_not_of('/'), written.size());
    const bool is_told =
        IsData(Told(*composed)) || !LoopedFilesOf(script, composed->path, word.offset).empty();
    if (!IsPlain(std::string_view(written).substr(first))) return std::nullopt;
    is_any_name = !is_told;
    if (is_any_name && !IsInOneFolder(composed->path)) return std::nullopt;
  } else {
    const auto written = ReadWhole(text, words, i);
    if (!written || !IsPlain(written->path) || !IsData(written->path)) return std::nullopt;
    whole = *written;
  }
  PathUse role = RoleOf(format, text, word);
  if (word.quoted) {
    const std::size_t end = word.offset + word.text.size() + 1;
    const std::size_t begin = BeginOfPath(script, whole.begin, end, whole.from_root);
    if (role == PathUse::kNone)
      role = UseOfVariable(format, text, VariableOfPath(format, text, word, begin), end);
    if (role == PathUse::kNone) {
      const LoopVariable loop = VariableOfLoop(format, text, word);
      role = UseOfVariable(format, text, loop.name, loop.body);
    }
  }
  if (role == PathUse::kNone || (is_any_name && role != PathUse::kMade)) return std::nullopt;
  auto file = FromScript(path, std::move(whole), role == PathUse::kMade);
  if (file && is_any_name) {
    file->is_any_name = true;
    return file;
  }
  if (file && composed) file->may_be_filled = composed->has_variable && !composed->has_unread;
  if (file && composed && composed->variables > 0 && !is_shell) {
    const auto unfilled = ComposePath({format, path, text, script.earlier, false}, word);
    const bool begins_so = unfilled && unfilled->path.starts_with('{');
    if (begins_so && unfilled->path != file->path && IsData(Told(*unfilled))) {
      file->unfilled = unfilled->path;
    }
  }
  return file;
}

}  // namespace

bool MayNameData(const FileFormat& format, std::string_view text) {
  if (!HasWord(kScripts, format.name)) return false;
  constexpr std::size_t kLongest = 11;  // safetensors
  for (const std::string_view call :
       {"list.files(", "listdir(", "_pretrained(", "_to_disk(", "_from_disk(", "_local(",
        ".parquet(", "_dataset(", "_model("}) {
    if (text.find(call) != text.npos) return true;
  }
  for (std::size_t at = text.find('.'); at != std::string_view::npos; at = text.find('.', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= kLongest && IsWordByte(text[end])) ++end;
    const bool ends =
        end >= text.size() || std::string_view("\"' \t\r\n;|&)\\").find(text[end]) != text.npos;
    if (!ends || end < at + 3) continue;
    const std::string ending = Lower(text.substr(at + 1, end - at - 1));
    if (HasWord(kDataEndings, ending) || HasWord(kEndingsInFolders, ending)) return true;
  }
  return false;
}

std::vector<DataFile> DataFilesOf(const Script& script, const std::vector<SourceWord>& words,
                                  std::size_t i) {
  std::vector<DataFile> files;
  auto file = WrittenFileOf(script, words, i);
  if (!file) return files;
  for (auto& [name, value] : LoopedFilesOf(script, file->path, words[i].offset)) {
    DataFile one = *file;
    one.path = WithValue(file->path, name, value);
    one.from_root = WithValue(file->from_root, name, value);
    one.unfilled.clear();
    one.shown = file->path;
    files.push_back(std::move(one));
  }
  if (!files.empty() && !IsData(WithVariablesAs("", file->path))) return files;
  files.push_back(std::move(*file));
  return files;
}

std::optional<DataFile> DataFileOf(const Script& script, const HeldUse& use) {
  const ComposedPath& held = *use.path;
  WholePath whole{held.path, held.from_root};
  std::string absolute = AbsolutePath(held.path);
  const std::string_view plain = absolute.empty() ? std::string_view(held.path) : absolute;
  const std::size_t start = absolute.empty() ? 0 : plain.find('/') + 1;
  if (plain.empty() || !IsPlain(WithVariablesAs("x", plain.substr(start)))) return std::nullopt;
  if (!IsData(Told(held))) {
    const auto call = CallOf(script.format, script.text, use.use.begin);
    const bool keeps = call && HasWord(kFolderCalls, call->name);
    if (!keeps || held.has_variable || held.path.find('/') == held.path.npos) return std::nullopt;
  }
  if (!absolute.empty()) whole.path = std::move(absolute);
  while (whole.path.ends_with('/')) whole.path.pop_back();
  return FromScript(script.path, std::move(whole), use.use.use == PathUse::kMade);
}

std::string ListedFolder(const Script& script, const SourceWord& word) {
  constexpr std::string_view kGlob = ".glob";
  if (!word.quoted || !HasWord(kScripts, script.format.name) || word.is_key) return {};
  std::string call = Lower(LastName(word.call)), pattern(word.text);
  bool from_root = false;
  if (script.format.Is("python") && word.call.ends_with(kGlob) && !word.call.starts_with("glob")) {
    ComposedPath base;  // `Path("out").glob("*.csv")`
    const auto begin = static_cast<std::size_t>(word.call.data() - script.text.data());
    const std::string_view code = OperandBefore(script.text, begin + word.call.size() - 5);
    if (!AddExpression(script, code, begin, base) || base.has_variable) return {};
    pattern = base.path + '/' + pattern;
    from_root = base.from_root;
  } else if (const auto composed = ComposePath(script, word)) {
    const auto around = CallAround(script.format, script.text, composed->begin);
    if (!around || composed->has_variable) return {};
    call = around->name;
    pattern = composed->path;
    from_root = composed->from_root;
  }
  if (!HasWord("glob iglob glob1 files listdir scandir dir_ls readdir", call)) return {};
  std::string_view folder = pattern;
  std::string ending;
  const std::size_t star = folder.find('*');
  if (star != folder.npos) {  // `out/*.csv`, `out/part_*.csv`
    if (!call.ends_with("glob") && call != "dir_ls") return {};
    const std::size_t slash = folder.rfind('/');
    if (slash == folder.npos || slash > star) return {};
    ending = " *." + std::string(EndingOf(folder));
    if (EndingOf(folder).empty()) return {};
    folder = folder.substr(0, slash);
  } else if (call.ends_with("glob")) {
    return {};
  }
  while (folder.ends_with('/')) folder.remove_suffix(1);
  if (folder.empty() || folder == "." || folder == ".." || !IsPlain(folder)) return {};
  const auto own = FollowPath(from_root ? std::string() : ParentPath(script.path), folder);
  return own && !own->empty() ? *own + ending : std::string();
}

void AddListed(const std::string& folder, const Location& where, std::string_view kind,
               PackageNames& names) {
  PackageName name{"files of " + folder, where, kind, folder.substr(0, folder.find(" *"))};
  name.one_maker = true;
  names.uses.push_back(std::move(name));
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
  if (!file.is_any_name) names.declares.push_back(name);
  if (!file.unfilled.empty() || file.may_be_filled) {
    names.declares.push_back(name);
    names.declares.back().name =
        file.may_be_filled ? "open file " + file.path : "unfilled " + file.unfilled;
  }
  const std::string folder = ParentPath(file.path);
  if (!folder.empty()) {
    PackageName listed = name;
    listed.name = "files of " + folder;
    names.declares.push_back(listed);
    listed.name += " *." + std::string(EndingOf(file.path));
    names.declares.push_back(std::move(listed));
  }
  if (!has_other || file.is_any_name) return;
  name.name = alike(file.is_from_root);
  names.declares.push_back(std::move(name));
}

}  // namespace prereq
