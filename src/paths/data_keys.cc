#include "paths/data_keys.h"

#include <algorithm>
#include <string>

#include "base/path.h"
#include "base/text.h"
#include "paths/markup_words.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

// Names of files that build tools read, in lowercase letters; a `*` at the end stands for the rest.
constexpr std::string_view kBuildFiles =
    "cargo.toml pyproject.toml project.toml pipfile fpm.toml gleam.toml move.toml nargo.toml "
    "scarb.toml lakefile.toml foundry.toml "
    "pom.xml build.xml ivy.xml "
    "kustomization* docker-compose* compose.* skaffold* chart.yaml chart.yml pubspec.yaml dvc.yaml "
    "action.yml action.yaml taskfile.* environment.yml environment.yaml stack.yaml shard.yml "
    "requirements.yaml requirements.yml helmfile.yaml serverless.yml serverless.yaml "
    "template.yaml template.yml pulumi.* cloudbuild.* dbt_project.yml packages.yml "
    "melos.yaml project.yml "
    "package.json composer.json deno.json deno.jsonc tsconfig* jsconfig* import_map.json dub.json "
    "bower.json devcontainer.json pixi.toml uv.toml hatch.toml";

// Keys, elements and attributes for people, and lists of what merely lies beside.
constexpr std::string_view kTold =
    "description desc name title subtitle summary message msg help homepage comment "
    "comments note notes about keywords text label labels license container_name image authors "
    "exclude excludes ignore members default-members workspace workspaces remove condition echo "
    "visibility "
    "documentation readme scm connection tag tags outs output outputs outfile outdir artifacts "
    "dest destination destfile destdir todir tofile outputdirectory outputfile outputpath "
    "output_path "
    "declarationdir tsbuildinfofile";

// Keys under which any YAML, JSON or TOML names a file that belongs to it.
constexpr std::string_view kFileKeys =
    "include includes import imports inherit extends uses local template taskfile $ref $import "
    "$include import_playbook include_tasks import_tasks include_vars include_role import_role "
    "import_tasks vars_files role roles config_path notebook_path env_file dockercomposefile "
    "metadata-files metadata-file css bibliography input-files codeuri templateurl script "
    "extrapaths python.analysis.extrapaths !include rmd_files";

// Keys of Ansible whose `src` or `file` is read.
constexpr std::string_view kModules =
    "copy template script unarchive include_vars include_role role";

constexpr std::string_view kCommandKeys =
    "cmd cmds command commands run script scripts before_script after_script shell sh bash_command "
    "test start";

// Elements of XML that include another file, whatever the file is.
constexpr std::string_view kIncludingElements = "include import redefine";

bool IsBuildFile(std::string_view name) {
  return std::ranges::any_of(Split(kBuildFiles, ' '), [&](std::string_view one) {
    if (!one.ends_with('*')) return name == one;
    one.remove_suffix(1);
    return name.starts_with(one);
  });
}

bool NamesFileInMarkup(const FileFormat& format, std::string_view name, const SourceWord& word) {
  const std::string element = Lower(word.call), attribute = Lower(word.assigned);
  if (!format.Is("xml")) {  // what a page loads; `link` is asked again for its `rel`
    return (element == "script" && attribute == "src") ||
           (element == "link" && attribute == "href");
  }
  if (HasWord(kIncludingElements, element)) return true;
  const bool is_build = IsBuildFile(name) || !name.ends_with(".xml");
  return is_build && !HasWord(kTold, element) && !HasWord(kTold, attribute);
}

}  // namespace

bool NamesFile(const FileFormat& format, std::string_view path, const SourceWord& word) {
  const std::string name = Lower(BaseName(path));
  if (IsMarkup(format)) return NamesFileInMarkup(format, name, word);
  if (format.content != FileContent::kData) return true;
  if (format.Is("ini")) return true;
  const std::string key = Lower(LastName(word.assigned)), around = Lower(LastName(word.call));
  if ((key == "src" || key == "file" || key == "name") && HasWord(kModules, around)) return true;
  if (key == "file" && around == "extends") return true;  // of Docker Compose
  // What a role of Ansible needs: names of roles, or maps with `role`.
  const bool of_role = name == "main.yml" && ParentPath(path).ends_with("meta");
  if (of_role && (key == "dependencies" || (around == "dependencies" && key == "role"))) {
    return true;
  }
  if (HasWord(kTold, key)) return false;
  if (word.head.starts_with("!inc") || word.head.starts_with("!import")) return true;
  if (IsBuildFile(name)) return true;
  const bool runs = RunsRest(word.head) || IsOneOf(word.head, {"cd", "pushd"});
  if (format.Is("yaml") && runs && IsCommandLine(format, word)) return true;  // of any CI
  if (format.Is("json") && name.ends_with(".tf.json")) return true;
  const bool of_dependency = key == "path" || key == "local";
  if (format.Is("toml")) return of_dependency && around.find("depend") != std::string::npos;
  // Where Argo CD and Flux find what they deploy.
  if (format.Is("yaml") && key == "path" && HasWord("source sources spec", around)) return true;
  if (HasWord(kFileKeys, key) || HasWord(kFileKeys, Lower(word.assigned))) return true;
  return key == "run" && name.ends_with(".cwl");
}

bool IsCommandLine(const FileFormat& format, const SourceWord& word) {
  if (format.content != FileContent::kData) return Lower(word.assigned) == "bash_command";
  const std::string key = Lower(word.assigned);
  return HasWord(kCommandKeys, key) || HasWord("scripts tasks", Lower(word.call));
}

}  // namespace prereq
