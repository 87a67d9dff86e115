#include "plan/notebook.h"

#include <string>

#include "documents/json.h"

namespace prereq {
namespace {

bool SameButTexts(const Json& a, const Json& b) {
  if (a.type() != b.type()) return false;
  if (a.is_string()) return true;
  if (a.is_primitive()) return a == b;
  if (a.size() != b.size()) return false;
  if (a.is_array()) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!SameButTexts(a[i], b[i])) return false;
    }
    return true;
  }
  auto other = b.begin();
  for (auto item = a.begin(); item != a.end(); ++item, ++other) {
    if (item.key() != other.key()) return false;
    if (item.key() == "outputs" ? item.value() != other.value()
                                : !SameButTexts(item.value(), other.value())) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool OnlyTextsChange(std::string_view json, const std::vector<SpanEdit>& spans) {
  const Json before = Json::parse(json, nullptr, false);
  if (before.is_discarded()) return true;
  std::string edited;
  std::size_t at = 0;
  for (const SpanEdit& edit : spans) {
    edited.append(json.substr(at, edit.span.offset - at)).append(edit.new_text);
    at = edit.span.end();
  }
  edited.append(json.substr(at));
  const Json after = Json::parse(edited, nullptr, false);
  return !after.is_discarded() && SameButTexts(before, after);
}

}  // namespace prereq
