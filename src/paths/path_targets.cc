#include "paths/path_targets.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/machine_folders.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/literate.h"

namespace prereq {
namespace {

bool IsNameByte(char c) { return IsWordByte(c) || c == '_' || c == '-'; }

// The stretch of name bytes around the first digit of `name`.
std::string_view NumberedWord(std::string_view name) {
  const std::size_t digit = name.find_first_of("0123456789");
  if (digit == std::string_view::npos) return {};
  std::size_t begin = digit, end = digit;
  while (begin > 0 && IsNameByte(name[begin - 1])) --begin;
  while (end < name.size() && IsNameByte(name[end])) ++end;
  return name.substr(begin, end - begin);
}

// `net-#x` of `net-02x`, `#_net` of `02b_net`: a name whatever its number is; empty where nothing
// but a number stands there, or no letter follows it.
std::string WithoutNumber(std::string_view name) {
  const std::size_t digit = name.find_first_of("0123456789");
  if (digit == std::string_view::npos) return {};
  std::size_t end = digit;
  while (end < name.size() && IsDigit(name[end])) ++end;
  const bool lettered = end + 1 < name.size() && IsLetter(name[end]) &&
                        (name[end + 1] == '_' || name[end + 1] == '-');
  if (lettered) ++end;
  if (std::ranges::none_of(name.substr(end), IsLetter)) return {};
  std::string folded(name.substr(0, digit));
  folded += '#';
  folded += name.substr(end);
  return folded;
}

// What names are compared by: their first number, 0 without any. Of a date and time, `20240131…`,
// the first nine digits.
int Rank(std::string_view name) {
  constexpr std::size_t kMostDigits = 9;
  return ValueOfDigits(FirstDigits(name).substr(0, kMostDigits));
}

// Without what says how to follow the path, and without the parts that are variables; nothing is
// left of a path that begins in a folder of the machine.
std::string_view WithoutStart(std::string_view written, bool& unknown_start) {
  for (const std::string_view scheme :
       {"file://", "file:", "link:", "portal:", "workspace:", "path:", "res://", "symlink://"}) {
    if (written.starts_with(scheme)) written.remove_prefix(scheme.size());
  }
  for (;;) {
    const std::size_t slash = written.find('/');
    if (slash == std::string_view::npos) return written;
    const std::string_view part = written.substr(0, slash);
    // `$DIR/`, `${DIR}/`, `{dir}/`, `$(dirname "$0")/` (of which only `)/` may be left), `%~dp0/`
    const bool variable = part.find_first_of("${}()%<>&") != std::string_view::npos;
    if (!variable) return written;
    if (IsFolderOfMachine(part)) return {};
    written.remove_prefix(slash + 1);
    unknown_start = true;
  }
}

// What is left of a path behind a folder that is the repository's own root on the machines of a
// service: RStudio Cloud, Codespaces, Colab, Kaggle, GitHub's runners; empty for any other path.
std::string_view BehindOwnRoot(std::string_view written) {
  constexpr std::string_view kRoots[] = {"/cloud/project/",    "/workspace/",
                                         "/github/workspace/", "/content/",
                                         "/kaggle/working/",   "/home/rstudio/project/"};
  constexpr std::string_view kNamed = "/workspaces/";  // and the repository's name
  for (const std::string_view root : kRoots) {
    if (written.starts_with(root)) return written.substr(root.size());
  }
  if (!written.starts_with(kNamed)) return {};
  const std::size_t slash = written.find('/', kNamed.size());
  return slash == std::string_view::npos ? std::string_view() : written.substr(slash + 1);
}

}  // namespace

PathTargets::PathTargets(const std::vector<Module>& modules, const std::vector<FileEntry>& files,
                         const std::vector<std::string>& across,
                         const std::vector<MirrorEntry>& mirrors)
    : modules_(modules), files_(files) {
  for (std::size_t i = 0; i < across.size(); ++i) {
    paths_.emplace(across[i], ModuleId{static_cast<int>(modules.size() + i)});
    AddNamespace(across[i]);
    AddGate(BaseName(across[i]));
    AddGate(WithoutEndings(BaseName(across[i])));
  }
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    const std::string& path = modules[i].path;
    if (path.empty()) continue;
    paths_.emplace(path, id);
    AddNamespace(path);
    AddName(BaseName(path), id);
    if (const auto stem = WithoutEndings(BaseName(path)); stem != BaseName(path)) {
      AddName(stem, id);
      beside_.emplace(JoinPath(ParentPath(path), stem), id);
    }
  }
  for (const MirrorEntry& mirror : mirrors) {
    paths_.emplace(mirror.path, *mirror.module);
    AddGate(BaseName(mirror.path));
    AddGate(WithoutEndings(BaseName(mirror.path)));
  }
}

