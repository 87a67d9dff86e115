#include "paths/listed_folders.h"

#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "paths/composed_paths.h"
#include "paths/data_names.h"
#include "paths/data_uses.h"
#include "paths/enclosing_calls.h"
#include "paths/shell_paths.h"
#include "paths/shell_work.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

// `out` and ` *.csv` for the pattern `out/part_*.csv` that a call of that name is given.
std::string FolderOfPattern(const Script& script, std::string_view pattern, std::string_view call,
                            bool from_root) {
  if (!HasWord("glob iglob glob1 files listdir scandir dir_ls readdir", call)) return {};
  std::string_view folder = pattern;
  std::string ending;
  const std::size_t star = folder.find('*');
  if (star != folder.npos) {  // `out/*.csv`, `out/part_*.csv`
    if (!call.ends_with("glob") && call != "dir_ls") return {};
    const std::size_t slash = folder.rfind('/');
    if (slash == folder.npos || slash > star) return {};
    ending = " *." + std::string(EndingOfName(folder));
    if (EndingOfName(folder).empty()) return {};
    folder = folder.substr(0, slash);
  } else if (call.ends_with("glob")) {
    return {};
  }
  while (folder.ends_with('/')) folder.remove_suffix(1);
  if (folder.empty() || folder == "." || folder == ".." || !IsPlainPath(folder)) return {};
  const auto own = FollowPath(from_root ? std::string() : ParentPath(script.path), folder);
  return own && !own->empty() ? *own + ending : std::string();
}

// The pattern of files that a command of a shell reads there: `for f in out/*.csv`,
// `cat "$OUT"/*.csv`; else empty.
std::string PatternInShell(const Script& script, const SourceWord& part) {
  const SourceWord word = WholeShellWord(script.text, part);
  const std::size_t slash = word.text.rfind('/'), star = word.text.find('*');
  if (word.quoted || star == word.text.npos || slash == word.text.npos || slash > star) return {};
  if (UseOfData(script.format, script.text, word) != PathUse::kRead) return {};
  SourceWord folder = word;
  folder.text = word.text.substr(0, slash);
  std::string path(folder.text);
  if (path.find('$') != path.npos) {
    const auto composed = ComposeInShell(script.text, folder);
    if (!composed || composed->has_variable) return {};
    path = composed->path;
  }
  path += word.text.substr(slash);
  return path.starts_with('/') ? path : JoinPath(FolderOfShell(script.text, word.offset), path);
}

}  // namespace

std::string ListedFolder(const Script& script, const SourceWord& word) {
  constexpr std::string_view kGlob = ".glob";
  if (word.is_key) return {};
  if (script.format.Is("shell")) {
    const std::string pattern = PatternInShell(script, word);
    return FolderOfPattern(script, pattern, "glob", false);
  }
  if (!word.quoted) return {};
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
  return FolderOfPattern(script, pattern, call, from_root);
}

void AddListed(const std::string& folder, const Location& where, std::string_view kind,
               PackageNames& names) {
  const std::string plain = folder.substr(0, folder.find(" *"));
  PackageName name{"files of " + folder, where, kind, plain};
  name.one_maker = true;
  name.or_else.push_back("begun in " + plain);
  names.uses.push_back(std::move(name));
}

}  // namespace prereq
