#include "discovery/quoted.h"

#include "base/format.h"
#include "base/json_marks.h"
#include "documents/json.h"

namespace prereq {

std::string Quote(const std::string& text) {
  return EscapeMarks(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string QuoteAll(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts)
    list += list.empty() ? Quote(text) : fmt::format(", {}", Quote(text));
  return "[" + list + "]";
}

}  // namespace prereq