void PathTargets::AddNamespace(const std::string& path) {
  const std::string_view name = BaseName(path);
  const std::size_t begin = std::min(name.find_first_not_of("0123456789-_. "), name.size());
  namespaces_[std::string(name.substr(begin))].push_back(path);
}

void PathTargets::AddName(std::string_view name, ModuleId module) {
  names_[std::string(name)].insert(module);
  AddGate(name);
  if (std::string folded = WithoutNumber(name); !folded.empty()) {
    renumbered_[std::move(folded)].insert(module);
    highest_ = std::max(highest_, Rank(name));
    if (std::string word = WithoutNumber(NumberedWord(name)); !word.empty()) gate_.insert(word);
  }
}

void PathTargets::AddGate(std::string_view name) {
  const std::string_view word = NumberedWord(name);
  if (!word.empty()) gate_.emplace(word);
}

std::optional<ModuleId> PathTargets::Owner(std::string_view path) const {
  while (!path.empty()) {
    if (const auto found = paths_.find(path); found != paths_.end()) return found->second;
    const std::size_t slash = path.rfind('/');
    path = path.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
  return std::nullopt;
}

std::optional<ModuleId> PathTargets::ByName(std::string_view name) const {
  const auto found = names_.find(name);
  if (found == names_.end() || found->second.size() != 1) return std::nullopt;
  return *found->second.begin();
}

std::optional<ModuleId> PathTargets::ByOldName(std::string_view name) const {
  if (Rank(name) > highest_) return std::nullopt;  // no module can have had it
  const auto found = renumbered_.find(WithoutNumber(name));
  if (found == renumbered_.end() || found->second.size() != 1) return std::nullopt;
  return *found->second.begin();
}

std::string_view PathTargets::PathOf(ModuleId module) const {
  const auto at = static_cast<std::size_t>(module.value);
  return at < modules_.size() ? std::string_view(modules_[at].path) : std::string_view();
}

std::optional<ModuleId> PathTargets::ByAccessor(std::string_view word) const {
  const auto is_called = [&](std::string_view name) {
    std::string accessor;
    bool raised = false;
    for (const char c : name) {
      const bool joint = c == '-' || c == '_' || c == '.';
      if (!joint) accessor += raised ? UpperChar(c) : c;
      raised = joint;
    }
    return accessor == word;
  };
  const auto found = std::ranges::find_if(
      names_, [&](const auto& one) { return one.second.size() == 1 && is_called(one.first); });
  if (found == names_.end()) return std::nullopt;
  return *found->second.begin();
}

std::optional<PathTargets::Target> PathTargets::InNamespace(std::string_view written) const {
  const std::size_t slash = written.find('/');
  if (!written.starts_with('@') || slash == std::string_view::npos) return std::nullopt;
  const auto called = namespaces_.find(written.substr(1, slash - 1));
  if (called == namespaces_.end()) return std::nullopt;
  std::optional<Target> found;
  for (const std::string& module : called->second) {
    const auto path = FollowPath(module, written.substr(slash + 1));
    const auto target = path ? Existing(*path, false) : std::nullopt;
    if (!target || !target->module || target->module != Owner(module)) continue;
    if (found) return std::nullopt;
    found = target;
  }
  return found;
}

bool PathTargets::MayName(std::string_view text) const {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!IsDigit(text[at])) continue;
    std::size_t begin = at, end = at;
    while (begin > 0 && IsNameByte(text[begin - 1])) --begin;
    while (end < text.size() && IsNameByte(text[end])) ++end;
    // `%~dp002_beta.bat` of batch: its own folder, then the name.
    const bool own = begin > 0 && text[begin - 1] == '~' && text.substr(begin).starts_with("dp0");
    if (own && end > begin + 3) begin += 3;
    const std::string_view word = text.substr(begin, end - begin);
    if (gate_.contains(word)) return true;
    if (const std::string folded = WithoutNumber(word); gate_.contains(folded)) return true;
    at = end;
  }
  return false;
}

std::optional<ModuleId> PathTargets::OwnerOrBeside(std::string_view path) const {
  if (const auto owner = Owner(path)) return owner;
  const auto beside = beside_.find(JoinPath(ParentPath(path), WithoutEndings(BaseName(path))));
  return beside == beside_.end() ? std::nullopt : std::optional(beside->second);
}

