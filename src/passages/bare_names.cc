#include "passages/bare_names.h"

#include <algorithm>

#include "base/ascii.h"
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

}  // namespace

bool HoldsAllModules(const std::set<ModuleId>& modules, const Facts& facts) {
  constexpr std::size_t kFewest = 3;
  return modules.size() >= kFewest && modules.size() + 1 >= facts.modules.size();
}

std::vector<Reference> FindBareNames(std::string_view text, const Facts& facts) {
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
    const auto id = facts.FindSlug(word);
    if (!id || !BeginsValue(text, begin) || !EndsValue(text, at)) continue;
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
