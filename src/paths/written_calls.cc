#include "paths/written_calls.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/enclosing_calls.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

// Calls that write to what they name, in lowercase letters, by their last part.
constexpr std::string_view kWritingCalls =
    "sink savefig savetxt savez saveas sunk hub_dump spit serialize dest publishdir output "
    "makedirs makedir mkdir mkdirs mkdirp mkdir_p mkdirall mkdirsync mkpath dir_create createdir "
    "create_dir create_dir_all createdirectory createdirectories create createfile create_new "
    "createnewfile ofstream wofstream printstream createtext appendtext appendfile appendfilesync "
    "appendalltext file_put_contents touch tofile openwrite open_out screenshot diary dput "
    "ensuredir ensuredirsync ensurefile outputfile imwrite mmwrite basicconfig filehandler "
    "rotatingfilehandler "
    "timedrotatingfilehandler pdfpages modelcheckpoint csvlogger";
// Those that begin or end with one of these words do as well: `write_csv`, `to_parquet`, `saveRDS`;
// `ggsave`, `ExcelWriter`.
constexpr std::string_view kWritingBegins[] = {"write", "save", "to_", "export", "extractall"};
constexpr std::string_view kWritingEnds[] = {"write", "writer",       "save",
                                             "dump",  "outputstream", "writestream"};
// Those that hold one of these words, with all that stands before the last part.
constexpr std::string_view kWritingParts[] = {
    "write.", "writer.", "out_channel.", "save.image", "capture.output", "to-file", "output-file"};
// Names that say so in one language alone.
struct Devices {
  std::string_view kind, calls;
};
constexpr Devices kDevices[] = {
    {"r",
     "pdf png jpeg tiff bmp svg postscript cairo_pdf cairo_ps svglite xfig pictex tikz metafile "
     "cairo cairopng cairopdf cairojpeg cairosvg cairotiff agg_png agg_tiff agg_jpeg agg_webp "
     "cairo_png ragg_png zip tar st_drop"},
    {"wolfram", "put putappend dumpsave"},
    {"gap", "printto appendto logto outputlogto outputtextfile printcsv"},
};
// Calls that read what they name, besides those that run it, and how more of them begin.
constexpr std::string_view kReadingCalls =
    "file_get_contents genfromtxt imread slurp parse_file getline fopen scan include require "
    "st_read fromjson rast raster vect scan_parquet scan_csv scan_ndjson scan_ipc inferencesession "
    "mmread "
    "vroom qread from_pretrained";
constexpr std::string_view kReadingBegins[] = {"read", "load", "open", "fread"};
// Those that put what the first argument names where a later one says.
constexpr std::string_view kUnpackingCalls =
    "unzip untar unpack_archive extract extracttodirectory createfromdirectory urlretrieve websave "
    "download download_file downloadfile urldownloadtofile urldownload";
// Those that put one thing where the later argument says, or the only one.
constexpr std::string_view kCopyingCalls =
    "copy copy2 copyfile copytree copyfilesync copysync cp cpsync cp_r move movefile mv rename "
    "renamesync renameto symlink symlinksync link linksync file_copy file_move file_rename "
    "copydirectory copyto moveto";
// Those that only make a path of what they get.
constexpr std::string_view kPathMakers =
    "path purepath posixpath windowspath file of get paths join joinpath resolve fullfile here "
    "combine str string abspath realpath expanduser uri url normalize filenamejoin pathjoin as_str "
    "getenv file_path fspath fs_path paste0 str_c glue str_glue sprintf gzfile bzfile xzfile unz";
// What such a path, or what stands before a dot, is written by.
constexpr std::string_view kWritingMethods =
    "mkdir mkdirs touch unlink rmdir rmtree deleterecursively createnewfile printwriter "
    "bufferedwriter outputstream openwrite symlink_to";
constexpr std::string_view kWritingMethodBegins[] = {"write", "append", "create", "delete"};
// Types of C++ that only write, or may.
constexpr std::string_view kStreams = "ofstream wofstream std::ofstream std::wofstream";
constexpr std::string_view kStreamsOfBoth = "fstream std::fstream";
// What says behind a path that it is opened for writing.
constexpr std::string_view kWritingMarks[] = {
    "O_WRONLY",  "O_CREAT",       "FileMode.Create", "FileMode.Append",    "FileAccess.Write",
    "WriteMode", "AppendMode",    "fmWrite",         "fmAppend",           "ios::out",
    "ios::app",  "ios_base::out", "ios_base::app",   ":direction :output", "RECREATE"};
constexpr std::string_view kWritingModeWords = "write append replace new overwrite";
// First parts of the names of arguments and variables for what is made.
constexpr std::string_view kMadeNames[] = {
    "out",  "output",      "outputs", "outfile",  "outdir", "outpath", "dst",
    "dest", "destination", "destdir", "destfile", "exdir",  "save",    "export"};
