#include "paths/package_names.h"

#include <algorithm>
#include <utility>

#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/toml.h"
#include "paths/package_words.h"

namespace prereq {
namespace {

PackageName Named(std::string_view ecosystem, std::string_view name, Location where,
                  const std::string& path) {
  return {std::string(ecosystem) + ' ' + std::string(name), std::move(where), FormatOf(path).name};
}

// <artifactId> of the project itself declares, that of a <dependency> or <parent> uses.
PackageNames MavenNames(const std::string& path, std::string_view text) {
  PackageNames names;
  const LineIndex lines(text);
  std::vector<std::string_view> open;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    if (text.substr(at).starts_with("<!--")) {
      at = std::min(text.find("-->", at), text.size());
      continue;
    }
    const std::size_t close = text.find('>', at);
    if (close == std::string_view::npos) break;
    const std::string_view tag = text.substr(at + 1, close - at - 1);
    at = close + 1;
    if (tag.starts_with('/')) {
      if (!open.empty()) open.pop_back();
    } else if (!tag.ends_with('/') && !tag.starts_with('?') && !tag.starts_with('!')) {
      const std::string_view parent = open.empty() ? std::string_view() : open.back();
      open.push_back(tag.substr(0, tag.find_first_of(" \t\r\n")));
      if (open.back() != "artifactId") continue;
      const std::string_view name = Trim(text.substr(at, text.find('<', at) - at));
      const auto place = static_cast<std::size_t>(name.data() - text.data());
      const PackageName found = Named("maven", name, lines.At(path, place), path);
      if (parent == "project") names.declares.push_back(found);
      if (parent == "dependency" || parent == "parent") names.uses.push_back(found);
    }
  }
  return names;
}

std::optional<YamlNode> At(std::optional<YamlNode> node, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (node) node = node->Find(key);
  }
  return node;
}

// `b.workspace = true` and `b = { workspace = true }` are one thing to TOML.
void AddMembers(std::string_view ecosystem, const std::optional<YamlNode>& table,
                const std::string& path, PackageNames& names) {
  if (!table) return;
  for (std::size_t i = 0; i < table->size() && table->IsMap(); ++i) {
    const auto workspace = table->value(i).Find("workspace");
    if (!workspace || workspace->text() != "true") continue;
    names.uses.push_back(Named(ecosystem, table->key(i).text(), table->key(i).where(), path));
  }
}

PackageNames WorkspaceNames(const std::string& path, std::string_view text) {
  PackageNames names;
  const auto document = ParseToml(path, std::string(text));
  if (!document) return names;
  const std::optional<YamlNode> root = document->root();
  const bool is_cargo = Lower(BaseName(path)) == "cargo.toml";
  const std::string_view ecosystem = is_cargo ? "cargo" : "uv";
  if (const auto name = At(root, {is_cargo ? "package" : "project", "name"})) {
    names.declares.push_back(Named(ecosystem, name->text(), name->where(), path));
  }
  if (is_cargo) {
    AddMembers(ecosystem, At(root, {"dependencies"}), path, names);
    AddMembers(ecosystem, At(root, {"build-dependencies"}), path, names);
  } else {
    AddMembers(ecosystem, At(root, {"tool", "uv", "sources"}), path, names);
  }
  return names;
}

}  // namespace

PackageNames ReadPackageNames(const std::string& path, std::string_view text) {
  const std::string name = Lower(BaseName(path));
  if (name == "pom.xml") return MavenNames(path, text);
  if (name == "cargo.toml" || name == "pyproject.toml") return WorkspaceNames(path, text);
  return NamesOfLines(FormatOf(path), path, text);
}

}  // namespace prereq
