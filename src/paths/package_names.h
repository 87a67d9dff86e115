// The names by which build files of one repository call each other's packages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// A name for use in build files: of a Maven artifact, npm package, CMake target, crate, migration.
struct PackageName {
  std::string name;  // with its ecosystem in front: "npm @x/beta"
  Location where;
  std::string_view kind;               // of file: "xml", "toml"
  std::string shown = {};              // as written, where `name` holds more
  std::optional<ModuleId> owner = {};  // who declares or uses it, if not the file's module
  bool of_that_name = false;           // means only a module that is called so
  bool one_maker = false;  // means nothing where a file outside all modules declares it, too
  bool of_file = false;    // counts only where the module is the file: a migration
  std::vector<std::string> or_else = {};  // names that count, in turn, where nobody declares `name`
  /// The folder of a module, with what stands before it, as `name` holds it: means that module
  /// where nobody declares `name`, unless it declares names of that kind without its folder. What
  /// stands before may differ from the module's where it does not declare where it keeps its state.
  std::string layer = {};
};

/// What a variable is in all files of a folder that take their values from there: `var.name` of
/// Terraform.
struct NamedValue {
  std::string name, value;
  bool overrides = false;  // what is said elsewhere: a value, not a default
};

struct PackageNames {
  std::vector<PackageName> declares, uses;  // by place
  std::vector<NamedValue> values = {};
};

/// What a file declares and uses by name: artifacts of a `pom.xml`, crates of a `Cargo.toml` that
/// are members of the same workspace (`b.workspace = true`), packages of a `pyproject.toml`, and
/// the names of NamesOfLines. Empty for other files and for malformed ones. Linear.
PackageNames ReadPackageNames(const std::string& path, std::string_view text);

}  // namespace prereq
