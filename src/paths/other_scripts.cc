#include "paths/other_scripts.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/code_text.h"
#include "paths/imported_paths.h"

namespace prereq {

OtherScripts::OtherScripts(const FileReader& tree, const std::vector<FileEntry>& files)
    : tree_(tree), files_(files) {
  for (const FileEntry& file : files) {
    if (!file.path.ends_with(".py")) continue;
    const auto [found, is_new] = only_.emplace(BaseName(file.path), file.path);
    if (!is_new) found->second.clear();
  }
}

bool OtherScripts::Exists(const std::string& path) const {
  const auto found = std::ranges::lower_bound(files_, path, {}, &FileEntry::path);
  return found != files_.end() && found->path == path && found->kind == FileKind::kRegular;
}

const HeldPaths* OtherScripts::Held(const FileFormat& format, const std::string& path) const {
  constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 16U;
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = held_.emplace(path, HeldPaths{});
  if (!is_new) return &found->second;
  const auto status = tree_.Status(path);
  if (!status || !*status || (*status)->size > kMostBytes) return &found->second;
  const auto text = tree_.Read(path);
  if (text) found->second.AddAssigned({format, path, BlankComments(format, *text), {}});
  return &found->second;
}

std::optional<std::string> OtherScripts::ModuleOfPython(std::string_view module,
                                                        std::string_view from) const {
  std::string folder = ParentPath(from);
  bool is_relative = false;
  for (; module.starts_with('.'); module.remove_prefix(1)) {
    if (std::exchange(is_relative, true)) folder = ParentPath(folder);
  }
  std::string inside(module);
  std::ranges::replace(inside, '.', '/');
  inside += ".py";
  for (;; folder = ParentPath(folder)) {
    const std::string path = JoinPath(folder, inside);
    if (Exists(path)) return path;
    if (is_relative) return std::nullopt;
    if (folder.empty()) break;
  }
  const auto only = only_.find(std::string(BaseName(inside)));
  const bool fits = only != only_.end() && ('/' + only->second).ends_with('/' + inside);
  return fits ? std::optional(only->second) : std::nullopt;
}

void OtherScripts::AddImports(const Script& script, HeldPaths& held) const {
  for (const PythonImport& one : ImportsOfPython(script.text)) {
    std::string module(one.module);
    std::optional<std::string> path;
    if (one.name.empty()) {
      path = ModuleOfPython(module, script.path);
    } else {  // `from src import config`
      const std::string inside = (module.ends_with('.') ? module : module + '.');
      path = ModuleOfPython(inside + std::string(one.name), script.path);
    }
    const bool is_module = path.has_value();
    if (!is_module) path = ModuleOfPython(module, script.path);
    const HeldPaths* others = path && *path != script.path ? Held(script.format, *path) : nullptr;
    if (others == nullptr) continue;
    for (const auto& [name, value] : others->paths()) {
      if (is_module) {
        held.Add(std::string(one.alias) + '.' + name, value);
      } else if (one.name == "*" || one.name == name) {
        held.Add(one.name == "*" ? name : std::string(one.alias), value);
      }
    }
  }
}

void OtherScripts::AddSourced(const Script& script, HeldPaths& held) const {
  constexpr std::string_view kSource = "source(";
  constexpr int kMostSourced = 20;
  int count = 0;
  for (std::size_t at = script.text.find(kSource); at != script.text.npos && count < kMostSourced;
       at = script.text.find(kSource, at + 1), ++count) {
    if (at > 0 && (IsWordByte(script.text[at - 1]) || script.text[at - 1] == '_')) continue;
    std::string_view code = script.text.substr(at + kSource.size(), 200);
    code = code.substr(0, EndOfArgument(code));
    ComposedPath composed;
    if (!AddExpression(script, code, at, composed) || composed.has_variable) continue;
    for (std::string folder = composed.from_root ? std::string() : ParentPath(script.path);;
         folder = ParentPath(folder)) {
      const auto path = FollowPath(folder, composed.path);
      if (path && *path != script.path && Exists(*path)) {
        const HeldPaths* others = Held(script.format, *path);
        for (const auto& [name, value] : others->paths()) held.Add(name, value);
        break;
      }
      if (folder.empty()) break;
    }
  }
}

void OtherScripts::AddTo(const Script& script, HeldPaths& held) const {
  if (script.format.Is("python")) AddImports(script, held);
  if (script.format.Is("r")) AddSourced(script, held);
}

}  // namespace prereq