// What names of them hold their path in braces: output: {path: "x"}.
constexpr std::string_view kPathsInBlocks = "path file filename dir directory folder";

template <std::size_t kSize>
bool BeginsWithAny(std::string_view name, const std::string_view (&begins)[kSize]) {
  return std::ranges::any_of(begins,
                             [&](std::string_view begin) { return name.starts_with(begin); });
}

// `"w"`, 'wb', "a" of `open`: first in `rest`, or its `mode`. `strict`: only what says nothing
// else.
bool HasWritingMode(std::string_view rest, bool has_bracket, bool strict) {
  const std::size_t line = has_bracket ? std::string_view::npos : rest.find('\n');
  rest = rest.substr(0, std::min({rest.find(')'), line, rest.size()}));
  for (std::size_t at = rest.find_first_of("\"'"); at != std::string_view::npos;
       at = rest.find_first_of("\"'", at + 1)) {
    const std::size_t close = rest.find(rest[at], at + 1);
    if (close == std::string_view::npos) return false;
    std::string_view mode = rest.substr(at + 1, close - at - 1);
    if (!strict && HasWord(kWritingModeWords, Lower(mode))) return true;
    mode = mode.substr(0, mode.find_first_of(":|"));  // "w:gz" of tar
    const bool is_mode = !mode.empty() && mode.size() < 4 &&
                         mode.find_first_not_of("rwaxbt+e") == std::string_view::npos;
    if (is_mode) return mode.find_first_of(strict ? "wx+" : "wax+") != std::string_view::npos;
    at = close;
  }
  return std::ranges::any_of(kWritingMarks,
                             [&](std::string_view mark) { return rest.find(mark) != rest.npos; });
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

bool Reads(std::string_view name) {
  return HasWord(kReadingCalls, name) || RunsFile(name) || BeginsWithAny(name, kReadingBegins);
}

// Whether what makes a path is the value of a name that says so: OUT_DIR = Path("x").
bool IsValueOfMade(std::string_view text, const EnclosingCall& call, std::string_view assigned) {
  if (call.open < call.whole.size() || call.open > text.size()) return false;
  std::size_t end = call.open - call.whole.size();
  while (end > 0 && text[end - 1] == ' ') --end;
  return end > 0 && (text[end - 1] == '=' || text[end - 1] == ':') &&
         IsNameOfMade(LastName(assigned));
}

// `OpenOptions::new().write(true).open(`, `df.write.mode("overwrite").parquet(`, or `out.open(` of
// a stream that only writes: what stands before the dot of a call.
bool WritesInChain(std::string_view text, const EnclosingCall& call) {
  constexpr std::size_t kMostOfChain = 300, kMostToStream = 2000;
  if (call.open > text.size() || call.open < call.whole.size()) return false;
  const std::size_t begin = call.open - call.whole.size();
  if (call.whole.starts_with('.')) {
    const std::size_t low = begin > kMostOfChain ? begin - kMostOfChain : 0;
    std::string_view chain = text.substr(low, begin - low);
    chain.remove_prefix(chain.find_last_of(";=") + 1);
    for (const std::string_view mark :
         {".write(true)", ".append(true)", ".create(true)", ".write."}) {
      if (chain.find(mark) != std::string_view::npos) return true;
    }
    return false;
  }
  if (call.name != "open" || call.whole.size() < 6) return false;
  const std::size_t low = begin > kMostToStream ? begin - kMostToStream : 0;
  const std::string declared =
      "ofstream " + std::string(text.substr(begin, call.whole.size() - 5)) + ";";
  return text.substr(low, begin - low).find(declared) != std::string_view::npos;
}

bool Opens(const FileFormat& format, const EnclosingCall& call, std::string_view rest) {
  const std::string& name = call.name;
  const bool is_open = HasWord("open fopen openfile withfile with_open_file", name);
  const bool is_like_it = name.ends_with("open") || name.ends_with("file") ||
                          name.ends_with("dataset") || name.ends_with("store") ||
                          name.ends_with("stream");
  const bool is_stream = HasWord(kStreamsOfBoth, call.type);
  if (!is_open && !is_like_it && !is_stream && !format.Is("lisp")) return false;
  return HasWritingMode(rest, call.has_bracket, !is_open && !is_stream);
}

bool Writes(const FileFormat& format, std::string_view text, const EnclosingCall& call,
            std::string_view rest) {
  const std::string& name = call.name;
  for (const std::string_view part : kWritingParts) {  // write.csv, df.write.parquet
    if (call.whole.find(part) != std::string::npos) return true;
  }
  if (HasWord(kWritingCalls, name) || HasWord(kStreams, call.type)) return true;
  const auto ends = [&](std::string_view end) { return name.ends_with(end); };
  if (BeginsWithAny(name, kWritingBegins) || std::ranges::any_of(kWritingEnds, ends)) return true;
  const auto* row = std::ranges::find(kDevices, format.name, &Devices::kind);
  if (row != std::end(kDevices) && HasWord(row->calls, name)) return true;
  return Opens(format, call, rest) || WritesInChain(text, call);
}

// Whether one of several arguments is where a call puts the first one.
bool IsPlaceToPut(const EnclosingCall& call, std::string_view rest) {
  const bool downloads = call.whole.ends_with("download.file");
  if (downloads || HasWord(kUnpackingCalls, call.name)) return call.argument > 0;
  if (!HasWord(kCopyingCalls, call.name)) return false;
  if (call.argument > 0) return true;
  const bool alone = Trim(rest).starts_with(')') && call.whole.find('.') != std::string::npos;
  return alone && call.name != "copy";
}

// Whether what the call gives is a path made of the word, or the word itself in brackets.
bool MakesPath(const EnclosingCall& call) {
  return HasWord(kPathMakers, call.name) || call.whole.empty();
}

// The calls that a word is an argument of, the innermost first.
class CallsAround {
 public:
  CallsAround(const FileFormat& format, std::string_view text, Argument argument)
      : format_(format),
        text_(text),
        rest_(text.substr(std::min(text.size(), argument.end), kMostAheadOfCall)),
        at_(argument.begin) {}

  std::optional<EnclosingCall> Next() {
    constexpr int kMostCalls = 4;
    if (count_ == kMostCalls) return std::nullopt;
    auto call = count_++ == 0 ? CallOf(format_, text_, at_) : CallAround(format_, text_, at_);
    if (call) at_ = call->open;
    return call;
  }
  // What follows the argument.
  [[nodiscard]] std::string_view rest() const { return rest_; }
  // From now on that is what follows the call.
  void Leave() { rest_ = BehindBracket(rest_, 0); }

 private:
  const FileFormat& format_;
  const std::string_view text_;
  std::string_view rest_;
  std::size_t at_;
  int count_ = 0;
};

}  // namespace

