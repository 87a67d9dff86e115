#include "paths/package_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

using enum NamedWord::Role;

// Where a JSON file of a package manager has its own name and the names of others.
struct Manifest {
  std::string_view file, ecosystem, uses;
};
constexpr Manifest kManifests[] = {
    {"package.json", "npm", "dependencies devDependencies peerDependencies optionalDependencies"},
    {"composer.json", "composer", "require require-dev"},
    {"project.json", "nx", "implicitDependencies"},
};

// Languages of which a line begins with a keyword and the name that it declares or uses.
struct Keywords {
  std::string_view kind, declares, uses;
};
constexpr Keywords kKeywords[] = {
    {"fortran", "module", "use"},
    {"ada", "package", "with"},
    {"vhdl", "package", "use"},
    {"fsharp", "module namespace", "open"},
    {"visual basic", "namespace", "imports"},
};

bool IsAmong(std::string_view words, std::string_view word) {
  return std::ranges::any_of(Split(words, ' '),
                             [&](std::string_view one) { return !one.empty() && one == word; });
}

// dbt keeps its models below a folder of this name.
bool IsModelOfDbt(const FileFormat& format, std::string_view path) {
  return format.Is("sql") &&
         (path.starts_with("models/") || path.find("/models/") != std::string_view::npos);
}

NamedWord NameInManifest(const Manifest& manifest, const std::vector<SourceWord>& words,
                         std::size_t i) {
  const SourceWord& word = words[i];
  const bool behind_name = i > 0 && words[i - 1].is_key && words[i - 1].text == "name";
  if (word.depth == 1 && behind_name) return {kDeclares, manifest.ecosystem};
  const bool in_map = word.is_key && IsAmong(manifest.uses, word.call);
  const bool in_list =
      !word.is_key && manifest.ecosystem == "nx" && IsAmong(manifest.uses, word.assigned);
  return in_map || in_list ? NamedWord{kUses, manifest.ecosystem} : NamedWord{};
}

NamedWord NameInCMake(const SourceWord& word) {
  const std::string call = Lower(word.call);
  const bool first = word.previous == '(';
  if (first && IsAmong("add_library add_executable", call)) return {kDeclares, "cmake"};
  if (!first && IsAmong("target_link_libraries add_dependencies", call)) return {kUses, "cmake"};
  return {};
}

// The state that one step of Terraform keeps under a name and another one reads.
NamedWord StateOfTerraform(std::string_view text, const SourceWord& word) {
  const bool is_name = word.quoted && (word.assigned == "prefix" || word.assigned == "key") &&
                       word.text.find('/') != std::string_view::npos &&
                       word.text.find('$') == std::string_view::npos;
  if (!is_name) return {};
  const std::string_view before = text.substr(0, word.offset);
  const std::size_t backend = before.rfind("backend \""), remote = before.rfind("_remote_state\"");
  const bool reads =
      remote != std::string_view::npos && (backend == std::string_view::npos || backend < remote);
  if (reads) return {kUses, "state"};
  return backend == std::string_view::npos ? NamedWord{} : NamedWord{kDeclares, "state"};
}

std::string_view WordAt(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && (IsWordByte(line[end]) || line[end] == '_' || line[end] == '.')) {
    ++end;
  }
  return line.substr(at, end - at);
}

}  // namespace

NamedWord NameOf(const FileFormat& format, std::string_view path, std::string_view text,
                 const std::vector<SourceWord>& words, std::size_t i) {
  const SourceWord& word = words[i];
  const auto manifest = std::ranges::find(kManifests, BaseName(path), &Manifest::file);
  if (manifest != std::end(kManifests)) return NameInManifest(*manifest, words, i);
  if (format.Is("cmake")) return NameInCMake(word);
  if (format.Is("terraform")) return StateOfTerraform(text, word);
  if (format.Is("python") && word.quoted) {
    if (word.head == "revision") return {kDeclares, "alembic"};
    if (IsAmong("down_revision depends_on", word.head)) return {kUses, "alembic"};
  }
  if (format.Is("dune") && word.text != word.call) {
    if (IsAmong("name public_name", word.call)) return {kDeclares, "dune"};
    if (word.call == "libraries") return {kUses, "dune"};
  }
  if (format.Is("cabal") && word.text != word.head) {
    if (Lower(word.head) == "name") return {kDeclares, "cabal"};
    if (Lower(word.assigned) == "build-depends") return {kUses, "cabal"};
  }
  if (format.Is("sql") && word.quoted && word.call == "ref") return {kUses, "dbt"};
  return {};
}

PackageNames NamesOfLines(const FileFormat& format, const std::string& path,
                          std::string_view text) {
  PackageNames names;
  const LineIndex lines(text);
  if (IsModelOfDbt(format, path)) {
    const std::string_view name = BaseName(path);
    names.declares.push_back(
        {"dbt " + std::string(name.substr(0, name.find('.'))), lines.At(path, 0), format.name});
  }
  const auto row = std::ranges::find(kKeywords, format.name, &Keywords::kind);
  if (row == std::end(kKeywords)) return names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = Trim(text.substr(at, end - at));
    at = end + 1;
    const std::string_view keyword = WordAt(line, 0);
    const bool declares = IsAmong(row->declares, Lower(keyword));
    if (!declares && !IsAmong(row->uses, Lower(keyword))) continue;
    std::size_t begin = std::min(line.find_first_not_of(" \t", keyword.size()), line.size());
    std::string_view name = WordAt(line, begin);
    if (name.starts_with("work.")) {  // `use work.beta_pkg.all` of VHDL
      name.remove_prefix(5);
      name = name.substr(0, name.find('.'));
    }
    if (name.empty() || begin == keyword.size()) continue;
    (declares ? names.declares : names.uses)
        .push_back({std::string(row->kind) + ' ' + Lower(name),
                    lines.At(path, static_cast<std::size_t>(name.data() - text.data())),
                    format.name});
  }
  return names;
}

bool MayDeclareNames(std::string_view path, std::string_view text) {
  const FileFormat& format = FormatOf(path);
  const std::string_view name = BaseName(path);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return std::ranges::find(kManifests, name, &Manifest::file) != std::end(kManifests) ||
         std::ranges::find(kKeywords, format.name, &Keywords::kind) != std::end(kKeywords) ||
         name == "pom.xml" || Lower(name) == "cargo.toml" || name == "pyproject.toml" ||
         format.Is("cmake") || format.Is("dune") || format.Is("cabal") ||
         IsModelOfDbt(format, path) || (format.Is("terraform") && has("backend")) ||
         (format.Is("python") && has("down_revision")) ||
         ((name.ends_with(".gradle") || name.ends_with(".gradle.kts")) && has("projects."));
}

}  // namespace prereq
