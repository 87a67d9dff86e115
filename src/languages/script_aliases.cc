#include "languages/script_aliases.h"

#include <algorithm>
#include <functional>

#include "documents/json_parse.h"

namespace prereq {
namespace {

constexpr std::size_t kMostAliases = 200;  // of one file, each of which every import is tried on

// Puts blanks over comments and over commas before a closing bracket.
void BlankOutExtras(std::string& text) {
  std::size_t comma = std::string::npos;  // the last byte of the code, when it is one
  const auto blank = [&text](std::size_t begin, std::size_t end) {
    std::fill(text.begin() + static_cast<long>(begin), text.begin() + static_cast<long>(end), ' ');
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '/' && (text.compare(at, 2, "//") == 0 || text.compare(at, 2, "/*") == 0)) {
      const bool is_line = text[at + 1] == '/';
      const std::size_t close = is_line ? text.find('\n', at) : text.find("*/", at + 2);
      const std::size_t end = close == std::string::npos ? text.size() : close + (is_line ? 0 : 2);
      blank(at, end);
      at = end - 1;
    } else if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
      }
      comma = std::string::npos;
    } else if (c == ',') {
      comma = at;
    } else if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) {
      if ((c == '}' || c == ']') && comma != std::string::npos) blank(comma, comma + 1);
      comma = std::string::npos;
    }
  }
}

}  // namespace

std::vector<ScriptAlias> ReadScriptAliases(const std::string& path, std::string text) {
  BlankOutExtras(text);
  const auto json = ParseUntrustedJson(path, text, "a configuration");
  std::vector<ScriptAlias> aliases;
  if (!json || !json->is_object()) return aliases;
  const auto options = json->find("compilerOptions");
  if (options == json->end() || !options->is_object()) return aliases;
  std::string base_url;
  const auto base = options->find("baseUrl");
  const bool has_base = base != options->end() && base->is_string();
  if (has_base) base_url = base->get<std::string>();
  const auto paths = options->find("paths");
  if (paths != options->end() && paths->is_object()) {
    for (const auto& [pattern, targets] : paths->items()) {
      if (!targets.is_array() || aliases.size() == kMostAliases) continue;
      ScriptAlias alias{pattern, {}, base_url};
      for (const auto& target : targets) {
        if (target.is_string()) alias.targets.push_back(target.get<std::string>());
      }
      aliases.push_back(std::move(alias));
    }
  }
  std::ranges::stable_sort(aliases, std::ranges::greater(), [](const ScriptAlias& alias) {
    return std::min(alias.pattern.find('*'), alias.pattern.size());
  });
  if (has_base) aliases.push_back({"*", {"*"}, base_url});
  return aliases;
}

std::vector<std::string> ExpandAlias(const ScriptAlias& alias, std::string_view module) {
  const std::string_view pattern = alias.pattern;
  const std::size_t star = pattern.find('*');
  std::string_view part;
  if (star == std::string_view::npos) {
    if (module != pattern) return {};
  } else {
    const std::string_view before = pattern.substr(0, star), behind = pattern.substr(star + 1);
    const bool fits = module.size() >= before.size() + behind.size() &&
                      module.starts_with(before) && module.ends_with(behind);
    if (!fits) return {};
    part = module.substr(before.size(), module.size() - before.size() - behind.size());
  }
  std::vector<std::string> expanded;
  for (const std::string& target : alias.targets) {
    std::string one = target;
    const std::size_t at = one.find('*');
    if (at != std::string::npos) one.replace(at, 1, part);
    expanded.push_back(std::move(one));
  }
  return expanded;
}

}  // namespace prereq
