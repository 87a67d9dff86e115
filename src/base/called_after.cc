#include "base/called_after.h"

#include <string>

#include "base/ascii.h"

namespace prereq {
namespace {

// Words in lowercase letters with `_` around each; with `joined` none between them.
std::string Words(std::string_view name, bool joined) {
  std::string words = "_";
  for (const char c : name) {
    const bool is_joint = c == '-' || c == '_' || c == '.' || c == ' ';
    if (!is_joint) {
      words += LowerChar(c);
    } else if (!joined && words.back() != '_') {
      words += '_';
    }
  }
  if (words.back() != '_') words += '_';
  return words;
}

}  // namespace

bool IsCalledAfter(std::string_view name, std::string_view slug) {
  if (slug.empty()) return false;
  const std::string words = Words(name, false), wanted = Words(slug, false);
  return words.starts_with(wanted) || words.ends_with(wanted) ||
         Words(name, true) == Words(slug, true);
}

}  // namespace prereq