std::optional<PathTargets::Target> PathTargets::Existing(const std::string& path, bool stem) const {
  const auto first = [&](const std::string& start) {
    return std::ranges::lower_bound(files_, start, {}, &FileEntry::path);
  };
  const auto file = first(path);
  if (file != files_.end() && file->path == path) return Target{OwnerOrBeside(path), path};
  const auto inside = first(path + "/");
  if (inside != files_.end() && inside->path.starts_with(path + "/")) {
    return Target{OwnerOrBeside(path), path};
  }
  const std::string dotted = path + ".";
  std::optional<Target> page;  // what is run is rather the script beside it
  for (auto at = first(dotted); stem && at != files_.end() && at->path.starts_with(dotted); ++at) {
    if (WithoutEndings(at->path) != path) continue;
    Target found{OwnerOrBeside(at->path), at->path};
    if (FormatOf(at->path).content != FileContent::kProse) return found;
    if (!page) page = std::move(found);
  }
  return page;
}

// By the module's own name, where the parts before it are `..`, unknown, or the module's folders.
std::optional<PathTargets::Target> PathTargets::ByTail(std::string_view written,
                                                       bool unknown_start) const {
  const std::vector<std::string_view> parts = Split(written, '/');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto module = ByName(parts[i]);
    if (!module && !unknown_start) module = ByOldName(parts[i]);
    if (!module) continue;
    const Module& found = modules_[static_cast<std::size_t>(module->value)];
    if (std::ranges::none_of(BaseName(found.path), IsLetter)) {
      continue;  // `05` alone is a name that anything may have
    }
    std::string folder = ParentPath(found.path);
    std::size_t before = i;
    while (before > 0 && !folder.empty() && parts[before - 1] == BaseName(folder)) {
      --before;
      folder = ParentPath(folder);
    }
    const bool fits =
        std::all_of(parts.begin(), parts.begin() + static_cast<long>(before),
                    [](std::string_view part) { return part == ".." || part == "."; });
    const bool whole = before == 0 && unknown_start;
    // A bare name would count anywhere: something has to say that it is a path.
    if (!fits || (before == 0 && !whole && !folder.empty())) continue;
    return Target{module, {}};
  }
  return std::nullopt;
}

bool PathTargets::HasFolder(const std::string& path) const {
  const std::string inside = path + '/';
  const auto first = std::ranges::lower_bound(files_, inside, {}, &FileEntry::path);
  return first != files_.end() && first->path.starts_with(inside);
}

void PathTargets::AddDartPackage(std::string_view name, const std::string& folder) {
  dart_packages_.emplace(name, folder);
}

std::optional<PathTargets::Target> PathTargets::Find(std::string_view written,
                                                     const std::string& from, Trust trust) const {
  constexpr std::string_view kPackage = "package:";
  if (written.starts_with(kPackage)) {
    written.remove_prefix(kPackage.size());
    const std::size_t slash = std::min(written.find('/'), written.size());
    const auto package = dart_packages_.find(written.substr(0, slash));
    if (package == dart_packages_.end()) return std::nullopt;
    return Existing(package->second + std::string(written.substr(slash)), false);
  }
  if (const std::string_view rest = BehindOwnRoot(written); !rest.empty()) {
    const auto path = FollowPath("", rest);
    return path && !path->empty() ? Existing(*path, trust == Trust::kCommand) : std::nullopt;
  }
  bool unknown_start = trust == Trust::kJoined;
  written = WithoutStart(written, unknown_start);
  if (written.starts_with("//")) return std::nullopt;
  if (unknown_start) {
    while (written.starts_with('/')) written.remove_prefix(1);
  }
  if (written.empty() || written.front() == '/' || written.front() == '~' ||
      written.find("://") != std::string_view::npos ||
      written.find('\n') != std::string_view::npos) {
    return std::nullopt;
  }
  while (written.size() > 1 && written.ends_with('/')) written.remove_suffix(1);
  const bool has_folder = written.find('/') != std::string_view::npos;
  const bool has_ending = WithoutEndings(written) != written;
  if (trust == Trust::kLiteral && !has_folder && !has_ending) return std::nullopt;
  // `../../02-beta/x` from a folder at the root: in another tree.
  if (!unknown_start && !FollowPath(ParentPath(from), written)) return std::nullopt;
  const bool may_leave_ending = trust != Trust::kLiteral || has_folder;
  for (std::string folder = ParentPath(from);; folder = ParentPath(folder)) {
    if (const auto path = FollowPath(folder, written); path && !path->empty()) {
      if (auto found = Existing(*path, may_leave_ending)) return found;
    }
    if (folder.empty()) break;
  }
  if (!has_folder && !unknown_start) return std::nullopt;
  // What is built there only, as a state of Terraform: the way says which module is meant.
  if (written.starts_with("../") && !unknown_start) {
    const auto path = FollowPath(ParentPath(from), written);
    if (const auto module = path ? Owner(*path) : std::nullopt) return Target{module, {}};
  }
  return ByTail(written, unknown_start);
}

}  // namespace prereq
