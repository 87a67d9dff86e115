// The JSON schemas of tools/, built into the program.
#pragma once

#include <array>
#include <string_view>

namespace prereq {

/// What `prereq schema` can print.
inline constexpr std::array<std::string_view, 7> kSchemaNames = {
    "board", "config", "findings", "graph", "plan", "proposal", "tasks"};

/// The text of the schema called `name`; empty when there is none.
std::string_view SchemaText(std::string_view name);

}  // namespace prereq
