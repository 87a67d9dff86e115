#include "discovery/lone_mirrors.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/folder_words.h"
#include "discovery/label_mentions.h"
#include "discovery/numbered_names.h"
#include "series/resolve.h"
#include "series/series.h"

namespace prereq {
namespace {

// All folders and files with a name, by the folder that they stand in.
std::map<std::string, std::set<std::string>> NamesByFolder(const std::vector<FileEntry>& files,
                                                           bool directories) {
  std::map<std::string, std::set<std::string>> names;
  for (const FileEntry& file : files) {
    if (!directories) {
      names[ParentPath(file.path)].insert(std::string(BaseName(file.path)));
      continue;
    }
    for (std::string path = ParentPath(file.path); !path.empty(); path = ParentPath(path)) {
      if (!names[ParentPath(path)].insert(std::string(BaseName(path))).second) break;
    }
  }
  return names;
}

// What folders of any kind hold says nothing of what they are: `README.md`, `index.html`.
bool MayStandAnywhere(std::string_view path) {
  const std::string stem = Lower(BaseName(path).substr(0, BaseName(path).find('.')));
  constexpr std::array<std::string_view, 8> kNames = {"",     "readme",  "index",    "_index",
                                                      "main", "license", "__init__", "makefile"};
  return std::ranges::find(kNames, stem) != kNames.end();
}

// Names of the files below a folder, from that folder, that tell something of it.
std::set<std::string> NamesBelow(const std::vector<FileEntry>& files, const std::string& folder) {
  std::set<std::string> names;
  for (const std::string& file : FilesBelow(files, folder)) {
    if (file.size() > folder.size() && !MayStandAnywhere(file)) {
      names.insert(file.substr(folder.size()));
    }
  }
  return names;
}

// In the folder of the series, or in one beside it.
bool IsParallel(const NumberedGroup& series, const NumberedGroup& group) {
  return group.has_slug && !series.folder.empty() && !group.folder.empty() &&
         (ParentPath(group.folder) == series.folder ||
          ParentPath(group.folder) == ParentPath(series.folder));
}

// The words of each entry's name, without the first and the last one where nearly all entries share
// it: `lists` of `Day_Lists` and of `lists_fr`.
std::vector<std::string> OwnWords(const NumberedGroup& group) {
  std::vector<std::string> names;
  for (const auto& [number, slug] : group.entries) names.push_back(FoldModuleName(slug));
  for (const bool first : {true, false}) {
    std::map<std::string, std::size_t> counts;
    const auto word_of = [&](const std::string& name) {
      const std::size_t blank = first ? name.find(' ') : name.rfind(' ');
      if (blank == std::string::npos) return std::string();
      return first ? name.substr(0, blank + 1) : name.substr(blank);
    };
    for (const std::string& name : names) ++counts[word_of(name)];
    for (std::string& name : names) {
      const std::string word = word_of(name);
      if (word.empty() || counts[word] * 5 < names.size() * 4) continue;
      name = first ? name.substr(word.size()) : name.substr(0, name.size() - word.size());
    }
  }
  return names;
}

// Whether most entries have a module's number and its name but for words that all share.
bool HaveSameWords(const NumberedGroup& series, const NumberedGroup& group) {
  if (!group.has_slug || !series.has_slug || group.folder == series.folder) return false;
  const std::vector<std::string> modules = OwnWords(series), names = OwnWords(group);
  std::set<std::pair<Number, std::string>> known;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    known.emplace(series.entries[i].first, modules[i]);
  }
  std::size_t same = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (known.contains({group.entries[i].first, names[i]})) ++same;
  }
  return same >= 3 && same * 4 >= names.size() * 3;
}

