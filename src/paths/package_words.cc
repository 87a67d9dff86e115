#include "paths/package_words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/build_names.h"
#include "paths/container_names.h"
#include "paths/gradle_projects.h"
#include "paths/image_names.h"
#include "paths/keyword_names.h"
#include "paths/literate.h"
#include "paths/spark_tables.h"
#include "paths/sql_names.h"
#include "paths/stack_exports.h"
#include "paths/stored_names.h"
#include "paths/terraform_names.h"
#include "paths/tool_names.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

using enum NamedWord::Role;

// What a migration of Alembic may be called by mistake: its file, for the number that it has.
constexpr std::string_view kStemOfAlembic = "alembic file";

// Where a JSON file of a package manager has its own name and the names of others.
struct Manifest {
  std::string_view file, ecosystem, uses;
};
constexpr Manifest kManifests[] = {
    {"package.json", "npm", "dependencies devDependencies peerDependencies optionalDependencies"},
    {"composer.json", "composer", "require require-dev"},
    {"project.json", "nx", "implicitDependencies"},
    {".asmdef", "unity", "references"},
};

// The row of a manifest's name; one that begins with a dot is an ending.
const Manifest* FindManifest(std::string_view name) {
  const auto* row = std::ranges::find_if(kManifests, [&](const Manifest& one) {
    return one.file.starts_with('.') ? name.ends_with(one.file) : name == one.file;
  });
  return row == std::end(kManifests) ? nullptr : row;
}

// dbt keeps its models below a folder of this name.
bool IsModelOfDbt(const FileFormat& format, std::string_view path) {
  return (format.Is("sql") || format.Is("python")) &&
         (path.starts_with("models/") || path.find("/models/") != std::string_view::npos);
}

// The package that `"b": "npm:beta@1"` and `"b": "workspace:beta@*"` mean under another name; empty
// for versions and paths.
std::string_view AliasedPackage(std::string_view written) {
  for (const std::string_view scheme : {"npm:", "workspace:"}) {
    if (!written.starts_with(scheme)) continue;
    const std::string_view named = written.substr(scheme.size());
    const std::size_t at = named.find('@', 1);
    if (scheme == "workspace:" && at == std::string_view::npos) return {};
    return named.substr(0, at);
  }
  return {};
}

NamedWord NameInManifest(const Manifest& manifest, const std::vector<SourceWord>& words,
                         std::size_t i) {
  const SourceWord& word = words[i];
  const bool behind_name = i > 0 && words[i - 1].is_key && words[i - 1].text == "name";
  if (word.depth == 1 && behind_name) return {kDeclares, manifest.ecosystem};
  if (manifest.ecosystem == "npm" && HasWord(manifest.uses, word.call)) {
    const SourceWord* value = word.is_key && i + 1 < words.size() ? &words[i + 1] : nullptr;
    if (value != nullptr && !AliasedPackage(value->text).empty()) return {};
    const std::string_view aliased = AliasedPackage(word.text);
    if (!word.is_key && !aliased.empty()) return {kUses, manifest.ecosystem, aliased};
  }
  const bool in_map = word.is_key && HasWord(manifest.uses, word.call);
  const bool in_list = !word.is_key &&
                       (manifest.ecosystem == "nx" || manifest.ecosystem == "unity") &&
                       HasWord(manifest.uses, word.assigned);
  return in_map || in_list ? NamedWord{kUses, manifest.ecosystem} : NamedWord{};
}

// `ref('beta')` and `ref('package', 'beta')` in SQL, `dbt.ref('beta')` in Python.
bool IsReferenceOfDbt(const FileFormat& format, const SourceWord& word) {
  return word.quoted && ((format.Is("sql") && word.call == "ref") ||
                         (format.Is("python") && word.call == "dbt.ref"));
}

