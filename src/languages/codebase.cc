#include "languages/codebase.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/called_after.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "languages/manifests.h"
#include "languages/search_words.h"

namespace prereq {
namespace {

std::string_view WithoutExtension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

ImportTarget OnlyOne(const std::set<ModuleId>& modules, ModuleId importer) {
  if (modules.empty()) return {};
  if (modules.size() > 1 || modules.contains(importer)) return {.is_known = true};
  return {.is_known = true, .module = *modules.begin()};
}

// The number in a module's path: as the pattern of its series says (`ch{number:02}`), else the one
// that its name begins with.
std::optional<Number> NumberOfModule(const std::vector<NamePattern>& series,
                                     const std::string& path) {
  for (const NamePattern& pattern : series) {
    if (const auto match = pattern.MatchPath(path)) return match->number;
  }
  return SplitNumberedName(BaseName(path)).number;
}

}  // namespace

Codebase::Codebase(const FileReader& tree, const Config& config, const std::vector<Module>& modules,
                   const std::vector<FileEntry>& files, const std::set<const Language*>& languages)
    : tree_(tree), modules_(modules), files_(files) {
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    const std::string& path = modules[i].path;
    if (path.empty()) continue;
    paths_.emplace(path, id);
    const std::string_view name = BaseName(path);
    const std::string_view shown = IsFile(path) ? WithoutExtension(name) : name;
    if (IsFile(path)) paths_.emplace(JoinPath(ParentPath(path), shown), id);
    // `06_autograd` and `ch04`, but neither `06` nor `v1`.
    const SplitName split = SplitNumberedName(shown);
    const bool named = split.number && std::ranges::any_of(split.rest, IsLetter);
    const bool counted =
        std::ranges::count_if(shown, IsLetter) > 1 && std::ranges::any_of(shown, IsDigit);
    if (named || counted) last_parts_[std::string(shown)].insert(id);
  }
  for (const FileEntry& file : files) {
    const auto owner = file.kind == FileKind::kRegular ? Owner(file.path) : std::nullopt;
    if (!owner) continue;
    const std::string& root = modules[static_cast<std::size_t>(owner->value)].path;
    if (!IsWithin(file.path, root)) continue;
    names_[std::string(WithoutExtension(BaseName(file.path)))].insert(*owner);
    for (std::string folder = ParentPath(file.path); folder.size() > root.size();
         folder = ParentPath(folder)) {
      names_[std::string(BaseName(folder))].insert(*owner);
    }
  }
  AddMirrors(config);
  ReadManifests(languages);
}

void Codebase::AddMirrors(const Config& config) {
  std::vector<NamePattern> series;
  for (const Series& one : config.series) {
    if (auto pattern = NamePattern::Parse(one.pattern)) series.push_back(*std::move(pattern));
  }
  std::map<Number, std::optional<ModuleId>> by_number;
  for (std::size_t i = 0; i < modules_.size(); ++i) {
    const auto number = NumberOfModule(series, modules_[i].path);
    if (!number) continue;
    const auto [at, is_new] = by_number.try_emplace(*number, ModuleId{static_cast<int>(i)});
    if (!is_new) at->second = std::nullopt;
  }
  for (const Mirror& mirror : config.mirrors) {
    const auto pattern = NamePattern::Parse(mirror.pattern);
    if (mirror.kind != Mirror::Kind::kSynchronised || !pattern) continue;
    const auto depth = PathDepth(pattern->text());
    for (const FileEntry& file : files_) {
      std::string path = file.path;
      while (PathDepth(path) > depth) path = ParentPath(path);
      const auto match = pattern->MatchPath(path);
      if (!match || paths_.contains(path)) continue;
      const auto found = by_number.find(match->number);
      if (found != by_number.end() && found->second) paths_.emplace(path, *found->second);
    }
  }
}

