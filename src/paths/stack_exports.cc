#include "paths/stack_exports.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"

namespace prereq {
namespace {

using enum NamedWord::Role;

// The line before the one that holds `at`.
std::string_view LineBefore(std::string_view text, std::size_t at) {
  const std::size_t begin = BeginOfLine(text, at);
  if (begin == 0) return {};
  const std::size_t before = BeginOfLine(text, begin - 1);
  return Trim(text.substr(before, begin - before));
}

}  // namespace

NamedWord ExportOfStack(std::string_view text, const SourceWord& word) {
  if (word.is_key || word.text.starts_with('!')) return {};
  const bool is_filled = word.assigned == "Sub" || word.assigned.ends_with("::Sub");
  if (word.call == "Export" && word.assigned == "Name") return {kDeclares, kExportOfStack};
  if (is_filled && word.call == "Name") {
    constexpr std::size_t kMostToExport = 200;  // bytes
    const std::size_t low = word.offset - std::min(word.offset, kMostToExport);
    const bool exports = text.substr(low, word.offset - low).rfind("Export:") != text.npos;
    return exports ? NamedWord{kDeclares, kExportOfStack} : NamedWord{};
  }
  const std::string_view before = is_filled ? LineBefore(text, word.offset) : std::string_view();
  const bool imports = word.head == "!ImportValue" || word.assigned.ends_with("ImportValue") ||
                       before.ends_with("!ImportValue") || before.ends_with("ImportValue:");
  return imports ? NamedWord{kUses, kExportOfStack} : NamedWord{};
}

std::string NameOfExport(std::string_view written) {
  const std::string_view whole = written;
  std::string name;
  while (!written.empty()) {
    const std::size_t open = std::min(written.find("${"), written.size());
    name += written.substr(0, open);
    if (open == written.size()) break;
    const std::size_t close = written.find('}', open);
    if (close == written.npos) break;
    name += '*';
    written.remove_prefix(close + 1);
  }
  return std::ranges::any_of(name, IsWordByte) ? name : std::string(whole);
}

}  // namespace prereq