// find_package(beta) finds what project(beta) with a library of its own installs; a project that
// looks for the same name itself is only called after what it shows.
NamedWord NameInCMake(std::string_view text, const SourceWord& word) {
  const std::string call = Lower(word.call);
  const bool first = word.previous == '(';
  if (first && call == "find_package") return {kUses, "cmake package"};
  if (first && call == "project") {
    const bool looks = text.find("find_package(" + std::string(word.text)) != text.npos;
    const bool makes = text.find("add_library(") != text.npos;
    return makes && !looks ? NamedWord{kDeclares, "cmake package"} : NamedWord{};
  }
  if (first && HasWord("add_library add_executable", call)) return {kDeclares, "cmake"};
  if (!first && HasWord("target_link_libraries add_dependencies", call)) return {kUses, "cmake"};
  return {};
}

bool IsClojure(std::string_view path) {
  return path.ends_with(".clj") || path.ends_with(".cljs") || path.ends_with(".cljc");
}

// Calls `visit` for each token of `text` that consists of letters, digits and `more`.
template <class Visit>
void ForEachToken(std::string_view text, std::string_view more, const Visit& visit) {
  const auto is_part = [&](char c) {
    return IsWordByte(c) || more.find(c) != std::string_view::npos;
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    if (end > at) visit(text.substr(at, end - at));
    at = end + 1;
  }
}

// The names of namespaces in `(ns a.b (:require [c.d :as d]))`, the first of which it declares.
void AddNamespaces(const std::string& path, std::string_view text, const LineIndex& lines,
                   std::string_view kind, PackageNames& names) {
  constexpr std::string_view kOpen = "(ns ";
  const std::size_t open = text.starts_with(kOpen) ? 0 : text.find("\n(ns ");
  if (open == std::string_view::npos) return;
  std::size_t end = std::min(text.find("\n(", open + 1), text.size());
  bool first = true;
  for (std::size_t at = text.find(kOpen, open) + kOpen.size(); at < end;) {
    const std::size_t line = std::min(text.find('\n', at), end);
    const std::string_view code = text.substr(at, line - at);
    ForEachToken(code.substr(0, code.find(';')), "_-.*", [&](std::string_view name) {
      (first ? names.declares : names.uses)
          .push_back({"clojure " + std::string(name),
                      lines.At(path, static_cast<std::size_t>(name.data() - text.data())), kind});
      first = false;
    });
    at = line + 1;
  }
}

// `Load unit_001_basics.`, `Load Verbose "part/a".` of Coq.
void AddLoaded(const std::string& path, std::string_view text, std::string_view line,
               const LineIndex& lines, std::string_view kind, PackageNames& names) {
  std::string_view name = Trim(line.substr(5));
  if (name.starts_with("Verbose ")) name = Trim(name.substr(8));
  const bool quoted = name.starts_with('"');
  if (quoted) name.remove_prefix(1);
  name = name.substr(0, quoted ? name.find('"') : name.find_first_of(". \t("));
  if (name.ends_with(".v") || name.find('/') != std::string_view::npos) return;  // a path
  name = name.substr(0, name.find('.'));
  if (name.empty()) return;
  names.uses.push_back({"coq " + std::string(name),
                        lines.At(path, static_cast<std::size_t>(name.data() - text.data())), kind});
}

// `From X Require Import A B.` of Coq, whose files are modules of their names.
void AddRequired(const std::string& path, std::string_view text, const LineIndex& lines,
                 std::string_view kind, PackageNames& names) {
  const std::string_view file = BaseName(path);
  names.declares.push_back(
      {"coq " + std::string(file.substr(0, file.find('.'))), lines.At(path, 0), kind});
  int depth = 0;  // of comments
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::string_view trimmed = Trim(line);
    const bool may =
        depth == 0 && (trimmed.starts_with("Require ") || trimmed.starts_with("From "));
    const std::size_t word = may ? line.find("Require ") : std::string_view::npos;
    if (word != std::string_view::npos) {
      std::string_view rest = line.substr(word + 8);
      rest = rest.substr(0, std::min(rest.find("(*"), rest.rfind('.')));
      ForEachToken(rest, "_.'", [&](std::string_view name) {
        if (name == "Import" || name == "Export") return;
        const std::string_view last = name.substr(name.rfind('.') + 1);  // npos + 1 is 0
        names.uses.push_back({"coq " + std::string(last),
                              lines.At(path, static_cast<std::size_t>(last.data() - text.data())),
                              kind});
      });
    }
    if (depth == 0 && trimmed.starts_with("Load "))
      AddLoaded(path, text, trimmed, lines, kind, names);
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      if (line.substr(i, 2) == "(*") ++depth;
      if (line.substr(i, 2) == "*)" && depth > 0) --depth;
    }
    at = end + 1;
  }
}

