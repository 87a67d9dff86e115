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

class MavenReader {
 public:
  MavenReader(const std::string& path, std::string_view text)
      : path_(path), text_(text), lines_(text) {}

  PackageNames Run() {
    for (std::size_t at = text_.find('<'); at != std::string_view::npos; at = text_.find('<', at)) {
      if (text_.substr(at).starts_with("<!--")) {
        at = std::min(text_.find("-->", at), text_.size());
        continue;
      }
      const std::size_t close = text_.find('>', at);
      if (close == std::string_view::npos) break;
      const std::string_view tag = text_.substr(at + 1, close - at - 1);
      at = close + 1;
      if (tag.starts_with('/')) {
        Close();
      } else if (!tag.ends_with('/') && !tag.starts_with('?') && !tag.starts_with('!')) {
        Open(tag.substr(0, tag.find_first_of(" \t\r\n")), at);
      }
    }
    return Finish();
  }

 private:
  struct Artifact {
    std::string_view group, name;
    bool is_managed = false;   // in <dependencyManagement>, which only says versions
    bool is_imported = false;  // unless it takes those of another one
  };

  void Open(std::string_view tag, std::size_t at) {
    const std::string_view holder = open_.empty() ? std::string_view() : open_.back();
    open_.push_back(tag);
    if (tag == "dependency") {
      used_.emplace_back();
      used_.back().is_managed = std::ranges::find(open_, "dependencyManagement") != open_.end();
    }
    const std::string_view value = Trim(text_.substr(at, text_.find('<', at) - at));
    Artifact* artifact = holder == "project"                        ? &own_
                         : holder == "parent"                       ? &parent_
                         : holder == "dependency" && !used_.empty() ? &used_.back()
                                                                    : nullptr;
    if (artifact == nullptr) return;
    if (tag == "artifactId") artifact->name = value;
    if (tag == "groupId") artifact->group = value;
    if (tag == "scope" && value == "import") artifact->is_imported = true;
  }
  void Close() {
    if (!open_.empty()) open_.pop_back();
  }

  // An artifact is known by group and name, and by its name alone where one side does not say its
  // group: `core` of another group is another one.
  [[nodiscard]] PackageName Called(std::string_view group, std::string_view name) const {
    const auto place = static_cast<std::size_t>(name.data() - text_.data());
    PackageName found = Named("maven", std::string(group) + ':' + std::string(name),
                              lines_.At(path_, place), path_);
    found.shown = name;
    return found;
  }

  PackageNames Finish() {
    PackageNames names;
    const std::string_view group = own_.group.empty() ? parent_.group : own_.group;
    const bool is_known = !group.empty() && group.find('$') == std::string_view::npos;
    if (!own_.name.empty()) {
      names.declares.push_back(Called(is_known ? group : "", own_.name));
      names.declares.push_back(Called("*", own_.name));
    }
    if (!parent_.name.empty()) used_.push_back(parent_);
    for (Artifact& one : used_) {
      if (one.name.empty() || (one.is_managed && !one.is_imported)) continue;
      const bool same =
          one.group.find(".groupId}") != std::string_view::npos || one.group == "${groupId}";
      if (same) one.group = is_known ? group : std::string_view();
      if (one.group.empty() || one.group.find('$') != std::string_view::npos) {
        names.uses.push_back(Called("*", one.name));
      } else {
        names.uses.push_back(Called(one.group, one.name));
        names.uses.push_back(Called("", one.name));
      }
    }
    return names;
  }

  const std::string& path_;
  std::string_view text_;
  const LineIndex lines_;
  std::vector<std::string_view> open_;  // elements
  Artifact own_, parent_;
  std::vector<Artifact> used_;
};

// <artifactId> of the project itself declares, that of a <dependency> or <parent> uses.
PackageNames MavenNames(const std::string& path, std::string_view text) {
  return MavenReader(path, text).Run();
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

// Python knows a package by its name without case and with one joint.
std::string PythonPackage(std::string_view name) {
  std::string folded = Lower(name.substr(0, name.find_first_of(" <>=!~;[(@")));
  for (char& c : folded) {
    if (c == '_' || c == '.') c = '-';
  }
  return folded;
}

PackageNames PythonNames(const std::string& path, const YamlNode& root) {
  PackageNames names;
  const auto add = [&](std::vector<PackageName>& list, const YamlNode& node) {
    PackageName name = Named("python", PythonPackage(node.text()), node.where(), path);
    name.shown = node.text();
    list.push_back(std::move(name));
  };
  for (const char* holder : {"project", "poetry"}) {
    const bool is_poetry = holder == std::string_view("poetry");
    const auto table = is_poetry ? At(root, {"tool", "poetry"}) : At(root, {"project"});
    if (const auto name = At(table, {"name"})) add(names.declares, *name);
    const auto needed = At(table, {"dependencies"});
    for (std::size_t i = 0; needed && i < needed->size(); ++i) {
      // "beta @ git+https://…" comes from elsewhere.
      if (needed->IsList() && needed->item(i).text().find("://") == std::string_view::npos) {
        add(names.uses, needed->item(i));
      }
    }
  }
  const auto sources = At(root, {"tool", "uv", "sources"});
  for (std::size_t i = 0; sources && sources->IsMap() && i < sources->size(); ++i) {
    const auto workspace = sources->value(i).Find("workspace");
    const std::string name = "python " + PythonPackage(sources->key(i).text());
    const bool is_known =
        std::ranges::find(names.uses, name, &PackageName::name) != names.uses.end();
    if (!is_known && workspace && workspace->text() == "true") add(names.uses, sources->key(i));
  }
  return names;
}

PackageNames WorkspaceNames(const std::string& path, std::string_view text) {
  const auto document = ParseToml(path, std::string(text));
  if (!document) return {};
  const std::optional<YamlNode> root = document->root();
  if (Lower(BaseName(path)) != "cargo.toml") return PythonNames(path, *root);
  PackageNames names;
  if (const auto name = At(root, {"package", "name"})) {
    names.declares.push_back(Named("cargo", name->text(), name->where(), path));
  }
  AddMembers("cargo", At(root, {"dependencies"}), path, names);
  AddMembers("cargo", At(root, {"build-dependencies"}), path, names);
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
