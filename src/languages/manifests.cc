#include "languages/manifests.h"

#include <algorithm>

#include "base/text.h"
#include "documents/json_parse.h"

namespace prereq {
namespace {

std::string JsonName(std::string_view text) {
  const auto json = ParseUntrustedJson("package.json", std::string(text), "a manifest");
  if (!json || !json->is_object()) return {};
  const auto name = json->find("name");
  return name != json->end() && name->is_string() ? name->get<std::string>() : std::string();
}

std::string GoModule(std::string_view text) {
  for (const std::string_view line : Lines(text)) {
    std::string_view rest = Trim(line);
    if (!rest.starts_with("module ")) continue;
    rest = Trim(rest.substr(7));
    rest = Trim(rest.substr(0, rest.find("//")));
    if (rest.size() >= 2 && (rest.front() == '"' || rest.front() == '`')) {
      rest = rest.substr(1, rest.size() - 2);
    }
    return std::string(rest);
  }
  return {};
}

}  // namespace

std::string IniValue(std::string_view text, std::string_view section, std::string_view key) {
  std::string_view current;
  for (const std::string_view whole : Lines(text)) {
    const std::string_view line = Trim(whole);
    if (line.starts_with('[') && line.find(']') != std::string_view::npos) {
      current = Trim(line.substr(1, line.find(']') - 1));
      continue;
    }
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || Trim(line.substr(0, equals)) != key) continue;
    if (!section.empty() && current != section) continue;
    std::string_view value = Trim(line.substr(equals + 1));
    const char quote = value.empty() ? '\0' : value.front();
    if (quote == '"' || quote == '\'') {
      value.remove_prefix(1);
      value = value.substr(0, value.find(quote));
    }
    return std::string(value);
  }
  return {};
}

std::string ManifestName(std::string_view kind, std::string_view text) {
  if (kind == "package.json") return JsonName(text);
  if (kind == "go.mod") return GoModule(text);
  if (kind == "Cargo.toml") {
    std::string name = IniValue(text, "lib", "name");
    if (name.empty()) name = IniValue(text, "package", "name");
    std::ranges::replace(name, '-', '_');
    return name;
  }
  return IniValue(text, "", "name");
}

}  // namespace prereq
