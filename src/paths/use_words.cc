#include "paths/use_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "paths/word_neighbours.h"

namespace prereq {
namespace {

// `@echo` of Make and batch, `-include` of Make, in any letters.
std::string Plain(std::string_view head) {
  while (head.size() > 1 && (head.front() == '@' || head.front() == '-')) head.remove_prefix(1);
  return Lower(head);
}

// Calls, in lowercase letters.
constexpr std::string_view kRunning =
    "source include sourcedirectory run run_path run_module open execfile exec system system2 "
    "popen "
    "call check_call check_output execsync spawnsync spawn render rmd load run_notebook "
    "execute_notebook runpy dofile require_relative shell sh bat input subfile subfileinclude "
    "import "
    "subimport lstinputlisting verbatiminput inputiffileexists import_playbook project "
    "consult ensure_loaded tar_source knit_child evaluationdependson subproject";

constexpr std::string_view kRunningLines =
    "source . bash sh zsh python python3 rscript node ruby julia perl lua psql sqlplus make "
    "papermill jupyter quarto php npm %run \\i \\ir \\include \\input include @ @@ start .read "
    "call "
    "go cargo sqlite3 mysql \\. exec run $(make) r do load source_env import mod \\component "
    "\\environment \\product";

struct Heads {
  std::string_view kind, heads;
};
// Of languages whose reader of imports knows other words than most.
constexpr Heads kImports[] = {
    {"ruby", "require require_relative load autoload"},
    {"lua", "require dofile loadfile"},
    {"php", "use namespace require require_once include include_once"},
};
// Where bare words are mostly something else.
constexpr Heads kHeads[] = {
    {"sql", "\\i \\ir \\include @ @@ start source .read \\. r \\copy .import .restore .open"},
    {"nim", "import include from"},
    {"vim", "source so runtime runtime! source!"},
    {"robot", "resource library variables"},
    {"pug", "include extends"},
    {"texinfo", "include @include"},
    {"plantuml", "include !include !includesub"},
    {"openscad", "use include"},
    {"linker script", "include input"},
    {"wolfram", ""},
    {"pascal", "i include"},
    {"matlab", "run source addpath"},
    {"css", "@import"},
    {"scss", "@import @use @forward"},
    {"ini",
     "include path deps -e -r lib_extra_dirs lib_deps src_dir include_dir lib_dir extra_configs "
     "extra_scripts build_flags"},
    {"lammps", "include read_data read_restart jump molecule python"},
    {"q", "\\l"},
    {"forth", "include require include-file require-file needs"},
    {"autohotkey", "include includeagain run runwait"},
    {"gams", "$include $batinclude $libinclude $gdxin"},
};

}  // namespace

std::string_view LastName(std::string_view call) {
  const std::size_t dot = call.find_last_of(".\\");
  return dot == std::string_view::npos ? call : call.substr(dot + 1);
}

bool JoinsPaths(std::string_view text, const SourceWord& word) {
  constexpr std::string_view kJoin = "</>";  // of Haskell
  return IsOneOf(word.call, {"file.path", "here", "here::here", "fs::path", "path", "Path.of",
                             "Paths.get", "path.Join", "filepath.Join", "Path.Join"}) ||
         IsOneOf(LastName(word.call),
                 {"join", "joinpath", "joinPath", "resolve", "Path", "PurePath", "fullfile", "here",
                  "Combine", "FileNameJoin", "buildPath", "catfile", "catdir"}) ||
         TokenBefore(text, word) == kJoin || TokenBehind(text, word) == kJoin;
}

bool RunsFile(std::string_view call) { return HasWord(kRunning, Lower(LastName(call))); }

bool RunsRest(std::string_view head) {
  return HasWord(kRunningLines, Lower(head)) || HasWord(kRunningLines, Plain(head));
}

bool IsReadAsImport(const FileFormat& format, std::string_view text, const SourceWord& word) {
  const auto row = std::ranges::find(kImports, format.name, &Heads::kind);
  if (row != std::end(kImports)) {
    const bool own = HasWord(row->heads, LastName(word.call));
    return own || (word.call.empty() && HasWord(row->heads, word.head));
  }
  if (format.Is("rust")) return word.assigned == "path" || IsOneOf(word.head, {"use", "mod"});
  // `export const p = "x"` only shows its own name to others.
  if (word.quoted && IsOneOf(word.head, {"export", "from"})) {
    return IsOneOf(TokenBefore(text, word), {"from", "import"});
  }
  return IsOneOf(word.head, {"import", "include", "from", "use", "mod"}) ||
         IsOneOf(LastName(word.call), {"require", "import", "import_module", "__import__"});
}

bool IsBareElsewhere(const FileFormat& format, const SourceWord& word) {
  const auto row = std::ranges::find(kHeads, format.name, &Heads::kind);
  if (row == std::end(kHeads)) return false;
  if (format.Is("wolfram")) return word.previous != '<';
  if (format.Is("sql") && word.head.starts_with('@')) return false;
  // The value of a key of PlatformIO goes on in deeper lines.
  if (format.Is("ini") && HasWord(row->heads, Lower(word.assigned))) return false;
  return !HasWord(row->heads, Lower(word.head)) && !HasWord(row->heads, Lower(LastName(word.call)));
}

}  // namespace prereq