// `-- depends_on: {{ ref('beta') }}`: dbt reads what stands in comments of SQL, too, and this is
// how it is told what no other word of a model says.
void AddForcedReferences(const std::string& path, std::string_view text, const LineIndex& lines,
                         std::string_view kind, PackageNames& names) {
  constexpr std::string_view kSaid = "depends_on:", kReference = "ref(";
  for (std::size_t at = text.find(kSaid); at != std::string_view::npos;
       at = text.find(kSaid, at + 1)) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t open = text.substr(0, end).find(kReference, at);
    if (open == std::string_view::npos) continue;
    const std::string_view line = text.substr(0, end);
    const std::size_t quote = line.find_first_of("'\"", open);
    if (quote == std::string_view::npos) continue;
    const std::size_t close = line.find(line[quote], quote + 1);
    if (close == std::string_view::npos) continue;
    names.uses.push_back({"dbt " + std::string(text.substr(quote + 1, close - quote - 1)),
                          lines.At(path, quote + 1), kind});
  }
}

// hardhat-deploy runs the scripts of a folder of this name.
bool IsDeployScript(const FileFormat& format, std::string_view path) {
  return (format.Is("javascript") || format.Is("typescript")) &&
         (path.starts_with("deploy/") || path.find("/deploy/") != path.npos);
}

// The project of another stack, "org/NAME/dev" of Pulumi.
NamedWord StackOfPulumi(const SourceWord& word) {
  if (!word.quoted || LastName(word.call) != "StackReference") return {};
  const std::vector<std::string_view> parts = Split(word.text, '/');
  return parts.size() == 3 ? NamedWord{kUses, "pulumi", parts[1]} : NamedWord{};
}

// The name of a model in the registry of MLflow: `registered_model_name="churn"` and
// `register_model(uri, "churn")` make it, `"models:/churn/1"` loads it.
NamedWord ModelOfMlflow(const SourceWord& word) {
  constexpr std::string_view kScheme = "models:/", kModels = "mlflow model";
  if (word.text.starts_with(kScheme)) {
    const std::string_view name = word.text.substr(kScheme.size());
    const std::size_t end = name.find_first_of("/@");
    const bool is_name = end != name.npos && end > 0 && name.substr(0, end).find('{') == name.npos;
    return is_name ? NamedWord{kUses, kModels, name.substr(0, end)} : NamedWord{};
  }
  const bool is_value = word.previous == '=' && word.assigned == "registered_model_name";
  const bool is_second = word.previous == ',' && LastName(word.call) == "register_model";
  return is_value || is_second ? NamedWord{kDeclares, kModels} : NamedWord{};
}

// What hardhat-deploy calls a script by: `func.tags = ["Token"]`, `deploy("Token", …)`,
// `func.dependencies = ["Token"]`, `deployments.get("Token")`.
NamedWord TagOfHardhat(const SourceWord& word) {
  if (!word.quoted) return {};
  const std::string_view assigned = LastName(word.assigned);
  const bool is_member = assigned.size() < word.assigned.size();
  if (is_member && assigned == "tags") return {kDeclares, "hardhat"};
  if (is_member && assigned == "dependencies") return {kUses, "hardhat"};
  if (word.previous != '(') return {};
  if (word.call == "deploy" || word.call == "deployments.deploy") return {kDeclares, "hardhat"};
  return word.call.ends_with("deployments.get") ? NamedWord{kUses, "hardhat"} : NamedWord{};
}

}  // namespace

