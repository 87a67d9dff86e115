// Numbers, module ids, and an order: which module carries which number.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// A module inside one Facts (its index there). Never an index into anything else.
struct ModuleId {
  int value = -1;

  auto operator<=>(const ModuleId&) const = default;
};

/// A module's place as printed: 6, or 6 with letter suffix 'b' for `06b_extra`.
struct Number {
  int value = 0;
  char suffix = '\0';  // 'a'..'z', or '\0' for none; sorts before every letter

  auto operator<=>(const Number&) const = default;
};

/// Which number each module of one Facts carries; a module may have none (new, or left out).
class Order {
 public:
  Order() = default;
  explicit Order(std::size_t module_count) : numbers_(module_count) {}

  [[nodiscard]] std::size_t module_count() const { return numbers_.size(); }
  [[nodiscard]] std::optional<Number> number(ModuleId id) const {
    return numbers_[static_cast<std::size_t>(id.value)];
  }
  void Set(ModuleId id, std::optional<Number> number) {
    numbers_[static_cast<std::size_t>(id.value)] = number;
  }
  /// The numbered modules by (number, id).
  [[nodiscard]] std::vector<ModuleId> Sequence() const;

  bool operator==(const Order&) const = default;

 private:
  std::vector<std::optional<Number>> numbers_;  // index: ModuleId
};

/// One line of an order as a user wrote it, before names are resolved.
struct OrderEntry {
  std::string name;              // slug, alias or title, without the number
  std::optional<Number> number;  // the number before the name, when one was written
  Location where;
  std::string line = {};  // all of the line that it was read from, where it was; may be a path
};

/// An order file as read: entries in the order they stand. Without numbers the position decides.
struct OrderText {
  std::vector<OrderEntry> entries;
  Location where;  // of the file or the chosen block
};

/// Reads an order in any accepted form: one `slug` or `NN_slug` a line, a YAML list or map, or a
/// Markdown file with fenced blocks. `selector` picks the block by its 1-based index or the words
/// of its heading; empty when the user chose none. Errors kInvalid: malformed lines; several blocks
/// and no choice (lists them); no such block.
Result<OrderText, Errors> ParseOrder(const std::string& path, const std::string& text,
                                     const std::string& selector);

}  // namespace prereq

template <>
struct std::hash<prereq::ModuleId> {
  std::size_t operator()(prereq::ModuleId id) const noexcept { return std::hash<int>{}(id.value); }
};