void Codebase::ReadManifests(const std::set<const Language*>& languages) {
  std::set<std::string_view> kinds;
  for (const Language* language : languages) kinds.insert(language->manifest);
  kinds.erase("");
  if (kinds.empty()) return;
  if (kinds.contains("package.json")) ReadAliases();
  std::set<std::pair<std::string_view, std::string>> shared;  // names in several modules, by kind
  for (const FileEntry& file : files_) {
    const auto kind = kinds.find(BaseName(file.path));
    if (kind == kinds.end() || file.kind != FileKind::kRegular) continue;
    const auto text = tree_.Read(file.path);
    if (!text) continue;
    if (*kind == "Cargo.toml") {
      auto crates = ReadCargoDependencies(file.path, *text);
      if (crates) crates_.emplace(ParentPath(file.path), *std::move(crates));
    }
    const std::string name = ManifestName(*kind, *text);
    if (name.empty()) continue;
    const auto [first, is_new] = manifests_[*kind].emplace(name, ParentPath(file.path));
    if (!is_new && Owner(first->second) != Owner(file.path)) shared.emplace(*kind, name);
  }
  // Where each module has a package of that name, an importer means its own.
  for (const auto& [kind, name] : shared) manifests_[kind].erase(name);
}

void Codebase::ReadAliases() {
  for (const FileEntry& file : files_) {
    const std::string_view name = BaseName(file.path);
    const bool is_config =
        name == "tsconfig.json" || name == "tsconfig.base.json" || name == "jsconfig.json";
    if (!is_config || file.kind != FileKind::kRegular) continue;
    const auto text = tree_.Read(file.path);
    if (!text) continue;
    auto aliases = ReadScriptAliases(file.path, *text);
    if (!aliases.empty()) aliases_.emplace(ParentPath(file.path), std::move(aliases));
  }
}

ImportTarget Codebase::FollowAlias(const std::string& path, std::string_view module,
                                   std::span<const std::string_view> endings) const {
  std::string folder = ParentPath(path);
  while (!aliases_.contains(folder)) {
    if (folder.empty()) return {};
    folder = ParentPath(folder);
  }
  for (const ScriptAlias& alias : aliases_.find(folder)->second) {
    const auto base = FollowPath(folder, alias.base_url);
    if (!base) continue;
    for (const std::string& target : ExpandAlias(alias, module)) {
      for (const std::string_view ending : endings) {
        const auto place = FollowPath(*base, target + std::string(ending));
        if (place && IsFile(*place)) return {.is_known = true, .module = Owner(*place)};
      }
    }
  }
  return {};
}

std::optional<ModuleId> Codebase::Owner(std::string_view path) const {
  if (const auto own = OwnerOfFolder(path)) return own;
  // The header `02_beta.h` beside the module `02_beta.c`.
  const std::string stem = JoinPath(ParentPath(path), WithoutExtension(BaseName(path)));
  const auto beside = paths_.find(stem);
  return beside == paths_.end() ? std::nullopt : std::optional(beside->second);
}

std::optional<ModuleId> Codebase::OwnerOfFolder(std::string_view path) const {
  while (!path.empty()) {
    if (const auto found = paths_.find(path); found != paths_.end()) return found->second;
    const std::size_t slash = path.rfind('/');
    path = slash == std::string_view::npos ? "" : path.substr(0, slash);
  }
  return std::nullopt;
}

std::optional<ModuleId> Codebase::GeneratedFrom(const std::string& path) const {
  constexpr std::string_view kWords = "file to edit:";
  constexpr std::size_t kHead = 1000;
  const auto text = tree_.Read(path);
  if (!text) return std::nullopt;
  const std::string head = Lower(std::string_view(*text).substr(0, kHead));
  const std::size_t at = head.find(kWords);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t start = at + kWords.size();
  std::string_view named = Trim(
      std::string_view(*text).substr(start, std::min(head.find('\n', start), head.size()) - start));
  if (named.ends_with('.')) named.remove_suffix(1);
  std::set<ModuleId> found;
  for (std::size_t i = 0; i < modules_.size(); ++i) {
    if (BaseName(modules_[i].path) == BaseName(named)) found.insert(ModuleId{static_cast<int>(i)});
  }
  return found.size() == 1 ? std::optional(*found.begin()) : std::nullopt;
}

