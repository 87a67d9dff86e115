// What headings and links call modules.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/text_form.h"
#include "prereq/facts.h"

namespace prereq {

struct NamesInTexts {
  std::vector<std::string> of;  // of each text
  bool are_numbered = false;    // most read alike up to the number: `Module 3: NAME`
};
/// Each text without the label and number that three of four of `all` begin with; as it is where
/// they do not.
NamesInTexts WithoutNumbers(const std::vector<TextOfModule>& texts, std::size_t all);

/// Where `text` first has `number`, padded or not, as a number of its own; nullopt: nowhere.
std::optional<Span> PlaceOfNumber(std::string_view text, int number);

/// What an entry of a list calls that to which it leads: `[NAME](path)`, in YAML `- NAME: path`.
/// Nullopt when it holds no such thing, or several.
std::optional<std::string> NameOfLink(std::string_view path_of_list, std::string_view entry);

}  // namespace prereq
