#include "paths/written_calls.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostBackOfCall = 2000, kMostAhead = 200;

// Calls that write to what they name, in lowercase letters, by their last part.
constexpr std::string_view kWritingCalls =
    "fwrite ggsave sink savefig savetxt savez saveas imwrite dump sunk hub_dump "
    "makedirs makedir mkdir mkdirs mkdirp mkdir_p mkdirall mkdirsync mkpath dir_create createdir "
    "create_dir create_dir_all createdirectory createdirectories create createfile create_new "
    "createnewfile ofstream filewriter fileoutputstream printwriter bufferedwriter streamwriter "
    "outputstream createwritestream createtext appendtext appendfile appendfilesync "
    "appendalltext file_put_contents writefile writefilesync touch tofile "
    "ensuredir ensuredirsync ensurefile outputfile";
// Those that begin with one of these words do as well: `write_csv`, `to_parquet`, `saveRDS`.
constexpr std::string_view kWritingBegins[] = {
    "write_",      "writeall",   "writetext", "writelines",  "writefile",
    "writestring", "writebytes", "writejson", "writematrix", "writetable",
    "save",        "to_",        "export_"};
// Calls that read what they name, besides those that run it, and how more of them begin.
constexpr std::string_view kReadingCalls =
    "file_get_contents genfromtxt imread slurp parse_file getline fopen scan include require "
    "st_read "
    "vroom qread";
constexpr std::string_view kReadingBegins[] = {"read", "load", "open", "fread"};
// Those that put one thing where the later argument says, or the only one.
constexpr std::string_view kCopyingCalls =
    "copy copy2 copyfile copytree copyfilesync copysync cp cpsync cp_r move movefile mv rename "
    "renamesync renameto symlink symlinksync link linksync file_copy file_move file_rename "
    "copydirectory copyto moveto";
// Those that only make a path of what they get.
constexpr std::string_view kPathMakers =
    "path purepath posixpath windowspath file of get paths join joinpath resolve fullfile here "
    "combine str string abspath realpath expanduser uri url normalize filenamejoin pathjoin as_str "
    "file_path fspath fs_path";
// What such a path, or what stands before a dot, is written by.
constexpr std::string_view kWritingMethods =
    "write_text write_bytes write writetext writebytes writelines mkdir mkdirs touch unlink rmdir "
    "rmtree delete deleterecursively createnewfile printwriter bufferedwriter outputstream "
    "appendtext symlink_to";
// First parts of the names of arguments and variables for what is made.
constexpr std::string_view kMadeNames[] = {"out",         "output",  "outputs", "outfile",
                                           "outdir",      "outpath", "dst",     "dest",
                                           "destination", "destdir", "save",    "export"};

struct Call {
  std::string name;          // its last part, in lowercase letters
  std::string whole;         // all of it, likewise
  std::size_t open = 0;      // where its bracket stands
  std::size_t argument = 0;  // how many commas stand before
};

bool IsCallByte(char c) { return IsWordByte(c) || c == '_' || c == '.' || c == ':'; }

// The call whose bracket is open at `at`; strings of one line are passed over.
std::optional<Call> CallAround(std::string_view text, std::size_t at) {
  const std::size_t low = at > kMostBackOfCall ? at - kMostBackOfCall : 0;
  int depth = 0;
  std::size_t commas = 0;
  for (std::size_t i = at; i > low;) {
    const char c = text[--i];
    if (c == '"' || c == '\'') {
      const std::string_view before = text.substr(low, i - low);
      const std::size_t open = before.rfind(c), line = before.rfind('\n');
      const bool is_string =
          open != std::string_view::npos && (line == std::string_view::npos || line < open);
      if (is_string) i = low + open;
    } else if (c == ')' || c == ']' || c == '}') {
      ++depth;
    } else if (c == '(' || c == '[' || c == '{') {
      if (--depth >= 0) continue;
      if (c != '(') {  // a list of the call's
        depth = 0;
        commas = 0;
        continue;
      }
      std::size_t begin = i;
      while (begin > low && (IsCallByte(text[begin - 1]) || text[begin - 1] == '!')) --begin;
      Call call;
      call.whole = Lower(text.substr(begin, i - begin));
      call.name = call.whole.substr(call.whole.find_last_of(".:") + 1);
      call.open = i;
      call.argument = commas;
      return call;
    } else if (c == ',' && depth == 0) {
      ++commas;
    } else if (c == ';' && depth == 0) {
      break;
    }
  }
  return std::nullopt;
}

// The same, or the command without brackets that stands right before: `mkdir_p "../02_beta/x"`.
std::optional<Call> CallOf(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && IsCallByte(text[begin - 1])) --begin;
  if (end == at || begin == end) return CallAround(text, at);
  Call call;
  call.whole = Lower(text.substr(begin, end - begin));
  call.name = call.whole.substr(call.whole.find_last_of(".:") + 1);
  call.open = begin;
  return call;
}

// What stands behind the bracket that closes what is open at `at`.
std::string_view BehindBracket(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(0, std::min(text.size(), at + kMostAhead));
  int depth = 0;
  for (std::size_t i = at; i < near.size(); ++i) {
    if (near[i] == '(') ++depth;
    if (near[i] == ')' && --depth < 0) return near.substr(i + 1);
  }
  return {};
}

