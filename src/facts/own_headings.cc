#include "facts/own_headings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsOfModule(const Reference& reference) {
  return reference.shape == ReferenceShape::kTitle && reference.module && reference.mirror < 0 &&
         !reference.text.empty();
}

// What the scan noted as such a number.
bool IsSuspected(const Reference& reference) {
  return IsOfModule(reference) && reference.certainty == Certainty::kForeign &&
         reference.name.length == 0;
}

// The form of a heading: the words before its number, in lower case, and whether a section follows.
std::string FormOf(std::string_view heading) {
  const std::size_t digit = std::min(heading.find_first_of("0123456789"), heading.size());
  const std::size_t end = std::min(heading.find_first_not_of("0123456789", digit), heading.size());
  const bool section = end + 1 < heading.size() && heading[end] == '.' && IsDigit(heading[end + 1]);
  return Lower(heading.substr(0, digit)) + (section ? "1.1" : "1");
}

}  // namespace

void SettleOwnHeadings(std::vector<Reference>& references) {
  constexpr std::size_t kFewest = 2;
  struct Form {
    std::set<ModuleId> agreeing, suspected;
    [[nodiscard]] bool Tells() const {
      return agreeing.size() >= kFewest && suspected.size() <= agreeing.size();
    }
  };
  std::map<std::string, Form> forms;
  for (const Reference& reference : references) {
    if (IsSuspected(reference)) forms[FormOf(reference.text)].suspected.insert(*reference.module);
  }
  if (forms.empty()) return;
  for (const Reference& reference : references) {
    if (!IsOfModule(reference) || reference.certainty != Certainty::kOwned) continue;
    const auto form = forms.find(FormOf(reference.text));
    if (form != forms.end()) form->second.agreeing.insert(*reference.module);
  }
  for (Reference& reference : references) {
    if (!IsSuspected(reference)) continue;
    if (forms.at(FormOf(reference.text)).Tells()) {
      reference.certainty = Certainty::kDrifted;
    } else {
      reference.text.clear();
    }
  }
}

}  // namespace prereq
