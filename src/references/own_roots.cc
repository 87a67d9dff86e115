// The files are read line by line: each of them has its keys on lines of their own.
#include "references/own_roots.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/path.h"
#include "base/text.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kMostFiles = 64, kDeepest = 4;

// The files of projects and sites, and the keys in them that name an address.
constexpr std::array<std::string_view, 17> kFiles = {
    "go.mod",      "mkdocs.yml",   "mkdocs.yaml", "docusaurus.config.js", "docusaurus.config.ts",
    "_config.yml", "hugo.toml",    "hugo.yaml",   "config.toml",          "package.json",
    "CNAME",       "book.toml",    "conf.py",     "astro.config.mjs",     "astro.config.ts",
    "_quarto.yml", "_bookdown.yml"};
constexpr std::array<std::string_view, 8> kKeys = {
    "site_url", "url", "baseURL", "site", "homepage", "site-url", "html_baseurl", "baseurl"};
constexpr std::array<std::string_view, 5> kCodeHosts = {
    "github.com", "www.github.com", "gitlab.com", "bitbucket.org", "codeberg.org"};

// The value of `key` when the line gives it one: `key: "value",`, `key = value`.
std::optional<std::string_view> ValueOf(std::string_view line, std::string_view key) {
  line = Trim(line);
  constexpr std::string_view kQuotes = "\"'";
  if (!line.empty() && kQuotes.find(line.front()) != std::string_view::npos) line.remove_prefix(1);
  if (!line.starts_with(key)) return std::nullopt;
  line.remove_prefix(key.size());
  if (!line.empty() && kQuotes.find(line.front()) != std::string_view::npos) line.remove_prefix(1);
  line = Trim(line);
  if (line.empty() || (line.front() != ':' && line.front() != '=')) return std::nullopt;
  line = Trim(line.substr(1));
  if (!line.empty() && kQuotes.find(line.front()) != std::string_view::npos) {
    return line.substr(1, line.find(line.front(), 1) - 1);
  }
  return line.substr(0, line.find_first_of(" \t,#;"));
}

bool IsUsable(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find('/'));
  const std::string low = Lower(host);
  return low.find('.') != std::string::npos &&
         std::ranges::find(kCodeHosts, low) == kCodeHosts.end();
}

void AddRoots(std::string_view name, std::string_view text, std::vector<std::string>& roots) {
  if (name == "CNAME") {
    const std::string_view host = Trim(text);
    if (host.find('.') != std::string_view::npos && host.find_first_of(" \n/") == host.npos) {
      roots.push_back("https://" + std::string(host));
    }
    return;
  }
  std::string url, base;
  for (std::string_view line : Split(text, '\n')) {
    if (name == "go.mod") {
      line = Trim(line);
      if (!line.starts_with("module")) continue;
      line = Trim(line.substr(6));
      line = line.substr(0, line.find_first_of(" \t"));
      if (line.find('/') != std::string_view::npos) roots.emplace_back(line);
      return;
    }
    for (const std::string_view key : kKeys) {
      const auto value = ValueOf(line, key);
      if (value && IsUsable(*value) && url.empty()) url = *value;
      if (value && value->starts_with('/')) base = *value;
    }
    if (const auto value = ValueOf(line, "baseUrl"); value && value->starts_with('/'))
      base = *value;
    if (const auto value = ValueOf(line, "base"); value && value->starts_with('/')) base = *value;
  }
  if (url.empty()) return;
  while (url.ends_with('/')) url.pop_back();
  if (base.size() > 1) url += base;
  roots.push_back(std::move(url));
}

// `git.example.org/?p=course.git;a=blob;f=` as `git.example.org/course.git`: gitweb names the
// repository in its query.
std::string WithNameInPath(std::string url) {
  const std::size_t slash = url.find('/'), query = url.find("?p=");
  if (slash == std::string::npos || query == std::string::npos || query < slash) return url;
  const std::size_t name = query + 3;
  return url.substr(0, slash + 1) + url.substr(name, url.find_first_of(";&", name) - name);
}

}  // namespace

std::string ComparedAddress(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  if (address.starts_with("www.")) address.remove_prefix(4);
  while (address.ends_with('/')) address.remove_suffix(1);
  return Lower(address);
}

bool LiesBelow(std::string_view address, const std::vector<std::string>& roots) {
  const std::string compared = WithNameInPath(ComparedAddress(address.substr(0, kReach)));
  return std::ranges::any_of(roots, [&](const std::string& root) {
    if (root.empty() || !compared.starts_with(root)) return false;
    const std::string_view rest = std::string_view(compared).substr(root.size());
    return rest.empty() || rest.starts_with(".git") ||
           std::string_view("/?#@:").find(rest.front()) != std::string_view::npos;
  });
}

std::vector<std::string> OwnRoots(const FileReader& tree, const std::vector<FileEntry>& files) {
  std::vector<std::string> roots;
  std::size_t read = 0;
  for (const FileEntry& file : files) {
    const std::string_view name = BaseName(file.path);
    const bool known = std::ranges::find(kFiles, name) != kFiles.end();
    if (!known || file.kind != FileKind::kRegular || PathDepth(file.path) > kDeepest) continue;
    if (file.path.find("node_modules/") != std::string::npos || ++read > kMostFiles) continue;
    if (const Result<std::string> text = tree.Read(file.path)) AddRoots(name, *text, roots);
  }
  std::ranges::sort(roots);
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  return roots;
}

}  // namespace prereq::references
