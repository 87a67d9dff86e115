// Names by which one step of Terraform finds what another one keeps or makes: states, workspaces,
// and what a data source looks up by its name.
#pragma once

#include <string>
#include <string_view>

#include "paths/package_names.h"
#include "paths/package_words.h"
#include "paths/source_words.h"

namespace prereq {

/// What a step declares whose backend does not say under which key it keeps its state.
inline constexpr std::string_view kStateKeptElsewhere = "state kept elsewhere";

/// Whether a file of Terraform may declare or use such names.
bool MayHaveTerraformNames(std::string_view path, std::string_view text);

/// The state or workspace that `word` of `text` names: of a backend, also in the file that
/// completes it (`backend.hcl`), or of one that is read.
NamedWord StateOfTerraform(std::string_view path, std::string_view text, const SourceWord& word);

/// The other names of one file: `resource "TYPE" "x" { name = "NAME" }` declares what
/// `data "TYPE" "y" { name = "NAME" }` uses, and a state may be kept under a variable. By place;
/// linear.
PackageNames ReadTerraformNames(const std::string& path, std::string_view text);

}  // namespace prereq