bool IsWrittenByMethod(std::string_view behind) {
  const Method method = MethodAt(behind);
  if (HasWord(kWritingMethods, method.name)) return true;
  if (BeginsWithAny(method.name, kWritingMethodBegins)) return true;
  return method.name == "open" && HasWritingMode(method.behind, true, false);
}

bool IsReadByMethod(std::string_view behind) { return Reads(MethodAt(behind).name); }

bool IsNameOfMade(std::string_view name) {
  while (name.starts_with('-')) name.remove_prefix(1);
  std::size_t end = 0;
  while (end < name.size() && IsWordByte(name[end]) &&
         (end == 0 || !IsUpper(name[end]) || IsUpper(name[end - 1]))) {
    ++end;
  }
  const std::string first = Lower(name.substr(0, end));
  return std::ranges::find(kMadeNames, first) != std::end(kMadeNames);
}

bool IsNamedAsMade(const SourceWord& word) {
  return (word.previous == '=' || word.previous == ':') && IsNameOfMade(LastName(word.assigned));
}

Argument ArgumentOf(const SourceWord& word) {
  return {word.offset == 0 ? 0 : word.offset - 1, word.offset + word.text.size() + 1};
}

bool IsWrittenByCall(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (word.text.starts_with('>')) return true;                 // open(F, ">x") of Perl
  if (word.before == ">" || word.before == ">>") return true;  // open(my $f, '>', "x")
  return IsWrittenByCall(format, text, ArgumentOf(word), word.assigned);
}

bool IsWrittenByCall(const FileFormat& format, std::string_view text, Argument argument,
                     std::string_view assigned) {
  const bool may_be_in_block = HasWord(kPathsInBlocks, Lower(assigned));
  CallsAround calls(format, text, argument);
  while (const auto call = calls.Next()) {
    if (may_be_in_block && IsNameOfMade(call->block)) return true;
    if (call->whole.empty() && !call->has_bracket) return false;
    if (IsPlaceToPut(*call, calls.rest())) return true;
    if (HasWord(kCopyingCalls, call->name) || HasWord(kUnpackingCalls, call->name)) return false;
    if (Writes(format, text, *call, calls.rest())) return true;
    if (!MakesPath(*call)) return false;
    calls.Leave();
    if (IsWrittenByMethod(calls.rest()) || IsValueOfMade(text, *call, assigned)) return true;
  }
  return false;
}

bool IsReadByCall(const FileFormat& format, std::string_view text, const SourceWord& word) {
  return IsReadByCall(format, text, ArgumentOf(word));
}

bool IsReadByCall(const FileFormat& format, std::string_view text, Argument argument) {
  CallsAround calls(format, text, argument);
  while (const auto call = calls.Next()) {
    if (call->whole.empty() && !call->has_bracket) return false;
    const bool by_name =  // read.csv
        call->whole.find("read.") != std::string::npos || call->whole == "h5py.file";
    if (by_name || Reads(call->name)) return true;
    if (!MakesPath(*call)) return false;
    calls.Leave();
    if (IsReadByMethod(calls.rest())) return true;
  }
  return false;
}

}  // namespace prereq
