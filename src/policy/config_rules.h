// The little language of constraints and waivers: `training before spatial`, `pin setup to 1`,
// `optimizers requires autograd`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "documents/yaml.h"
#include "prereq/config.h"

namespace prereq {

/// Parses one rule as the author wrote it: `A before B`, `A after B`, `pin A to N`,
/// `A within N..M`, `A first`, `first A`, `A last`, `last A`. Names may have several words; one
/// that holds a word of the language stands in quotes. nullopt: an error was added.
std::optional<Rule> ParseRule(const YamlNode& scalar, Errors& errors);

/// `A requires B`, into the names and the text of a waiver. nullopt: an error was added.
std::optional<Waiver> ParseWaivedRule(const YamlNode& scalar, Errors& errors);

}  // namespace prereq
