#include "discovery/init_metadata.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/init_course_files.h"
#include "discovery/key_counter.h"
#include "documents/page_head.h"
#include "metadata/metadata.h"
#include "metadata/packages.h"
#include "series/resolve.h"

namespace prereq {
namespace {

// Whether a line `---` of YAML parts one document from the next.
bool HoldsDocuments(const FileFormat& format, std::string_view text) {
  bool any = false;
  for (const std::string_view line : Split(text, '\n')) {
    if (line.starts_with("---") && any) return format.Is("yaml");
    const std::string_view plain = Trim(line);
    any |= !plain.empty() && !plain.starts_with('#') && !line.starts_with("---");
  }
  return false;
}

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

class MetadataFinder {
 public:
  MetadataFinder(const FileReader& tree, const std::vector<FileEntry>& files,
                 const NumberedGroup& series)
      : tree_(tree), files_(files), series_(series), names_(NamesOf(series)) {}

  FoundMetadata Run() {
    for (std::size_t m = 0; m < series_.paths.size(); ++m) ReadModule(m);
    FoundMetadata found;
    for (const auto& [name, kind] : by_name_) {
      const std::size_t count = kind.read + kind.unread.size();
      const bool is_usual = count >= 2 && count * 5 >= series_.paths.size();
      if (!is_usual && !kind.keys.NamesPrerequisites()) continue;
      // Where files of that name hold several documents each, as manifests of Kubernetes do, the
      // name means no metadata, and a policy that says otherwise could not be read with them.
      if (kind.several > 0 && !kind.keys.NamesPrerequisites()) continue;
      std::ranges::copy(kind.unread, std::back_inserter(found.unread));
      MetadataShape shape = ShapeOf(name, kind.keys);
      if (shape.title.empty() && shape.needs.empty() && shape.number.empty()) continue;
      found.shapes.push_back({std::move(shape), count});
    }
    std::ranges::stable_sort(found.shapes, std::greater<>(), &FoundShape::modules);
    std::ranges::move(FindCourseFiles(tree_, files_, series_, names_),
                      std::back_inserter(found.shapes));
    return found;
  }

 private:
  // Files of one name in the modules.
  struct Kind {
    std::size_t read = 0;
    Errors unread;            // one a file
    std::size_t several = 0;  // files of several documents
    KeyCounter keys;
  };

  void ReadModule(std::size_t m) {
    const std::string& module = series_.paths[m];
    CountedModule counted{
        ModuleId{static_cast<int>(m)}, series_.entries[m].first, series_.entries[m].second, {}};
    const std::string page = series_.is_directory ? module + "/README.md" : module;
    const Result<std::string> shown = tree_.Read(page);
    if (shown) counted.heading = ReadPageHead(page, *shown).heading;
    for (const std::string& path : FilesBelow(files_, module)) {
      const std::string name = series_.is_directory
                                   ? NameBelow(module, path.substr(module.size() + 1))
                                   : std::string(".");
      const bool is_metadata = IsMetadataName(path) && !IsFileOfTool(path);
      if (std::ranges::count(name, '/') > 1 || !is_metadata) continue;
      Result<std::string> text = tree_.Read(path);
      if (!text) continue;
      const bool several = HoldsDocuments(FormatOf(path), *text);
      const auto documents = OpenDeclared(path, std::move(*text));
      if (!documents) {
        by_name_[name].unread.push_back(documents.error().front());
        if (several) ++by_name_[name].several;
        continue;
      }
      bool any = false;
      for (const DeclaredDocument& document : *documents) {
        if (!document.root().IsMap()) continue;
        Kind& kind = by_name_[name];
        if (!any) ++kind.read;
        any = true;
        kind.keys.Count(document, names_, counted);
      }
    }
  }

  // What the file is called in every module: `{module}.md` for one that is called as its folder.
  static std::string NameBelow(std::string_view module, std::string_view file) {
    const std::string_view folder = BaseName(module);
    const bool named = file.starts_with(folder) && file.substr(folder.size()).starts_with('.');
    return named ? "{module}" + std::string(file.substr(folder.size())) : std::string(file);
  }

  static MetadataShape ShapeOf(const std::string& name, const KeyCounter& keys) {
    MetadataShape shape;
    shape.file = name;
    shape.title = keys.Titles();
    // What package managers call a package is no title: `@course/02-loops`.
    if (IsPackageManifest(name)) {
      std::erase_if(shape.title,
                    [](std::string_view key) { return key == "name" || key.ends_with(".name"); });
    }
    shape.number = keys.Numbers();
    shape.needs = keys.Needs();
    shape.enables = keys.Enables();
    shape.provides = keys.Provides();
    return shape;
  }

  const FileReader& tree_;
  const std::vector<FileEntry>& files_;
  const NumberedGroup& series_;
  const NameTable names_;
  std::map<std::string, Kind> by_name_;
};

}  // namespace

FoundMetadata FindMetadata(const FileReader& tree, const std::vector<FileEntry>& files,
                           const NumberedGroup& series) {
  return MetadataFinder(tree, files, series).Run();
}

std::vector<std::string> TellUnread(const Errors& unread) {
  constexpr std::size_t kMostTold = 3;
  std::vector<std::string> told;
  for (const Error& error : unread) {
    if (told.size() == kMostTold) break;
    told.push_back(
        fmt::format("{}: {}; what the file says is not counted", Show(error.where), error.message));
  }
  if (unread.size() > kMostTold) {
    const std::size_t more = unread.size() - kMostTold;
    told.push_back(fmt::format("{} more file{} cannot be read either", more, more == 1 ? "" : "s"));
  }
  return told;
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
    while (glob.substr(brace + 1).starts_with('*')) glob.erase(brace, 1);
    if (brace > 0 && glob[brace - 1] == '*') glob.erase(brace, 1);
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
    const bool is_prose = FormatOf(file.path).content == FileContent::kProse;
    const bool marked = std::ranges::any_of(kMarkers, [&](std::string_view marker) {
      const std::size_t at = head.find(marker);
      if (at == std::string_view::npos) return false;
      const std::size_t line = head.rfind('\n', at) + 1;  // npos + 1 is 0
      // In a quotation a page speaks of others.
      return !is_prose || head.substr(line, at - line).find_first_of("`\"") == head.npos;
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
