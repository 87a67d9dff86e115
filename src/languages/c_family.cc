#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "base/unused_code.h"
#include "languages/codebase.h"
#include "languages/search_words.h"

extern "C" {
const TSLanguage* tree_sitter_c();
const TSLanguage* tree_sitter_cpp();
}

namespace prereq {
namespace {

constexpr std::string_view kCQuery = R"scm(
(preproc_include path: [(string_literal) (system_lib_string)] @module.quoted) @import

(preproc_if) @in.condition
(preproc_ifdef) @in.condition
(preproc_elif) @in.condition
(preproc_else) @in.condition

(comment) @skip
(string_literal) @skip
(char_literal) @skip
)scm";

constexpr std::string_view kCppQuery = R"scm(
(preproc_include path: [(string_literal) (system_lib_string)] @module.quoted) @import

(preproc_if) @in.condition
(preproc_ifdef) @in.condition
(preproc_elif) @in.condition
(preproc_else) @in.condition

(comment) @skip
(string_literal) @skip
(char_literal) @skip
(raw_string_literal) @skip
)scm";

// A line of C++20 modules: `export import a.b;`, `module a:part;`, `import <c>;`.
struct ModuleLine {
  bool is_import = false;
  bool is_exported = false;
  std::size_t start = 0;  // of the name in the line
  std::size_t length = 0;
};

bool TakeWord(std::string_view line, std::size_t& at, std::string_view word) {
  const std::size_t end = at + word.size();
  if (line.substr(at, word.size()) != word || end >= line.size()) return false;
  const char next = line[end];
  if (std::string_view(" \t<\":;").find(next) == std::string_view::npos) return false;
  at = std::min(line.find_first_not_of(" \t", end), line.size());
  return true;
}

std::optional<ModuleLine> ReadModuleLine(std::string_view line) {
  ModuleLine read;
  std::size_t at = 0;
  read.is_exported = TakeWord(line, at, "export");
  read.is_import = TakeWord(line, at, "import");
  if (!read.is_import && !TakeWord(line, at, "module")) return std::nullopt;
  const std::size_t end = line.find(';', at);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view name = Trim(line.substr(at, end - at));
  name = Trim(name.substr(0, name.find("[[")));
  const bool is_header = name.starts_with('<') || name.starts_with('"');
  const auto is_part_of_name = [](char c) {
    return c == '.' || c == '_' || c == ':' || IsWordByte(c);
  };
  if (!is_header && !std::ranges::all_of(name, is_part_of_name)) return std::nullopt;
  read.start = at;
  read.length = name.size();
  return read;
}

void BlankOutUnused(std::string& text) {
  for (const auto& [begin, end] : FindUnusedCode(text)) {
    std::replace_if(
        text.begin() + static_cast<long>(begin), text.begin() + static_cast<long>(end),
        [](char c) { return c != '\n'; }, ' ');
  }
}

void BlankOutCpp(std::string& text) {
  BlankOutUnused(text);
  ForEachLine(text, [&text](std::size_t start, std::string_view line) {
    if (ReadModuleLine(line)) BlankLine(text, start);
  });
}

void ReadModules(const HandReading& source, ParsedImports& imports) {
  ForEachLine(source.text, [&](std::size_t start, std::string_view line) {
    const auto read = ReadModuleLine(line);
    if (!read || !IsCode(source, start)) return;
    std::string_view name = line.substr(read->start, read->length);
    if (!read->is_import) {
      // `module;` and `module : private;` open parts of a file without a name.
      name = Trim(name.substr(0, name.find(':')));
      if (!name.empty()) imports.packages.emplace_back(name);
      return;
    }
    if (name.empty() || name.starts_with(':')) return;  // a part of the own module
    ImportStatement import;
    const bool is_header = name.starts_with('<') || name.starts_with('"');
    import.system = name.starts_with('<');
    import.is_path = is_header;
    import.statement = {start, line.find(';') + 1};
    import.module_span = {start + read->start, name.size()};
    if (is_header && name.size() > 2) {
      import.module_span = {start + read->start + 1, name.size() - 2};
    }
    import.module = source.text.substr(import.module_span.offset, import.module_span.length);
    imports.statements.push_back(std::move(import));
  });
}

// Folders of headers of the system: `<sys/types.h>`.
constexpr std::string_view kSystemFolders[] = {
    "arpa", "asm",     "asm-generic", "bits",     "drm",       "experimental", "ext",
    "gnu",  "libkern", "linux",       "mach",     "mach-o",    "machine",      "misc",
    "mtd",  "net",     "netinet",     "netinet6", "netpacket", "protocols",    "rpc",
    "scsi", "sound",   "sys",         "tr1",      "video",     "xen"};

