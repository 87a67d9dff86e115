// The dependencies that a Cargo.toml names.
#pragma once

#include <optional>
#include <set>
#include <string>

namespace prereq {

/// Names as importers write them, `a_b` for `a-b`.
struct CargoDependencies {
  bool is_package = false;             // else a workspace alone
  std::set<std::string> all;           // of every kind and target
  std::set<std::string> by_path;       // those with a `path`
  std::set<std::string> of_workspace;  // `x.workspace = true`
  std::set<std::string> shared;        // by path in [workspace.dependencies]
  std::set<std::string> patched;       // by path in [patch.crates-io] and the like
};

/// nullopt: no TOML.
std::optional<CargoDependencies> ReadCargoDependencies(const std::string& path, std::string text);

}  // namespace prereq
