#include "languages/import_targets.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

std::string_view FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

std::string_view LastPart(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view WithoutExtension(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const bool in_name = dot != std::string_view::npos && dot > path.rfind('/') + 1;
  return in_name ? path.substr(0, dot) : path;
}

// The value of the longest key that `parts` starts with.
template <class Map>
std::optional<ModuleId> LongestStart(const Map& names, std::vector<std::string> parts) {
  for (; !parts.empty(); parts.pop_back()) {
    if (const auto found = names.find(parts); found != names.end()) return found->second;
  }
  return std::nullopt;
}

bool HasDigitAndLetter(std::string_view text) {
  const bool digit = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
  const bool letter = std::ranges::any_of(Lower(text), [](char c) { return c >= 'a' && c <= 'z'; });
  return digit && letter;
}

std::optional<ModuleId> OnlyOne(const std::map<std::string, std::set<ModuleId>>& names,
                                const std::string& name) {
  const auto found = names.find(name);
  if (found == names.end() || found->second.size() != 1) return std::nullopt;
  return *found->second.begin();
}

}  // namespace

ImportTargets::ImportTargets(std::string_view language, const std::vector<Module>& modules,
                             const std::vector<FileEntry>& files)
    : language_(language), separator_("/") {
  if (language == "python") separator_ = ".";
  if (language == "rust") separator_ = "::";
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    const std::string& path = modules[i].path;
    if (path.empty()) continue;
    paths_.emplace(path, id);
    const bool is_file = std::ranges::binary_search(files, path, {}, &FileEntry::path);
    const std::string_view shown = is_file ? WithoutExtension(path) : path;
    if (is_file) paths_.emplace(shown, id);
    if (HasDigitAndLetter(LastPart(shown))) last_parts_[std::string(LastPart(shown))].insert(id);
  }
  const bool headers = language == "c" || language == "cpp";
  for (const FileEntry& file : files) {
    const auto owner = Owner(file.path);
    if (!owner || file.kind != FileKind::kRegular) continue;
    const std::string_view name = LastPart(file.path);
    file_names_[std::string(headers ? name : WithoutExtension(name))].insert(*owner);
  }
}

ImportTargets::Parts ImportTargets::SplitName(std::string_view name) const {
  Parts parts;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find(separator_), name.size());
    if (end > 0) parts.emplace_back(name.substr(0, end));
    name.remove_prefix(std::min(end + separator_.size(), name.size()));
  }
  return parts;
}

void ImportTargets::Provide(std::string_view name, ModuleId module) {
  if (Parts parts = SplitName(name); !parts.empty()) provided_.emplace(std::move(parts), module);
}

void ImportTargets::ProvideInLibrary(std::string_view name,
                                     const std::vector<std::string>& libraries, ModuleId module) {
  const Parts parts = SplitName(name);
  for (const std::string& library : libraries)
    Provide(library + separator_ + std::string(name), module);
  if (libraries.empty() && parts.size() > 1) in_any_library_.emplace(parts, module);
}

std::optional<ModuleId> ImportTargets::Owner(std::string_view path) const {
  for (; !path.empty(); path = FolderOf(path)) {
    if (const auto found = paths_.find(path); found != paths_.end()) return found->second;
  }
  return std::nullopt;
}

std::optional<ModuleId> ImportTargets::Provided(const Parts& parts) const {
  if (const auto found = LongestStart(provided_, parts)) return found;
  if (parts.size() < 2) return std::nullopt;
  return LongestStart(in_any_library_, Parts(parts.begin() + 1, parts.end()));
}

std::optional<ModuleId> ImportTargets::ByPath(const ImportStatement& import, const Parts& parts,
                                              const std::string& path) const {
  const std::string_view folder = FolderOf(path);
  std::string as_path;
  for (const std::string& part : parts) as_path += "/" + part;
  if (import.level > 0) {
    std::string up;
    for (int i = 1; i < import.level; ++i) up += "../";
    const auto target = FollowPath(folder, up + as_path);
    return target ? Owner(*target) : std::nullopt;
  }
  const bool dotted = import.module.starts_with("./") || import.module.starts_with("../") ||
                      import.module == "." || import.module == "..";
  if (import.is_path || (dotted && separator_ == "/")) {
    const auto target = FollowPath(folder, import.module);
    return target ? Owner(*target) : std::nullopt;
  }
  if (language_ == "c" || language_ == "cpp") {
    const auto target = FollowPath(folder, import.module);
    // A header that stands beside the file wins over everything else of that name.
    if (const auto owner = target ? Owner(*target) : std::nullopt; owner && parts.size() > 1) {
      return owner;
    }
  }
  return as_path.empty() ? std::nullopt : Owner(std::string_view(as_path).substr(1));
}

std::optional<ModuleId> ImportTargets::ByFile(const Parts& parts, ModuleId importer) const {
  const bool headers = language_ == "c" || language_ == "cpp";
  if (!headers && language_ != "python") return std::nullopt;
  if (language_ == "python" && IsPythonLibraryModule(parts.front())) return std::nullopt;
  if (headers && parts.size() > 1) return std::nullopt;
  const auto found = file_names_.find(parts.front());
  if (found == file_names_.end() || found->second.contains(importer)) return std::nullopt;
  return OnlyOne(file_names_, parts.front());
}

std::vector<ModuleId> ImportTargets::Find(const ImportStatement& import,
                                          const std::string& path) const {
  const auto importer = Owner(path);
  if (!importer) return {};
  const Parts parts = SplitName(import.module);
  std::set<ModuleId> found;
  bool whole = import.names.empty();  // whether the imported module itself is still to be found
  for (const std::string& name : import.names) {
    Parts longer = parts;
    longer.push_back(name);
    const auto module = import.level > 0 ? ByPath(import, longer, path) : Provided(longer);
    if (module) found.insert(*module);
    whole = whole || !module;
  }
  if (whole) {
    auto module = import.level > 0 || import.is_path ? std::nullopt : Provided(parts);
    if (!module) module = ByPath(import, parts, path);
    if (import.level == 0 && !import.is_path) {
      for (std::size_t i = 0; i < parts.size() && !module; ++i)
        module = OnlyOne(last_parts_, parts[i]);
      if (!module && !parts.empty()) module = ByFile(parts, *importer);
    }
    if (module) found.insert(*module);
  }
  found.erase(*importer);
  return {found.begin(), found.end()};
}

}  // namespace prereq