NamedWord NameOf(const FileFormat& format, std::string_view path, std::string_view text,
                 const std::vector<SourceWord>& words, std::size_t i) {
  const SourceWord& word = words[i];
  if (const Manifest* manifest = FindManifest(BaseName(path))) {
    return NameInManifest(*manifest, words, i);
  }
  if (format.Is("cmake")) return NameInCMake(text, word);
  if (format.Is("shell")) return NameOfContainers(text, word);
  if (format.Is("terraform")) return StateOfTerraform(path, text, word);
  if (format.Is("yaml")) return ExportOfStack(text, word);
  if (const NamedWord stack = StackOfPulumi(word); stack.role != kNone) return stack;
  if (IsDeployScript(format, path)) return TagOfHardhat(word);
  if (format.Is("python") && word.quoted) {
    if (const NamedWord table = TableOfSpark(text, word); table.role != kNone) return table;
    if (const NamedWord model = ModelOfMlflow(word); model.role != kNone) return model;
    if (word.head == "revision") return {kDeclares, "alembic"};
    if (HasWord("down_revision depends_on", word.head))
      return {kUses, "alembic", {}, kStemOfAlembic};
  }
  if (format.Is("dune") && word.text != word.call) {
    if (HasWord("name public_name", word.call)) return {kDeclares, "dune"};
    if (HasWord("libraries re_export", word.call)) return {kUses, "dune"};
  }
  // implementation(project(":core")), project(path: ':core')
  if (IsOfGradle(path) && word.quoted && word.text.starts_with(':') && word.call == "project") {
    return {kUses, "gradle"};
  }
  if (IsReferenceOfDbt(format, word)) return {kUses, "dbt"};
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
    AddForcedReferences(path, text, lines, format.name, names);
  }
  // Settings that compute their projects call each as its folder.
  if (IsGradleBuild(path)) {
    const std::string folder = ParentPath(path);
    const std::string name = ":" + std::string(BaseName(folder));
    if (!folder.empty()) {
      names.declares.push_back({"gradle " + name, lines.At(path, 0), format.name, name});
    }
  }
  if (format.Is("python") && text.find("down_revision") != text.npos) {
    const std::string_view name = BaseName(path);
    names.declares.push_back(
        {std::string(kStemOfAlembic) + ' ' + std::string(name.substr(0, name.rfind('.'))),
         lines.At(path, 0), format.name});
  }
  if (IsClojure(path)) AddNamespaces(path, text, lines, format.name, names);
  if (path.ends_with(".v")) AddRequired(path, text, lines, format.name, names);
  const bool sql = HasSqlNames(format, path, text);
  for (PackageNames& more :
       std::array{KeywordNames(format, path, text), ReadBuildNames(format, path, text),
                  ReadToolNames(format, path, text),
                  format.Is("terraform") ? ReadTerraformNames(path, text) : PackageNames(),
                  sql ? ReadSqlNames(format, path, text) : PackageNames()}) {
    std::ranges::move(more.declares, std::back_inserter(names.declares));
    std::ranges::move(more.uses, std::back_inserter(names.uses));
    std::ranges::move(more.values, std::back_inserter(names.values));
  }
  return names;
}

bool MayDeclareNames(std::string_view path, std::string_view text) {
  const FileFormat* code = CodeOfLiterate(path);
  const FileFormat& format = code != nullptr ? *code : FormatOf(path);
  const std::string_view name = BaseName(path);
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return FindManifest(name) != nullptr || format.Is("verilog") || IsClojure(path) ||
         HasKeywordNames(format) || name == "pom.xml" || Lower(name) == "cargo.toml" ||
         name == "pyproject.toml" || format.Is("cmake") || format.Is("dune") ||
         HasBuildNames(format, path) || HasToolNames(format, path, text) ||
         format.Is("dockerfile") || MayNameImages(format, text) ||
         (format.Is("template") && (has("\"@") || has("'@"))) ||
         (format.Is("python") && has("dbt.ref")) || IsModelOfDbt(format, path) ||
         HasSqlNames(format, path, text) ||
         (format.Is("terraform") && MayHaveTerraformNames(path, text)) ||
         (format.Is("yaml") && (has("Export:") || has("ImportValue"))) || has("StackReference") ||
         IsDeployScript(format, path) || (format.Is("python") && has("down_revision")) ||
         ((format.Is("python") || format.Is("notebook")) && (has("register") || has("models:/"))) ||
         MayNameStored(format, text) || IsGradleBuild(path) ||
         (IsOfGradle(path) && has("projects."));
}

}  // namespace prereq
