#include "report/xml_text.h"

#include <utility>

#include "base/text.h"

namespace prereq {

std::string Xml(std::string_view text) {
  std::string escaped;
  std::string shown = Printable(text);
  // The two code points that are valid UTF-8 and printable, yet no XML characters.
  for (const auto& [bytes, name] :
       {std::pair("\xEF\xBF\xBE", "\\ufffe"), std::pair("\xEF\xBF\xBF", "\\uffff")}) {
    for (std::size_t at = shown.find(bytes); at != std::string::npos; at = shown.find(bytes, at)) {
      shown.replace(at, 3, name);
    }
  }
  for (const char c : shown) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace prereq
