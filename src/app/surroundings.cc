#include "app/surroundings.h"

#include <map>
#include <set>

#include "app/named_file.h"
#include "base/text.h"
#include "report/markdown_text.h"
#include "tree/git.h"

namespace prereq {
namespace {

using ByPath = std::map<std::string, std::set<Location>>;

// Places whose column may count otherwise.
ByPath Places(const Verdict& verdict) {
  ByPath places;
  const auto add = [&places](const Location& where) {
    if (where.line > 0 && where.column > 1) places[where.path].insert(where);
  };
  for (const Finding& finding : verdict.findings) {
    add(finding.where);
    for (const Evidence& fact : finding.facts) add(fact.where);
  }
  return places;
}

void CountUtf16(const std::set<Location>& places, std::string_view text,
                std::map<Location, int>& columns) {
  const std::vector<std::string_view> lines = Lines(text);
  for (const Location& where : places) {
    const auto line = static_cast<std::size_t>(where.line - 1);
    const auto bytes = static_cast<std::size_t>(where.column - 1);
    if (line >= lines.size() || bytes > lines[line].size()) continue;
    const int column = Utf16Length(lines[line].substr(0, bytes)) + 1;
    if (column != where.column) columns[where] = column;
  }
}

// The bytes that a finding at `path` (from here) is about: the tree's own, which may be a
// revision's.
Result<std::string> TextOf(const Input& input, const std::string& path) {
  if (!input.tree || !path.starts_with(input.prefix)) return ReadNamed(path);
  Result<std::string> text = input.tree->Read(path.substr(input.prefix.size()));
  return text ? text : ReadNamed(path);
}

// "graphs/" for graphs/chain.yaml.
std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

}  // namespace

Surroundings SurroundingsOf(const Input& input, const Verdict& verdict) {
  Surroundings surroundings;
  surroundings.shown_root = input.config.has_modules ? FolderOf(input.config.path) : input.prefix;
  const auto git = GitRepository::Discover(input.root);
  if (git && *git && !(*git)->prefix().empty()) {
    surroundings.repository_root = (*git)->prefix() + "/";
  }
  for (const auto& [path, places] : Places(verdict)) {
    const Result<std::string> text = TextOf(input, path);
    if (text) CountUtf16(places, *text, surroundings.utf16_columns);
  }
  return surroundings;
}

}  // namespace prereq
