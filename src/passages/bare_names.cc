#include "passages/bare_names.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsSlugByte(char c) { return IsWordByte(c) || c == '-' || c == '.'; }

// Whether nothing but marks of YAML, JSON or TOML stands between the value and what is before it.
bool BeginsValue(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'')) --at;
  std::size_t before = at;
  while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t')) --before;
  if (before == 0 || text[before - 1] == '\n') return true;
  const char mark = text[before - 1];
  if (mark == '-') return before < at && (before == 1 || !IsSlugByte(text[before - 2]));
  return std::string_view(":[{,=(").find(mark) != std::string_view::npos;
}

bool EndsValue(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at == text.size() ||
         std::string_view("\r\n:]},)#").find(text[at]) != std::string_view::npos;
}

bool IsString(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin == 0 || end == text.size()) return false;
  const char quote = text[begin - 1];
  return (quote == '"' || quote == '\'') && text[end] == quote;
}

// Between blanks, or the brackets of an array: `for m in intro lists; do`.
bool IsShellWord(std::string_view text, std::size_t begin, std::size_t end) {
  return begin > 0 && std::string_view(" \t\n(=").find(text[begin - 1]) != std::string_view::npos &&
         (end == text.size() ||
          std::string_view(" \t\r\n);\\").find(text[end]) != std::string_view::npos);
}

}  // namespace

bool HoldsAllModules(const std::set<ModuleId>& modules, const Facts& facts) {
  constexpr std::size_t kFewest = 3;
  return modules.size() >= kFewest && modules.size() + 1 >= facts.modules.size();
}

std::vector<Reference> FindBareNames(const std::string& path, std::string_view text,
                                     const Facts& facts) {
  const FileFormat& format = FormatOf(path);
  const bool is_data = format.content == FileContent::kData;
  const bool has_words = format.Is("shell") || format.Is("make") || format.Is("just");
  std::vector<Reference> names;
  std::set<ModuleId> named;
  const LineIndex lines(text);
  for (std::size_t at = 0; at < text.size();) {
    if (!IsSlugByte(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && IsSlugByte(text[at])) ++at;
    const std::string_view word = text.substr(begin, at - begin);
    const bool is_string = IsString(text, begin, at);
    if (!is_data && !is_string && !(has_words && IsShellWord(text, begin, at))) continue;
    const auto id = facts.FindSlug(word);
    const bool is_value = has_words || (BeginsValue(text, begin) && EndsValue(text, at));
    if (!id || !is_value) continue;
    Reference reference;
    reference.where = lines.At({}, begin);
    reference.whole = reference.name = {begin, word.size()};
    reference.number = {begin, 0};
    reference.shape = ReferenceShape::kSlugEntry;
    reference.certainty = Certainty::kAgreeing;
    reference.module = id;
    names.push_back(std::move(reference));
    named.insert(*id);
  }
  if (!HoldsAllModules(named, facts)) names.clear();
  return names;
}

}  // namespace prereq
