#include "discovery/init_metadata.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/init_course_files.h"
#include "discovery/needs_keys.h"
#include "metadata/metadata.h"
#include "metadata/positions.h"
#include "series/resolve.h"

namespace prereq {
namespace {

using Words = std::span<const std::string_view>;

// Keys in the wild, the more telling first.
constexpr std::array<std::string_view, 3> kTitle = {"title", "name", "display_name"};
// Of numbers that no site sorts by; behind the first four are words that other things are called
// too.
constexpr std::array<std::string_view, 13> kNumber = {
    "number", "module_number", "chapter_number", "lesson_number", "num", "no",   "nr",
    "module", "lesson",        "chapter",        "week",          "day", "index"};
constexpr std::size_t kTelling = 4;
constexpr std::array<std::string_view, 6> kEnables = {"enables", "next_modules", "next_module",
                                                      "unlocks", "next",         "leads_to"};
constexpr std::array<std::string_view, 4> kProvides = {"exports_to", "package", "import_name",
                                                       "provides"};
// What notebooks and the tools around them keep about themselves: a kernel has a name, a module
// another.
constexpr std::array<std::string_view, 8> kOfTools = {"kernelspec", "language_info", "colab",
                                                      "jupytext",   "jupyter",       "widgets",
                                                      "papermill",  "vscode"};
constexpr int kDeepestKey = 3;

// The last part of a dotted path.
std::string_view LastKey(std::string_view path) { return path.substr(path.rfind('.') + 1); }

// Dotted paths of keys whose last part is one of `words`, with how many modules have them.
class KeyCounter {
 public:
  /// `number`: of the module `own` whose file it is.
  void Count(const DeclaredDocument& document, const NameTable& names, Number number,
             ModuleId own) {
    document_ = &document;
    names_ = &names;
    number_ = number;
    own_ = own;
    Walk(document.root(), "", 1);
  }

  [[nodiscard]] std::vector<std::string> Scalars(Words words) const {
    return Paths(words, [](std::string_view, const Kinds& kinds) { return kinds.scalars > 0; });
  }
  /// Keys of titles: what most modules call alike, names none of them.
  [[nodiscard]] std::vector<std::string> Titles(Words words) const {
    return Paths(words, [](std::string_view, const Kinds& kinds) {
      const std::size_t texts = kinds.texts.size();
      const bool is_few = kinds.scalars < 3 && !kinds.is_nested;
      return kinds.scalars > 0 && (is_few || texts * 2 > static_cast<std::size_t>(kinds.scalars));
    });
  }
  /// Keys of numbers. Those that other things are called too have to give every module its own;
  /// those that sites sort by most of them, or all the same multiple of it.
  [[nodiscard]] std::vector<std::string> Numbers() const {
    std::vector<std::string> paths = Paths(kNumber, [](std::string_view key, const Kinds& kinds) {
      const auto rank = static_cast<std::size_t>(std::ranges::find(kNumber, key) - kNumber.begin());
      if (rank < kTelling) return kinds.scalars > 0;
      return kinds.scalars > 2 && kinds.own_number == kinds.scalars;
    });
    for (std::string& path : Paths(kPositionKeys, [](std::string_view, const Kinds& kinds) {
           const bool in_steps = kinds.steps.size() == 1 && *kinds.steps.begin() > 0;
           return kinds.own_number * 2 > kinds.scalars || (kinds.scalars > 1 && in_steps);
         })) {
      paths.push_back(std::move(path));
    }
    return paths;
  }
  [[nodiscard]] std::vector<std::string> Entries(Words words) const {
    return Paths(words, [](std::string_view, const Kinds& kinds) {
      return kinds.entries > 0 && kinds.naming > 0;
    });
  }
  /// Keys of prerequisites, the more telling first.
  [[nodiscard]] std::vector<std::string> Needs() const {
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const auto& [path, kinds] : counts_) {
      const auto rank = RequiresRankOfPath(path);
      const bool said = kinds.naming > 0 || IsPlainPrerequisite(LastKey(path));
      if (rank && kinds.entries > 0 && said) ranked.emplace_back(*rank, path);
    }
    std::ranges::sort(ranked);
    std::vector<std::string> paths;
    for (auto& [rank, path] : ranked) paths.push_back(std::move(path));
    return paths;
  }

 private:
  struct Kinds {
    bool is_nested = false;  // inside another map: an author has a name, too
    int scalars = 0;
    int own_number = 0;                        // of these, with the module's own number
    int entries = 0;                           // scalars or lists: what names modules
    int naming = 0;                            // of these, with an entry that names one
    std::set<std::string, std::less<>> texts;  // of the scalars
    std::set<int> steps;                       // of the scalars: StepOf
  };

  template <class Fits>
  [[nodiscard]] std::vector<std::string> Paths(Words words, Fits fits) const {
    std::vector<std::string> paths;
    for (const std::string_view word : words) {
      for (const auto& [path, kinds] : counts_) {
        if (LastKey(path) == word && fits(word, kinds)) paths.push_back(path);
      }
    }
    return paths;
  }

