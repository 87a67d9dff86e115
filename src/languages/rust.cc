#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/path.h"
#include "languages/codebase.h"
#include "languages/use_tree.h"

extern "C" const TSLanguage* tree_sitter_rust();

namespace prereq {
namespace {

constexpr std::string_view kRustQuery = R"scm(
(use_declaration argument: (_) @module.tree) @import
(extern_crate_declaration name: (identifier) @module) @import

; What is called by its whole path needs no `use`: `crate::ch01_intro::f()`.
(call_expression function: (scoped_identifier
  path: (scoped_identifier path: [(crate) (super)])) @module.tree) @import
(call_expression function: (scoped_identifier
  path: (scoped_identifier path: (scoped_identifier path: [(crate) (super)]))) @module.tree) @import
(scoped_type_identifier
  path: (scoped_identifier path: [(crate) (super)]) @module.tree) @import

; `mod x;` reads another file, `mod x { … }` does not.
(mod_item name: (identifier) @module !body) @import
; #[path = "../01_intro/mod.rs"] mod intro;
((attribute_item (attribute (identifier) @_a value: (string_literal) @path)) .
 (mod_item name: (identifier) !body) @import
 (#eq? @_a "path"))

(function_item body: (_) @in.function)
(closure_expression body: (_) @in.function)

(if_expression) @in.condition
(match_expression) @in.condition
)scm";

// The folder of the package that a file belongs to: the nearest one with a Cargo.toml; nullopt
// where there is none.
std::optional<std::string> PackageOf(const Codebase& code, std::string_view path) {
  std::string folder = ParentPath(path);
  while (!code.IsFile(folder.empty() ? "Cargo.toml" : folder + "/Cargo.toml")) {
    if (folder.empty()) return std::nullopt;
    folder = ParentPath(folder);
  }
  return folder;
}

// The folder of the files of the submodules of the module that a file is.
std::string FolderOfSubmodules(const std::string& path) {
  const std::string_view name = BaseName(path);
  const std::string folder = ParentPath(path);
  if (name == "mod.rs" || name == "lib.rs" || name == "main.rs" || !name.ends_with(".rs")) {
    return folder;
  }
  return JoinPath(folder, name.substr(0, name.size() - 3));
}

// Whose the module is that `parts` name from `first` on, below `folder`.
ImportTarget Below(const Codebase& code, std::string folder, const NameParts& parts,
                   std::size_t first) {
  ImportTarget target{.is_known = true};
  for (std::size_t i = first; i < parts.size(); ++i) {
    folder = JoinPath(folder, parts[i]);
    const bool is_file = code.IsFile(folder + ".rs");
    if (!is_file && !code.IsDirectory(folder)) break;
    if (const auto owner = code.Owner(is_file ? folder + ".rs" : folder)) target.module = owner;
  }
  return target;
}

// `crate::ch01_intro::f`, `super::ch01_intro`: a path from the package's root or from the file.
ImportTarget FollowInPackage(const Codebase& code, const ImportQuestion& question) {
  std::size_t at = 1;
  std::string folder;
  if (question.parts.front() == "crate") {
    const auto package = PackageOf(code, question.path);
    if (!package) return {.is_known = true};
    folder = JoinPath(*package, "src");
  } else {
    folder = FolderOfSubmodules(question.path);
    at = question.parts.front() == "self" ? 1 : 0;
    for (; at < question.parts.size() && question.parts[at] == "super"; ++at) {
      folder = ParentPath(folder);
    }
  }
  return Below(code, std::move(folder), question.parts, at);
}

ImportTarget ResolveRust(const Codebase& code, const Language& /*language*/,
                         const ImportQuestion& question) {
  if (question.import.is_path) return code.FollowFrom(question.path, question.import.module);
  if (question.parts.empty()) return {};
  const std::string& first = question.parts.front();
  if (first == "crate" || first == "self" || first == "super") {
    return FollowInPackage(code, question);
  }
  for (const std::string_view library : {"std", "core", "alloc", "proc_macro", "test"}) {
    if (first == library) return {.is_known = true};
  }
  const auto package = PackageOf(code, question.path);
  const auto& crates = code.Manifests("Cargo.toml");
  const auto found = crates.find(first);
  const bool is_crate = found != crates.end();
  // Where no manifest says so, a crate is whatever the compiler is called with.
  std::optional<bool> takes;
  if (package)
    takes = is_crate && found->second == *package ? true : code.TakesCrate(*package, first);
  const bool is_named = takes.value_or(false), may_be_crate = takes.value_or(true);
  if (!is_crate || !is_named) {
    // A module of this file or, as until 2018, of the package; else somebody's crate.
    std::vector<std::string> folders = {FolderOfSubmodules(question.path)};
    if (package) folders.push_back(JoinPath(*package, "src"));
    for (const std::string& folder : folders) {
      const std::string path = JoinPath(folder, first);
      if (code.IsFile(path + ".rs") || code.IsDirectory(path)) {
        return Below(code, folder, question.parts, 0);
      }
    }
    const bool foreign =
        question.parts.size() > 1 && first.find_first_of("0123456789") == std::string::npos;
    if (!is_crate || !may_be_crate) return {.is_known = foreign || is_crate};
  }
  if (const auto owner = code.Owner(found->second)) return {.is_known = true, .module = owner};
  return Below(code, JoinPath(found->second, "src"), question.parts, 1);
}

}  // namespace

extern const Language kRust;
constinit const Language kRust = {
    .name = "rust",
    .grammars = {{{"rust", "", tree_sitter_rust}}},
    .query = kRustQuery,
    .separator = "::",
    .hyphens_are_underscores = true,
    .manifest = "Cargo.toml",
    .resolve = ResolveRust,
    .expand = ExpandUseTree,
};

}  // namespace prereq
