// What variables of scripts are: the values that lines of their own assign to them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace prereq {

/// What is assigned to `name` at the head of a script, or shortly before `at`, by a line of its
/// own; empty where that is none or several. `earlier`: the cells of a notebook before this one,
/// which count where `text` says nothing. Reads at most some thousand bytes.
std::string_view AssignedValue(std::string_view text, std::string_view earlier,
                               std::string_view name, std::size_t at);

/// The same, and whether such lines assign anything to `name`, be it several things.
struct Assigned {
  std::string_view value;
  bool is_assigned = false;
};
Assigned FindAssigned(std::string_view text, std::string_view earlier, std::string_view name,
                      std::size_t at);

/// Whether `value` is a view of `text`: AssignedValue may have it from `earlier`.
bool IsViewOf(std::string_view text, std::string_view value);

/// The text of `"data/"`, where nothing but that and a remark stands there.
std::optional<std::string_view> OnlyText(std::string_view value);

}  // namespace prereq
