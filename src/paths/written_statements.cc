#include "paths/written_statements.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/make_rules.h"
#include "paths/use_words.h"
#include "paths/written_calls.h"

namespace prereq {
namespace {

// What begins a statement that writes: one word, or several with single blanks.
struct Statements {
  std::string_view kind;
  std::string_view writing;  // all that they name, between commas
  std::string_view copying;  // what they name last
  std::string_view reading;
};
constexpr Statements kStatements[] = {
    {"stata",
     "save,saveold,export,outsheet,outfile,outreg,outreg2,esttab,estout,tabout,logout,asdoc,"
     "putexcel,putdocx,putpdf,log,cmdlog,postfile,xmlsave,xml_tab,texsave,texdoc,frmttable,"
     "regsave,mkdir,erase,rm,graph export,graph save,gr export,gr save,estimates save,est save,"
     "label save,frames save,collect export,collect save,mata: mata matsave",
     "copy,filefilter,translate",
     "use,merge,append,joinby,import,insheet,infile,cross,infix,estimates use,graph use"},
    {"sas", "ods,file,proc printto,proc cport,proc export", "", "infile,%include,%inc,proc import"},
    {"spss", "output,save,xsave,write,export", "", "get,include,insert,import"},
    {"sql",
     "\\o,\\out,\\g,\\w,.output,.once,.save,.backup,.dump,spool,export,tee,backup database,"
     "backup log",
     "", ""},
    {"gnuplot", "set output,set print,set table,save", "", "load,call"},
};
// Words right before what a statement of SQL writes to.
constexpr std::string_view kOutfilesOfSql = "outfile dumpfile directory";
// Before a command of Stata.
constexpr std::string_view kPrefixesOfStata =
    "capture cap quietly qui noisily noi capture: quietly: noisily:";
// What CMake's `file` does to what it names.
constexpr std::string_view kFileOfCMake =
    "write append touch touch_nocreate make_directory remove remove_recurse download";
constexpr std::string_view kPlacesOfCMake = "destination output byproducts";

bool EndsStatement(const FileFormat& format, std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ';') return true;
  if (format.Is("stata")) {  // `///` goes on in the next line
    if (c != '\n') return c == '{';
    const std::size_t begin = BeginOfLine(text, at);
    return !Trim(text.substr(begin, at - begin)).ends_with("///");
  }
  if (format.Is("spss")) return c == '\n' && at > 0 && Trim(text.substr(at - 1, 1)) == ".";
  return c == '\n' && !IsOneOf(format.name, {"sas", "sql"});
}

// Commands of clients stand in a line: `\o x` and `.output x`.
std::string_view WithoutLinesOfClients(std::string_view before) {
  const std::size_t line = before.rfind('\n');
  if (line == std::string_view::npos) return before;
  const std::string_view last = Trim(before.substr(line));
  return last.starts_with('\\') || last.starts_with('.') ? last : before;
}

bool Begins(const std::vector<std::string>& words, std::string_view rows) {
  return std::ranges::any_of(Split(rows, ','), [&](std::string_view row) {
    const std::vector<std::string_view> wanted = Split(row, ' ');
    return !row.empty() && wanted.size() <= words.size() &&
           std::equal(wanted.begin(), wanted.end(), words.begin());
  });
}

const Statements* RowOf(const FileFormat& format) {
  const auto* row = std::ranges::find(kStatements, format.name, &Statements::kind);
  return row == std::end(kStatements) ? nullptr : row;
}

// `COPY t TO 'x'`, `UNLOAD (…) TO 'x'`, `SELECT … INTO OUTFILE 'x'`.
bool IsWrittenBySql(const std::vector<std::string>& words) {
  if (words.empty()) return false;
  const std::string& last = words.back();
  if (last == "to") return IsOneOf(words.front(), {"copy", "\\copy", "unload"});
  if (words.size() > 1 && last == "disk") return words.front() == "backup";
  return HasWord(kOutfilesOfSql, last) && words.size() > 1 &&
         IsOneOf(words[words.size() - 2], {"into", "overwrite", "local"});
}

bool IsWrittenByCMake(const SourceWord& word, const std::vector<std::string>& words) {
  const std::string call = Lower(word.call);
  if (call == "configure_file") return word.previous != '(';
  if (words.empty() || call.empty()) return false;
  const auto says_output = [](std::string_view name) {
    return name.ends_with("output_directory") || name.ends_with("install_prefix");
  };
  if (call == "set" && words.size() == 2 && IsNameOfMade(words.back())) return true;
  if (HasWord(kPlacesOfCMake, words.back()) || says_output(words.back())) return true;
  return call == "file" && words.size() > 1 && HasWord(kFileOfCMake, words[1]);
}

// `file open h using "x", write`.
bool OpensForWriting(std::string_view text, const SourceWord& word) {
  const std::size_t end = std::min(word.offset + word.text.size() + 1, text.size());
  constexpr std::size_t kMostOptions = 200;
  std::string_view rest = text.substr(end, kMostOptions);
  rest = rest.substr(0, rest.find('\n'));
  return rest.find("write") != std::string_view::npos ||
         rest.find("append") != std::string_view::npos;
}

bool IsWrittenByStata(std::string_view text, const SourceWord& word,
                      const std::vector<std::string>& words) {
  if (IsOneOf(Lower(word.call), {"saving", "logfile"})) return true;
  return Begins(words, "file open") && OpensForWriting(text, word);
}

}  // namespace