  void Walk(const YamlNode& node, const std::string& prefix, int depth) {
    for (std::size_t i = 0; node.IsMap() && i < node.size(); ++i) {
      const std::string path = prefix + std::string(node.key(i).text());
      const YamlNode value = node.value(i);
      if (value.IsMap() && std::ranges::find(kOfTools, node.key(i).text()) != kOfTools.end())
        continue;
      Kinds& kinds = counts_[path];
      kinds.is_nested = depth > 1;
      if (value.IsScalar()) {
        ++kinds.scalars;
        const std::string_view text = value.text();
        kinds.texts.emplace(text);
        const std::size_t zeros = std::min(text.find_first_not_of('0'), text.size());
        const std::string own = ShowNumber(number_);
        if (text.substr(zeros) == own || text == own) ++kinds.own_number;
        kinds.steps.insert(StepOf(text, number_));
      }
      if (value.IsScalar() || value.IsList()) {
        ++kinds.entries;
        if (RequiresRankOfPath(path) || IsEnables(path)) {
          if (Names(value, IsPlainPrerequisite(LastKey(path)))) ++kinds.naming;
        }
      }
      if (value.IsMap() && depth < kDeepestKey) Walk(value, path + ".", depth + 1);
    }
  }

  [[nodiscard]] static bool IsEnables(std::string_view path) {
    return std::ranges::find(kEnables, LastKey(path)) != kEnables.end();
  }

  // Whether another module is named. `after: 1` of a tool is none: a bare number says so only
  // where the key does (`numbers`).
  [[nodiscard]] bool Names(const YamlNode& value, bool numbers) const {
    return std::ranges::any_of(ReadEntries(*document_, value), [&](const MetadataText& entry) {
      const std::string& text = entry.name.text;
      if (!numbers && text.find_first_not_of("0123456789") == std::string::npos) return false;
      const std::vector<ModuleId> found = names_->Find(text, entry.name.where.path);
      return found.size() == 1 && found.front() != own_;
    });
  }

  const DeclaredDocument* document_ = nullptr;
  const NameTable* names_ = nullptr;
  Number number_;
  ModuleId own_{};
  std::map<std::string, Kinds> counts_;
};

// What is known of the modules before there is a policy.
NameTable NamesOf(const NumberedGroup& series) {
  std::vector<Module> modules;
  for (std::size_t i = 0; i < series.entries.size(); ++i) {
    Module& module = modules.emplace_back();
    module.slug = series.entries[i].second;
    module.path = series.paths[i];
    if (module.slug.empty()) module.slug = BaseName(module.path);
  }
  Order order(modules.size());
  for (std::size_t i = 0; i < series.entries.size(); ++i) {
    order.Set(ModuleId{static_cast<int>(i)}, series.entries[i].first);
  }
  return {modules, order, {}};
}

}  // namespace

std::vector<FoundShape> FindShapes(const FileReader& tree, const std::vector<FileEntry>& files,
                                   const NumberedGroup& series) {
  const NameTable names = NamesOf(series);
  std::map<std::string, std::pair<std::size_t, KeyCounter>> by_name;
  for (std::size_t m = 0; m < series.paths.size(); ++m) {
    const std::string& module = series.paths[m];
    for (const std::string& path : FilesBelow(files, module)) {
      const std::string name = series.is_directory ? path.substr(module.size() + 1) : ".";
      if (std::ranges::count(name, '/') > 1 || !IsMetadataName(path)) continue;
      Result<std::string> text = tree.Read(path);
      if (!text) continue;
      const auto documents = OpenDeclared(path, std::move(*text));
      if (!documents) continue;
      bool any = false;
      for (const DeclaredDocument& document : *documents) {
        if (!document.root().IsMap()) continue;
        auto& [count, keys] = by_name[name];
        if (!any) ++count;
        any = true;
        keys.Count(document, names, series.entries[m].first, ModuleId{static_cast<int>(m)});
      }
    }
  }
  std::vector<FoundShape> shapes;
  for (const auto& [name, found] : by_name) {
    const auto& [count, keys] = found;
    if (count < 2 || count * 5 < series.paths.size()) continue;
    MetadataShape shape;
    shape.file = name;
    shape.title = keys.Titles(kTitle);
    shape.number = keys.Numbers();
    shape.needs = keys.Needs();
    shape.enables = keys.Entries(kEnables);
    shape.provides = keys.Scalars(kProvides);
    if (shape.title.empty() && shape.needs.empty() && shape.number.empty()) continue;
    shapes.push_back({std::move(shape), count});
  }
  std::ranges::stable_sort(shapes, std::greater<>(), &FoundShape::modules);
  std::ranges::move(FindCourseFiles(tree, files, series, names), std::back_inserter(shapes));
  return shapes;
}

