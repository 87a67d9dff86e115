// Values that blocks of Terraform give to their keys, and what variables of a step are.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "paths/package_names.h"

namespace prereq {

/// `resource "aws_vpc" "main"`, `tags` of `tags = {`. Views belong to the text.
struct TerraformBlock {
  std::string_view type;
  std::vector<std::string_view> labels;
  std::size_t offset = 0;
};

/// One key and its value: a text, also as the only one of a list, or `${var.name}` for a variable
/// alone. Other values are not visited.
struct TerraformValue {
  std::string_view key;
  std::string value;
  std::size_t offset = 0;  // of the value
};

using VisitTerraformValue =
    std::function<void(const std::vector<TerraformBlock>& blocks, const TerraformValue& value)>;

/// Calls `visit` for the values of `text` in order, with the blocks around each, the outermost
/// first. Comments and here-documents are left out. Linear; blocks deeper than some twenty are not
/// entered.
void VisitTerraformValues(std::string_view text, const VisitTerraformValue& visit);

/// Adds what data sources look up by a tag `Name`, resources that have it, names and keys of states
/// that are kept in variables, and what the file at `path` says its variables are.
void AddTerraformValues(const std::string& path, std::string_view text, PackageNames& names);

/// What `name` is where its variables are those of `values`; empty where it has none, or one of
/// them is not known or said twice.
std::string WithTerraformValues(std::string_view name, const std::vector<NamedValue>& values);

}  // namespace prereq