std::vector<std::string> StatementBefore(const FileFormat& format, std::string_view text,
                                         const SourceWord& word) {
  const std::size_t end = std::min(word.offset, text.size());
  const std::size_t low = end > kMostBack ? end - kMostBack : 0;
  std::size_t begin = end;
  if (format.Is("cmake")) {  // to the bracket and the command before it
    begin = BeginOfLine(text, end);
    int depth = 0;
    for (std::size_t i = end; i > low; --i) {
      if (text[i - 1] == ')') ++depth;
      if (text[i - 1] == '(' && --depth < 0) {
        begin = BeginOfLine(text, i - 1);
        break;
      }
    }
  } else {
    while (begin > low && !EndsStatement(format, text, begin - 1)) --begin;
  }
  std::string_view before = text.substr(begin, end - begin);
  if (format.Is("sql")) before = WithoutLinesOfClients(before);
  constexpr std::string_view kBetween = " \t\r\n\"'`(),=";
  std::vector<std::string> words;
  for (std::size_t at = before.find_first_not_of(kBetween); at < before.size();
       at = before.find_first_not_of(kBetween, at)) {
    const std::size_t stop = std::min(before.find_first_of(kBetween, at), before.size());
    std::string one = Lower(before.substr(at, stop - at));
    at = stop;
    const bool is_prefix = format.Is("stata") && words.empty() && HasWord(kPrefixesOfStata, one);
    if (!is_prefix && one != "///") words.push_back(std::move(one));
  }
  return words;
}

bool IsWrittenByStatement(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (format.Is("make")) {
    return IsInMakeRule(text, word.offset) &&
           LineAround(text, word.offset).find(':') > word.offset - BeginOfLine(text, word.offset);
  }
  if (format.Is("awk") || format.Is("wolfram")) {
    if (word.previous == '>') return true;
  }
  const Statements* row = RowOf(format);
  if (row == nullptr && !format.Is("cmake")) return false;
  const std::vector<std::string> words = StatementBefore(format, text, word);
  if (format.Is("cmake")) return IsWrittenByCMake(word, words);
  if (Begins(words, row->writing)) return true;
  if (words.size() > 1 && Begins(words, row->copying)) return true;
  if (format.Is("sql")) return IsWrittenBySql(words);
  return format.Is("stata") && IsWrittenByStata(text, word, words);
}

bool IsReadByStatement(const FileFormat& format, std::string_view text, const SourceWord& word) {
  const Statements* row = RowOf(format);
  if (row == nullptr) return false;
  const std::vector<std::string> words = StatementBefore(format, text, word);
  if (words.empty() || IsWrittenByStatement(format, text, word)) return false;
  if (format.Is("sql")) {
    return IsOneOf(words.front(), {"copy", "\\copy"}) && words.back() == "from";
  }
  return Begins(words, row->reading) || (format.Is("stata") && words.back() == "using");
}

}  // namespace prereq