// Whether `text` names a file or folder, which has a word in its name: `ex-02.md`, `_02-ex.rmd`.
bool NamesFile(std::string_view text, std::string_view name) {
  const std::string_view stem = name.substr(0, name.rfind('.'));
  if (std::ranges::count_if(stem, IsLetter) < 2) return false;
  for (std::size_t at = text.find(stem); at != std::string_view::npos;
       at = text.find(stem, at + 1)) {
    const std::size_t end = at + stem.size();
    const auto goes_on = [&](std::size_t i) {
      return i < text.size() && (IsAlphanumeric(text[i]) || text[i] == '_' || text[i] == '-');
    };
    if ((at == 0 || !goes_on(at - 1)) && !goes_on(end)) return true;
  }
  return false;
}

// The text of all files at `path` or below, in lower case; not more than a few.
std::string LowerTextBelow(const FileReader& tree, const std::vector<FileEntry>& files,
                           const std::string& path) {
  constexpr std::size_t kMostFiles = 20, kLongest = std::size_t{256} << 10U;
  std::string all;
  std::size_t read = 0;
  for (const std::string& file : FilesBelow(files, path)) {
    const FileContent content = FormatOf(file).content;
    if (content == FileContent::kMedia || content == FileContent::kUnknown) continue;
    if (read++ == kMostFiles || all.size() > kLongest) break;
    const Result<std::string> text = tree.Read(file);
    if (text) all += Lower(std::string_view(*text).substr(0, kLongest)) + "\n";
  }
  return all;
}

}  // namespace

std::size_t CountGoingAlong(const FileReader& tree, const std::vector<FileEntry>& files,
                            const NumberedGroup& series, const NumberedGroup& group) {
  constexpr std::size_t kShortest = 3;  // bytes of a name that is not anybody's
  std::map<Number, std::size_t> modules;
  for (std::size_t i = 0; i < series.entries.size(); ++i) {
    modules.emplace(series.entries[i].first, i);
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < group.paths.size(); ++i) {
    const auto module = modules.find(group.entries[i].first);
    if (module == modules.end()) continue;
    const std::string slug = Lower(series.entries[module->second].second);
    const std::string text = LowerTextBelow(tree, files, group.paths[i]);
    const int number = module->first.value;
    const bool calls =
        slug.size() >= kShortest &&
        (NumberedBeside(text, number, slug) || NumberedBeside(text, number, FoldModuleName(slug)));
    if (calls || NamesFile(LowerTextBelow(tree, files, series.paths[module->second]),
                           Lower(BaseName(group.paths[i])))) {
      ++count;
    }
  }
  return count;
}

std::vector<LoneMirror> FindLoneMirrors(const std::vector<FileEntry>& files,
                                        const NumberedGroup& series,
                                        const std::vector<NumberedGroup>& groups) {
  std::vector<LoneMirror> found;
  const std::string own = series.pattern.substr(series.pattern.rfind('/') + 1);  // npos + 1 is 0
  const auto pattern = NamePattern::Parse(own);
  if (series.is_family() || !series.has_slug || series.folder.empty() || !pattern) return found;
  std::set<std::string> modules, grouped;
  for (const std::string& path : series.paths) modules.insert(std::string(BaseName(path)));
  for (const NumberedGroup& group : groups) {
    if (group.is_directory == series.is_directory) grouped.insert(group.folder);
  }
  const std::string above = ParentPath(series.folder);
  for (const auto& [folder, names] : NamesByFolder(files, series.is_directory)) {
    if (grouped.contains(folder) || folder.empty() || ParentPath(folder) != above) continue;
    const auto of_form = [&](const std::string& name) {
      return pattern->MatchPath(name).has_value();
    };
    const auto is_module = [&](const std::string& name) { return modules.contains(name); };
    const auto formed = std::ranges::count_if(names, of_form);
    const auto called = std::ranges::count_if(names, is_module);
    if (called == 0 || formed != called) continue;
    found.push_back({folder + "/" + own, static_cast<std::size_t>(called)});
  }
  return found;
}

