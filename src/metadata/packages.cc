#include "metadata/packages.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "metadata/metadata.h"

namespace prereq {
namespace {

// "^1.2.0", ">=3", "*", "workspace:*", "file:../alpha", and in Cargo `{path = "../alpha"}`.
bool IsVersion(const YamlNode& value) {
  if (value.IsMap()) {
    constexpr std::array<std::string_view, 5> kKeys = {"version", "path", "git", "workspace",
                                                       "features"};
    return std::ranges::any_of(kKeys,
                               [&](std::string_view key) { return value.Find(key).has_value(); });
  }
  const std::string_view text = value.text();
  if (!value.IsScalar() || text.empty()) return false;
  if (text == "*" || text == "latest") return true;
  const std::size_t number = std::min(text.find_first_not_of("^~<>=v "), text.size());
  const std::string_view digits =
      text.substr(number, text.find_first_not_of("0123456789", number) - number);
  const std::string_view behind = text.substr(number + digits.size());
  if (!digits.empty()) return number > 0 || behind.starts_with('.');
  const std::size_t colon = text.find(':');
  return number == 0 && colon != std::string_view::npos && colon > 1 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz+", 0) == colon;
}

}  // namespace

bool IsPackageManifest(std::string_view path) {
  constexpr std::array<std::string_view, 9> kManifests = {
      "package.json",   "bower.json", "composer.json", "deno.json",   "deno.jsonc",
      "pyproject.toml", "cargo.toml", "pubspec.yaml",  "project.toml"};
  const std::string name = Lower(BaseName(path));
  return std::ranges::find(kManifests, name) != kManifests.end();
}

bool ListsPackages(std::string_view file, std::string_view key, const YamlNode& value) {
  if (value.IsMap()) {
    bool all_versions = value.size() > 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      all_versions = all_versions && IsVersion(value.value(i));
    }
    if (all_versions) return true;
  }
  const std::string last = Lower(key.substr(key.rfind('.') + 1));
  const bool build_key = last.ends_with("dependencies") || last == "deps" || last == "require" ||
                         key == "build-system.requires";
  return build_key && IsPackageManifest(file);
}

std::vector<MetadataText> ReadPackages(const DeclaredDocument& document, const YamlNode& value) {
  std::vector<MetadataText> packages;
  if (value.IsMap()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      packages.push_back(document.TextOf(value.key(i)));
    }
  } else {
    packages = ReadEntries(document, value);
    for (MetadataText& package : packages) {
      std::string& name = package.name.text;
      name.resize(std::min(name.find_first_of(" <>=!~;[(@", 1), name.size()));
      package.content.length = std::min(package.content.length, name.size());
    }
  }
  for (MetadataText& package : packages) package.is_package = true;
  return packages;
}

}  // namespace prereq
