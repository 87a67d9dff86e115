// The name that a build tool's manifest gives to its folder.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `name` of a package.json, `[package] name` of a Cargo.toml (as importers write it), `module` of
/// a go.mod, `name` of Julia's Project.toml; empty when the text has none. `kind` is the file's
/// name.
std::string ManifestName(std::string_view kind, std::string_view text);

/// The value of `key = value` at the start of a line, without quotes; of the section `[section]`
/// only, unless that is empty. Empty when there is none.
std::string IniValue(std::string_view text, std::string_view section, std::string_view key);

}  // namespace prereq
