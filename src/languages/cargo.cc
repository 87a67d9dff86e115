#include "languages/cargo.h"

#include <algorithm>
#include <string_view>

#include "documents/toml.h"

namespace prereq {
namespace {

// Calls `visit(name, value)` for each entry of the table `key` of `table`.
template <class Visit>
void ForEachEntry(const YamlNode& table, std::string_view key, const Visit& visit) {
  const auto entries = table.Find(key);
  if (!entries || !entries->IsMap()) return;
  for (std::size_t i = 0; i < entries->size(); ++i) {
    std::string name(entries->key(i).text());
    std::ranges::replace(name, '-', '_');
    visit(name, entries->value(i));
  }
}

void AddDependencies(const YamlNode& table, CargoDependencies& found) {
  for (const std::string_view kind : {"dependencies", "dev-dependencies", "build-dependencies"}) {
    ForEachEntry(table, kind, [&](const std::string& name, const YamlNode& value) {
      found.all.insert(name);
      if (value.Find("path")) found.by_path.insert(name);
      if (value.Find("workspace")) found.of_workspace.insert(name);
    });
  }
}

}  // namespace

std::optional<CargoDependencies> ReadCargoDependencies(const std::string& path, std::string text) {
  const auto document = ParseToml(path, std::move(text));
  if (!document) return std::nullopt;
  CargoDependencies found;
  const YamlNode root = document->root();
  found.is_package = root.Find("package").has_value();
  AddDependencies(root, found);
  ForEachEntry(root, "target", [&](const std::string& /*target*/, const YamlNode& value) {
    AddDependencies(value, found);
  });
  const auto add_paths_to = [](std::set<std::string>& names) {
    return [&names](const std::string& name, const YamlNode& value) {
      if (value.Find("path")) names.insert(name);
    };
  };
  if (const auto workspace = root.Find("workspace")) {
    ForEachEntry(*workspace, "dependencies", add_paths_to(found.shared));
  }
  if (const auto patch = root.Find("patch"); patch && patch->IsMap()) {
    for (std::size_t i = 0; i < patch->size(); ++i) {
      ForEachEntry(*patch, patch->key(i).text(), add_paths_to(found.patched));
    }
  }
  return found;
}

}  // namespace prereq