// Languages that import from each other: one module may be written in one, another in the other.
std::string_view FamilyOf(std::string_view language) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFamilies = {
      {{"cpp", "c"}, {"typescript", "javascript"}, {"kotlin", "java"}, {"scala", "java"}}};
  const auto found =
      std::ranges::find(kFamilies, language, &std::pair<std::string_view, std::string_view>::first);
  return found == kFamilies.end() ? language : found->second;
}

FoundLanguages FindLanguages(const std::vector<FileEntry>& files, const NumberedGroup& series) {
  constexpr std::string_view kNotebook = ".ipynb";
  std::map<std::pair<std::string, std::string>, std::set<std::string>>
      modules;  // by language, glob
  std::map<std::string_view, std::set<std::string>> of_family;
  std::string glob = series.pattern;
  for (std::size_t brace = glob.find('{'); brace != std::string::npos; brace = glob.find('{')) {
    // In two steps: g++ 12 warns falsely of a one-character replacement.
    glob.erase(brace, glob.find('}') - brace);
    glob[brace] = '*';
  }
  std::size_t notebooks = 0, twins = 0;
  for (const std::string& module : series.paths) {
    for (const std::string& path : FilesBelow(files, module)) {
      if (path.ends_with(kNotebook)) {
        const std::string script = path.substr(0, path.size() - kNotebook.size()) + ".py";
        ++notebooks;
        if (std::ranges::binary_search(files, script, {}, &FileEntry::path)) ++twins;
      }
      const std::string_view language = FormatOf(path).language;
      if (language.empty()) continue;
      const std::string_view name = BaseName(path);
      const std::size_t dot = name.rfind('.');
      const std::string same =
          dot == std::string_view::npos ? std::string(name) : "*" + std::string(name.substr(dot));
      const std::string below = series.is_directory ? fmt::format("{}/**/{}", glob, same)
                                : glob.ends_with(".*")
                                    ? glob.substr(0, glob.size() - 2) + same.substr(1)
                                    : glob;
      modules[{std::string(language), below}].insert(module);
      of_family[FamilyOf(language)].insert(module);
    }
  }
  FoundLanguages found;
  if (twins * 2 > notebooks) found.twins = twins;
  for (const auto& [key, holders] : modules) {
    if (found.twins > 0 && key.second.ends_with(kNotebook)) continue;
    if (of_family[FamilyOf(key.first)].size() >= 2) found.globs.push_back(key);
  }
  return found;
}

std::vector<std::string> FindGenerated(const FileReader& tree,
                                       const std::vector<FileEntry>& files) {
  constexpr std::array<std::string_view, 5> kMarkers = {
      "AUTOGENERATED", "@generated", "Code generated by", "THIS FILE IS GENERATED",
      "automatically generated"};
  const auto may_be_written = [](std::string_view path) {
    const FileContent content = FormatOf(path).content;
    return content == FileContent::kCode || content == FileContent::kData ||
           content == FileContent::kProse;
  };
  constexpr std::size_t kHead = 400, kMostFiles = 5000, kLargest = 1U << 20U;
  std::map<std::string, std::vector<std::string>> by_name;
  std::size_t read = 0;
  for (const FileEntry& file : files) {
    if (file.kind != FileKind::kRegular || !may_be_written(file.path) || read >= kMostFiles) {
      continue;
    }
    const auto status = tree.Status(file.path);
    if (!status || !*status || (*status)->size > kLargest) continue;
    const Result<std::string> text = tree.Read(file.path);
    ++read;
    if (!text) continue;
    const std::string_view head = std::string_view(*text).substr(0, kHead);
    const bool marked = std::ranges::any_of(kMarkers, [&](std::string_view marker) {
      return head.find(marker) != std::string_view::npos;
    });
    if (marked) by_name[file.path.substr(file.path.rfind('/') + 1)].push_back(file.path);
  }
  std::set<std::string> globs;
  std::map<std::string, std::size_t> in_folder;
  for (const auto& [name, paths] : by_name) {
    for (const std::string& path : paths) {
      const std::size_t slash = path.rfind('/');
      if (slash != std::string::npos) ++in_folder[path.substr(0, slash)];
    }
  }
  for (const auto& [name, paths] : by_name) {
    for (const std::string& path : paths) {
      const std::size_t slash = path.rfind('/');
      const std::string folder = slash == std::string::npos ? std::string() : path.substr(0, slash);
      const std::string ending = name.substr(std::min(name.rfind('.'), name.size()));
      if (in_folder[folder] >= 3) {
        globs.insert(fmt::format("{}/*{}", folder, ending));
      } else {
        globs.insert(paths.size() > 1 ? "**/" + name : path);
      }
    }
  }
  std::erase_if(globs, [](const std::string& glob) {  // a name that is itself a pattern
    return glob.find_first_of("[]{}?\\") != std::string::npos;
  });
  return {globs.begin(), globs.end()};
}

}  // namespace prereq
