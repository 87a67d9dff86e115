// Numbers of modules behind keys, `SchemaVersion: 3`: entries of code or data say what a key gives,
// and a page that shows such an entry says it again.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// A key with the number of a module behind it.
struct KeyedNumber {
  std::string key;  // as written
  ModuleId module;
  Location where;    // of the key; on pages only, as the text
  std::string text;  // the key with its number, as written
};

/// Keys of code or data whose numbers certainly are those of modules; `references` are the file's,
/// by offset. Places and texts stay empty. O(references).
std::vector<KeyedNumber> CertainKeys(std::string_view text, std::span<const Reference> references);

/// Keys of a page whose number is that of the module which a line at most two away names, where no
/// reference covers it. O(text + references · line).
std::vector<KeyedNumber> ShownKeys(const std::string& path, std::string_view text,
                                   std::span<const Reference> references, const Order& numbers);

/// Those of `shown` whose keys give the numbers of at least three modules among `certain`.
std::vector<ExplainedNumber> ExplainKeys(const std::vector<KeyedNumber>& certain,
                                         const std::vector<KeyedNumber>& shown);

}  // namespace prereq