bool Codebase::IsFile(std::string_view path) const {
  const auto found = std::ranges::lower_bound(files_, path, {}, &FileEntry::path);
  return found != files_.end() && found->path == path && found->kind == FileKind::kRegular;
}

bool Codebase::IsDirectory(std::string_view path) const {
  if (path.empty()) return true;
  const std::string below = std::string(path) + "/";
  const auto found = std::ranges::lower_bound(files_, below, {}, &FileEntry::path);
  return found != files_.end() && found->path.starts_with(below);
}

bool Codebase::HoldsFile(std::string_view folder, std::string_view ending) const {
  const std::string below = folder.empty() ? std::string() : std::string(folder) + "/";
  for (auto at = std::ranges::lower_bound(files_, below, {}, &FileEntry::path);
       at != files_.end() && at->path.starts_with(below); ++at) {
    const std::string_view rest = std::string_view(at->path).substr(below.size());
    if (rest.find('/') == std::string_view::npos && rest.ends_with(ending)) return true;
  }
  return false;
}

bool Codebase::ModuleHolds(ModuleId module, std::string_view name) const {
  const auto found = names_.find(name);
  return found != names_.end() && found->second.contains(module);
}

std::optional<ModuleId> Codebase::CalledAfterModule(std::string_view name,
                                                    std::string_view ending) const {
  const auto holders = names_.find(name);
  if (holders == names_.end()) return std::nullopt;
  std::set<ModuleId> found;
  for (const ModuleId id : holders->second) {
    const Module& module = modules_[static_cast<std::size_t>(id.value)];
    if (IsCalledAfter(name, module.slug) &&
        IsFile(JoinPath(module.path, std::string(name) + std::string(ending)))) {
      found.insert(id);
    }
  }
  return found.size() == 1 ? std::optional(*found.begin()) : std::nullopt;
}

ImportTarget Codebase::OnlyModuleWith(std::span<const std::string_view> folders,
                                      std::string_view name, ModuleId importer) const {
  std::set<ModuleId> found;
  for (std::size_t i = 0; i < modules_.size(); ++i) {
    if (modules_[i].path.empty()) continue;
    for (const std::string_view folder : folders) {
      std::string place = modules_[i].path;
      if (!folder.empty()) place = JoinPath(place, folder);
      place = JoinPath(place, name);
      if (IsFile(place) || IsDirectory(place)) found.insert(ModuleId{static_cast<int>(i)});
    }
  }
  return OnlyOne(found, importer);
}

ImportTarget Codebase::OnlyModuleCalled(std::span<const std::string_view> folders,
                                        std::string_view name, std::string_view ending,
                                        ModuleId importer) const {
  ImportTarget target = OnlyModuleWith(folders, std::string(name) + std::string(ending), importer);
  if (!target.module) return target;
  const Module& module = modules_[static_cast<std::size_t>(target.module->value)];
  if (!IsCalledAfter(name, module.slug)) target.module = std::nullopt;
  return target;
}

ImportTarget Codebase::FollowFrom(const std::string& from, std::string_view relative) const {
  const auto target = FollowPath(ParentPath(from), relative);
  if (!target) return {};
  return {.is_known = true, .module = Owner(*target)};
}

void Codebase::AddPackages(const Language& language, const std::string& path,
                           const ParsedImports& said) {
  const auto owner = Owner(path);
  if (!owner || said.packages.empty()) return;
  for (const std::string& package : said.packages) {
    auto& names = packages_[language.family][PartsOfName(language, package)][*owner];
    names.insert(said.defines.begin(), said.defines.end());
    names.insert(std::string(WithoutExtension(BaseName(path))));
  }
}