std::vector<LoneMirror> FindFilesBeside(const std::vector<FileEntry>& files,
                                        const NumberedGroup& series,
                                        const std::vector<NumberedGroup>& groups) {
  std::vector<LoneMirror> found;
  const auto pattern = NamePattern::Parse(series.pattern);
  if (!pattern || series.is_family() || !series.has_slug) return found;
  std::set<std::string> known;
  for (const NumberedGroup& group : groups) known.insert(group.paths.begin(), group.paths.end());
  std::set<int> numbers;
  for (const auto& [number, slug] : series.entries) numbers.insert(number.value);
  std::map<std::string, std::pair<std::size_t, std::size_t>> counts;  // all, of modules
  for (const FileEntry& file : files) {
    if (file.kind != FileKind::kRegular || ParentPath(file.path) != series.folder) continue;
    const auto pieces = numbered::TakeApart(BaseName(file.path), false);
    if (!pieces || pieces->slug.empty() || pieces->prefix != pattern->Stem()) continue;
    if (known.contains(file.path) || series.pattern.ends_with("}" + pieces->extension)) continue;
    const std::string place = series.folder.empty() ? "" : series.folder + "/";
    const std::string width =
        pattern->width() > 1 ? fmt::format("{{number:0{}}}", pattern->width()) : "{number}";
    auto& [all, of_modules] =
        counts[place + pieces->prefix + width + pieces->separator + "*" + pieces->extension];
    ++all;
    if (numbers.contains(std::stoi(pieces->digits))) ++of_modules;
  }
  for (const auto& [path, count] : counts) {
    const auto [all, of_modules] = count;
    if (of_modules < numbered::kFewest || of_modules < all || !NamePattern::Parse(path)) continue;
    found.push_back({path, all});
  }
  return found;
}

bool HoldSameFiles(const std::vector<FileEntry>& files, const NumberedGroup& series,
                   const NumberedGroup& group) {
  if (!series.is_directory || !group.is_directory || series.is_family()) return false;
  std::map<Number, std::set<std::string>> own;
  for (std::size_t i = 0; i < series.paths.size(); ++i) {
    own[series.entries[i].first] = NamesBelow(files, series.paths[i]);
  }
  std::size_t alike = 0;
  for (std::size_t i = 0; i < group.paths.size(); ++i) {
    const auto module = own.find(group.entries[i].first);
    if (module == own.end()) continue;
    const std::set<std::string> names = NamesBelow(files, group.paths[i]);
    const auto shared = static_cast<std::size_t>(std::ranges::count_if(
        names, [&](const std::string& name) { return module->second.contains(name); }));
    if (shared > 0 && shared * 2 >= std::min(names.size(), module->second.size())) ++alike;
  }
  return alike * 4 >= group.paths.size() * 3;
}

std::optional<ParallelMirror> AsParallelMirror(const NumberedGroup& series,
                                               const NumberedGroup& group) {
  constexpr std::string_view kSlug = "{slug}";
  const bool same_words = HaveSameWords(series, group);
  const bool parallel = IsParallel(series, group) && HaveSameNumbers(series, group);
  if (!same_words && !parallel) return std::nullopt;
  ParallelMirror mirror;
  mirror.pattern = group.pattern;
  mirror.pattern.replace(mirror.pattern.find(kSlug), kSlug.size(), "*");
  mirror.is_sure = same_words || IsLanguageCode(BaseName(group.folder));
  mirror.fit = same_words ? "the modules' numbers and names, but for a word that all share"
                          : "the numbers of all modules, other names";
  mirror.doubt =
      same_words
          ? fmt::format(
                "`{}` has numbers and names of modules, but for a word that all of "
                "them share: taken to move along by number",
                group.pattern)
          : fmt::format(
                "`{}` has the numbers of all modules and names of its own: {}", group.folder,
                mirror.is_sure ? "taken for a translation, which moves along by number"
                               : "if they should move along, the mirror in the comment says so");
  return mirror;
}

}  // namespace prereq
