// Pages that are called by numbers with a dot, `3.0-intro`: what they count is none of ours.
#include <optional>
#include <string>
#include <string_view>

#include "base/path.h"
#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {
namespace {

// Whether a part of `path` begins with `number` and goes on with another word.
bool HasPartCalled(std::string_view path, std::string_view number) {
  for (std::size_t at = path.find(number); at != std::string_view::npos;
       at = path.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    const bool begins = at == 0 || path[at - 1] == '/';
    if (begins && (end == path.size() || (!IsDigit(path[end]) && path[end] != '.'))) return true;
  }
  return false;
}

}  // namespace

bool IsOfDottedPage(const Scan& scan, const Reference& reference) {
  const std::string_view text = scan.text;
  const Span digits = reference.number;
  if (reference.written_last || !IsSection(text, digits.end())) return false;
  std::size_t end = digits.end() + 1;
  while (end < text.size() && IsDigit(text[end])) ++end;
  const std::string_view number = text.substr(digits.offset, end - digits.offset);
  if (HasPartCalled(scan.path, number) && !HomeOf(scan)) return true;
  const auto link = LinkTextAround(text, digits.offset);
  if (!link) return false;
  std::string_view target = text.substr(link->target_begin, link->target_end - link->target_begin);
  target = target.substr(0, target.find_first_of("#? "));
  if (!HasPartCalled(target, number)) return false;
  const std::optional<std::string> leads = FollowPath(ParentPath(scan.path), target);
  return !leads || !scan.lexicon.ModuleOf(*leads);
}

}  // namespace prereq::references