ImportTarget Codebase::Package(const Language& language, const NameParts& parts,
                               ModuleId importer) const {
  const auto family = packages_.find(language.family);
  if (family == packages_.end()) return {};
  // `App.Areas` is there for whoever declares `App.Areas.Pages`.
  const auto begins_so = [&](const NameParts& name) {
    return name.size() > parts.size() && std::equal(parts.begin(), parts.end(), name.begin());
  };
  for (auto at = family->second.upper_bound(parts);
       at != family->second.end() && begins_so(at->first); ++at) {
    if (at->second.contains(importer)) return {.is_known = true};
  }
  for (NameParts start = parts; !start.empty(); start.pop_back()) {
    const auto holders = family->second.find(start);
    if (holders == family->second.end()) continue;
    std::set<ModuleId> all, definers;
    for (const auto& [module, names] : holders->second) {
      all.insert(module);
      if (start.size() < parts.size() && names.contains(parts[start.size()])) {
        definers.insert(module);
      }
    }
    // The rest of the name must be there: `org` of the own code is not all of `org.apache`.
    if (start.size() < parts.size() && definers.empty()) return {};
    return OnlyOne(start.size() < parts.size() ? definers : all, importer);
  }
  return {};
}

const std::map<std::string, std::string>& Codebase::Manifests(std::string_view kind) const {
  static const std::map<std::string, std::string> kNone;
  const auto found = manifests_.find(kind);
  return found == manifests_.end() ? kNone : found->second;
}

std::optional<bool> Codebase::TakesCrate(const std::string& folder, const std::string& name) const {
  const auto own = crates_.find(folder);
  if (own == crates_.end() || !own->second.is_package) return std::nullopt;
  if (own->second.by_path.contains(name)) return true;
  if (!own->second.all.contains(name)) return false;
  for (std::string above = folder;; above = ParentPath(above)) {
    const auto found = crates_.find(above);
    if (found != crates_.end()) {
      const bool shared =
          own->second.of_workspace.contains(name) && found->second.shared.contains(name);
      if (shared || found->second.patched.contains(name)) return true;
    }
    if (above.empty()) return false;
  }
}

void Codebase::AddSearchFolder(const std::string& file, std::string_view folder, bool for_folder) {
  const std::string home = ParentPath(file);
  std::vector<std::string>& folders = search_folders_[for_folder ? home : file];
  const auto direct = FollowPath(home, folder);
  if (direct && !direct->empty() && IsDirectory(*direct)) return folders.push_back(*direct);
  while (folder.starts_with("../") || folder.starts_with("./") || folder.starts_with("/")) {
    folder.remove_prefix(folder.find('/') + 1);
  }
  for (std::string above = home;; above = ParentPath(above)) {
    const auto place = FollowPath(above, folder);
    if (!folder.empty() && place && !place->empty() && IsDirectory(*place)) {
      return folders.push_back(*place);
    }
    if (above.empty()) return;
  }
}

std::vector<std::string> Codebase::SearchFolders(const std::string& path) const {
  std::vector<std::string> folders;
  for (std::string at = path;; at = ParentPath(at)) {
    if (const auto found = search_folders_.find(at); found != search_folders_.end()) {
      folders.insert(folders.end(), found->second.begin(), found->second.end());
    }
    if (at.empty()) return folders;
  }
}

std::optional<ModuleId> Codebase::NumberedPart(const NameParts& parts) const {
  for (const std::string& part : parts) {
    const auto found = last_parts_.find(part);
    if (found != last_parts_.end() && found->second.size() == 1) return *found->second.begin();
  }
  return std::nullopt;
}

ImportTarget ResolvePackage(const Codebase& code, const Language& language,
                            const ImportQuestion& question) {
  return code.Package(language, question.parts, question.importer);
}

}  // namespace prereq