// Headers of the languages and of POSIX; any other name in angle brackets may be an own one.
bool IsSystemHeader(std::string_view name) {
  if (const std::size_t slash = name.find('/'); slash != std::string_view::npos) {
    return std::ranges::find(kSystemFolders, name.substr(0, slash)) != std::end(kSystemFolders);
  }
  constexpr std::array<std::string_view, 63> kNames = {
      "aio.h",      "alloca.h",    "arpa",      "assert.h", "complex.h",  "cpio.h",
      "ctype.h",    "dirent.h",    "dlfcn.h",   "elf.h",    "endian.h",   "err.h",
      "errno.h",    "fcntl.h",     "fenv.h",    "float.h",  "fnmatch.h",  "ftw.h",
      "getopt.h",   "glob.h",      "grp.h",     "iconv.h",  "inttypes.h", "iso646.h",
      "langinfo.h", "libgen.h",    "limits.h",  "locale.h", "malloc.h",   "math.h",
      "memory.h",   "monetary.h",  "mqueue.h",  "net",      "netdb.h",    "netinet",
      "nl_types.h", "poll.h",      "pthread.h", "pwd.h",    "regex.h",    "sched.h",
      "search.h",   "semaphore.h", "setjmp.h",  "signal.h", "spawn.h",    "stdalign.h",
      "stdarg.h",   "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h",   "stdio.h",
      "stdlib.h",   "string.h",    "strings.h", "syslog.h", "termios.h",  "tgmath.h",
      "time.h",     "unistd.h",    "wchar.h"};
  return name.find('.') == std::string_view::npos || std::ranges::binary_search(kNames, name);
}

ImportTarget Header(const Codebase& code, const ImportQuestion& question) {
  std::string header = question.import.module;
  if (header.empty()) return {};
  std::ranges::replace(header, '\\', '/');  // as Windows writes it
  const std::string home = ParentPath(question.path);
  if (!question.import.system) {
    const auto beside = FollowPath(home, header);
    if (beside && code.IsFile(*beside)) return {.is_known = true, .module = code.Owner(*beside)};
    if (header.starts_with("../")) return code.FollowFrom(question.path, header);
  }
  if (!IsTreePath(header)) return {};
  for (const std::string& folder : code.SearchFolders(question.path)) {
    const std::string place = JoinPath(folder, header);
    if (code.IsFile(place)) return {.is_known = true, .module = code.Owner(place)};
  }
  if (question.import.system && IsSystemHeader(header)) return {.is_known = true};
  const std::string_view name = BaseName(header);
  if (code.ModuleHolds(question.importer, name.substr(0, name.rfind('.')))) {
    return {.is_known = true};
  }
  // The folders that builds put on the path without saying so.
  constexpr std::array<std::string_view, 5> kFolders = {"", "include", "inc", "src", "lib"};
  for (std::string folder = home; !folder.empty();) {
    folder = ParentPath(folder);
    for (const std::string_view below : kFolders) {
      std::string place = below.empty() ? folder : JoinPath(folder, below);
      place = place.empty() ? header : JoinPath(place, header);
      if (code.IsFile(place)) return {.is_known = true, .module = code.Owner(place)};
    }
  }
  return code.OnlyModuleWith(kFolders, header, question.importer);
}

ImportTarget ResolveC(const Codebase& code, const Language& language,
                      const ImportQuestion& question) {
  const std::string_view text = question.import.text;
  const bool is_module = !question.import.is_path && text.find('#') == std::string_view::npos;
  if (!is_module) return Header(code, question);
  const std::string& name = question.import.module;
  return code.Package(language, {name.substr(0, name.find(':'))}, question.importer);
}

}  // namespace

extern const Language kC;
constinit const Language kC = {
    .name = "c",
    .grammars = {{{"c", "", tree_sitter_c}}},
    .query = kCQuery,
    .separator = "/",
    .resolve = ResolveC,
    .blank_out = BlankOutUnused,
};

extern const Language kCpp;
constinit const Language kCpp = {
    .name = "cpp",
    .grammars = {{{"cpp", "", tree_sitter_cpp}}},
    .query = kCppQuery,
    .separator = "/",
    .family = "cpp",
    .resolve = ResolveC,
    .blank_out = BlankOutCpp,
    .read_by_hand = ReadModules,
};

}  // namespace prereq
