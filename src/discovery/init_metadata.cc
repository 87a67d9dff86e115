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
#include "base/text.h"
#include "metadata/metadata.h"

namespace prereq {
namespace {

using Words = std::span<const std::string_view>;

// Keys in the wild, the more telling first.
constexpr std::array<std::string_view, 3> kTitle = {"title", "name", "display_name"};
constexpr std::array<std::string_view, 5> kNumber = {"number", "module_number", "chapter_number",
                                                     "lesson_number", "order"};
constexpr std::array<std::string_view, 7> kRequires = {
    "prerequisites", "requires", "prereqs", "depends_on", "dependencies", "depends", "needs"};
constexpr std::array<std::string_view, 6> kEnables = {"enables", "next_modules", "next_module",
                                                      "unlocks", "next",         "leads_to"};
constexpr std::array<std::string_view, 4> kProvides = {"exports_to", "package", "import_name",
                                                       "provides"};
constexpr int kDeepestKey = 3;

bool IsMetadataFile(std::string_view name) {
  const FileFormat& format = FormatOf(name);
  return format.front_matter || format.Is("yaml") || format.Is("json");
}

// Dotted paths of keys whose last part is one of `words`, with how many modules have them.
class KeyCounter {
 public:
  void Count(const YamlNode& root) { Walk(root, "", 1); }

  [[nodiscard]] std::vector<std::string> Paths(Words words, bool lists) const {
    std::vector<std::string> paths;
    for (const std::string_view word : words) {
      for (const auto& [path, kinds] : counts_) {
        const std::string_view last = std::string_view(path).substr(path.rfind('.') + 1);
        if (last == word && (lists ? kinds.entries : kinds.scalars) > 0) paths.push_back(path);
      }
    }
    return paths;
  }

 private:
  struct Kinds {
    int scalars = 0;
    int entries = 0;  // scalars or lists: what names modules
  };

  void Walk(const YamlNode& node, const std::string& prefix, int depth) {
    for (std::size_t i = 0; node.IsMap() && i < node.size(); ++i) {
      const std::string path = prefix + std::string(node.key(i).text());
      const YamlNode value = node.value(i);
      if (value.IsScalar()) ++counts_[path].scalars;
      if (value.IsScalar() || value.IsList()) ++counts_[path].entries;
      if (value.IsMap() && depth < kDeepestKey) Walk(value, path + ".", depth + 1);
    }
  }

  std::map<std::string, Kinds> counts_;
};

std::optional<YamlDocument> ParseMetadata(const std::string& path, std::string text) {
  std::optional<Span> part;
  if (FormatOf(path).front_matter) {
    part = FrontMatter(text);
    if (!part) return std::nullopt;
  }
  auto document = ParseYaml(path, std::move(text), part);
  if (!document) return std::nullopt;
  return std::move(*document);
}

}  // namespace

std::vector<FoundShape> FindShapes(const FileReader& tree, const std::vector<FileEntry>& files,
                                   const NumberedGroup& series) {
  std::map<std::string, std::pair<std::size_t, KeyCounter>> by_name;
  for (const std::string& module : series.paths) {
    for (const std::string& path : FilesBelow(files, module)) {
      const std::string name = series.is_directory ? path.substr(module.size() + 1) : ".";
      if (std::ranges::count(name, '/') > 1 || !IsMetadataFile(path)) continue;
      Result<std::string> text = tree.Read(path);
      if (!text) continue;
      const auto document = ParseMetadata(path, std::move(*text));
      if (!document || !document->root().IsMap()) continue;
      auto& [count, keys] = by_name[name];
      ++count;
      keys.Count(document->root());
    }
  }
  std::vector<FoundShape> shapes;
  for (const auto& [name, found] : by_name) {
    const auto& [count, keys] = found;
    if (count < 2 || count * 5 < series.paths.size()) continue;
    MetadataShape shape;
    shape.file = name;
    shape.title = keys.Paths(kTitle, false);
    shape.number = keys.Paths(kNumber, false);
    shape.needs = keys.Paths(kRequires, true);
    shape.enables = keys.Paths(kEnables, true);
    shape.provides = keys.Paths(kProvides, false);
    if (shape.title.empty() && shape.needs.empty() && shape.number.empty()) continue;
    shapes.push_back({std::move(shape), count});
  }
  std::ranges::stable_sort(shapes, std::greater<>(), &FoundShape::modules);
  return shapes;
}

FoundLanguages FindLanguages(const std::vector<FileEntry>& files, const NumberedGroup& series) {
  constexpr std::string_view kNotebook = ".ipynb";
  std::map<std::pair<std::string, std::string>, std::set<std::string>>
      modules;  // by language, glob
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
      const std::string below =
          series.is_directory ? fmt::format("{}/**/*{}", glob, path.substr(path.rfind('.'))) : glob;
      modules[{std::string(language), below}].insert(module);
    }
  }
  FoundLanguages found;
  if (twins * 2 > notebooks) found.twins = twins;
  for (const auto& [key, holders] : modules) {
    if (found.twins > 0 && key.second.ends_with(kNotebook)) continue;
    if (holders.size() >= 2 && holders.size() * 3 >= series.paths.size()) {
      found.globs.push_back(key);
    }
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
