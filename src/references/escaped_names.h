// Names of modules with bytes that links, shells and TeX write as escapes: `f%C3%BCr`, `Week\ 2`.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "prereq/facts.h"

namespace prereq::references {

/// Names as they stand on disk that hold a blank, a letter beyond ASCII, a bracket or the like, or
/// two `_` in a row. Filled once, then read by many threads.
class EscapedNames {
 public:
  struct Entry {
    std::size_t folder = 0;         // index into Lexicon::folders()
    bool suffixed = false;          // a letter right behind the number belongs to it
    std::vector<ModuleId> modules;  // that are called so, whatever their numbers
  };

  /// Keeps `name`, the entry of `module` in the folder of that index, if it is such a name.
  void Add(std::string_view name, std::size_t folder, ModuleId module, bool suffixed);
  [[nodiscard]] bool empty() const { return names_.empty(); }
  /// The longest name with which `text` begins, whatever its number: its length, where the number
  /// stands in it, and whose it is. nullopt where none does. At most one search for each length
  /// that a name has.
  struct Match {
    std::size_t length = 0, digits_begin = 0, digits_end = 0;
    const Entry* entry = nullptr;
  };
  [[nodiscard]] std::optional<Match> LongestAt(std::string_view text) const;
  /// Enough of a text for any name in it.
  [[nodiscard]] std::size_t longest() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  // By the name with kNumber for its digits.
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> names_;
  std::set<std::size_t> lengths_;  // of those
};

}  // namespace prereq::references