// `"w"`, 'wb', "a" of `open`: first in `rest`, or its `mode`.
bool HasWritingMode(std::string_view rest) {
  rest = rest.substr(0, std::min({rest.find(')'), rest.find('\n'), rest.size()}));
  for (std::size_t at = rest.find_first_of("\"'"); at != std::string_view::npos;
       at = rest.find_first_of("\"'", at + 1)) {
    const std::size_t close = rest.find(rest[at], at + 1);
    if (close == std::string_view::npos) return false;
    const std::string_view mode = rest.substr(at + 1, close - at - 1);
    const bool is_mode = !mode.empty() && mode.size() < 4 &&
                         mode.find_first_not_of("rwaxbt+e") == std::string_view::npos;
    if (is_mode) return mode.find_first_of("wax+") != std::string_view::npos;
    at = close;
  }
  return rest.find("O_WRONLY") != std::string_view::npos ||
         rest.find("O_CREAT") != std::string_view::npos ||
         rest.find("FileMode.Create") != std::string_view::npos;
}

// The method called right there, in lowercase letters; what stands behind its name.
struct Method {
  std::string name;
  std::string_view behind;
};
Method MethodAt(std::string_view behind) {
  behind = Trim(behind);
  if (!behind.starts_with('.')) return {};
  const std::size_t end =
      std::min(behind.find_first_not_of(
                   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789", 1),
               behind.size());
  return {Lower(behind.substr(1, end - 1)), behind.substr(end)};
}

bool IsWrittenByMethod(std::string_view behind) {
  const Method method = MethodAt(behind);
  if (HasWord(kWritingMethods, method.name)) return true;
  return method.name == "open" && HasWritingMode(method.behind);
}

bool Reads(std::string_view name) {
  return HasWord(kReadingCalls, name) || RunsFile(name) ||
         std::ranges::any_of(kReadingBegins,
                             [&](std::string_view begin) { return name.starts_with(begin); });
}

// An argument or a variable that says of itself that it is made.
bool IsNamedAsMade(const SourceWord& word) {
  if (word.previous != '=' && word.previous != ':') return false;
  std::string_view name = LastName(word.assigned);
  while (name.starts_with('-')) name.remove_prefix(1);
  std::size_t end = 0;
  while (end < name.size() && IsWordByte(name[end]) &&
         (end == 0 || !IsUpper(name[end]) || IsUpper(name[end - 1]))) {
    ++end;
  }
  const std::string first = Lower(name.substr(0, end));
  return std::ranges::find(kMadeNames, first) != std::end(kMadeNames);
}

bool Writes(const Call& call, std::string_view rest) {
  const std::string& name = call.name;
  if (call.whole.find("write.") != std::string::npos) return true;  // write.csv, df.write.parquet
  if (name == "open" || name == "fopen" || name == "openfile") return HasWritingMode(rest);
  if (name == "write") return true;  // `File.write`, `CSV.write`
  if (HasWord(kWritingCalls, name)) return true;
  return std::ranges::any_of(kWritingBegins,
                             [&](std::string_view begin) { return name.starts_with(begin); });
}

}  // namespace

bool IsWrittenByCall(std::string_view text, const SourceWord& word) {
  if (IsNamedAsMade(word)) return true;
  const std::size_t end = std::min(text.size(), word.offset + word.text.size() + 1);
  std::size_t at = word.offset == 0 ? 0 : word.offset - 1;     // its quote
  if (word.before == ">" || word.before == ">>") return true;  // open(my $f, '>', "x") of Perl
  std::string_view rest = text.substr(end, kMostAhead);
  constexpr int kMostCalls = 4;
  for (int i = 0; i < kMostCalls; ++i) {
    const std::optional<Call> call = i == 0 ? CallOf(text, at) : CallAround(text, at);
    if (!call) return false;
    if (HasWord(kCopyingCalls, call->name)) {
      const std::string_view behind = Trim(rest);
      const bool alone = call->argument == 0 && behind.starts_with(')') &&
                         call->whole.find('.') != std::string::npos;
      return call->argument > 0 || (alone && call->name != "copy");
    }
    if (Writes(*call, rest)) return true;
    const bool makes_path = HasWord(kPathMakers, call->name) || call->whole.empty();
    if (!makes_path) return false;
    const std::string_view behind = BehindBracket(text, end);
    if (IsWrittenByMethod(behind)) return true;
    at = call->open;
    rest = behind;
  }
  return false;
}

bool IsReadByCall(std::string_view text, const SourceWord& word) {
  const std::size_t end = std::min(text.size(), word.offset + word.text.size() + 1);
  std::size_t at = word.offset == 0 ? 0 : word.offset - 1;  // its quote
  std::string_view rest = text.substr(end, kMostAhead);
  constexpr int kMostCalls = 4;
  for (int i = 0; i < kMostCalls; ++i) {
    const std::optional<Call> call = i == 0 ? CallOf(text, at) : CallAround(text, at);
    if (!call) return false;
    const bool by_name = call->whole.find("read.") != std::string::npos;  // read.csv
    if (by_name || Reads(call->name)) return true;
    if (!HasWord(kPathMakers, call->name)) return false;
    rest = BehindBracket(rest, 0);
    if (Reads(MethodAt(rest).name)) return true;
    at = call->open;
  }
  return false;
}

}  // namespace prereq
