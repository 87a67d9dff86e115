#include "files/csv_field.h"

#include <algorithm>
#include <string_view>

#include "base/format.h"
#include "base/text.h"

namespace prereq {

namespace {

// `text`, which is UTF-8, with nothing in it that a terminal would obey.
std::string PercentEncoded(std::string_view text) {
  std::string encoded;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, std::max<std::size_t>(Utf8Length(text), 1));
    if (one != "%" && Printable(one) == one) {
      encoded += one;
    } else {
      for (const char c : one) encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    text.remove_prefix(one.size());
  }
  return encoded;
}

}  // namespace

std::string CsvField(const std::string& text) {
  std::string shown = EscapeInvalidUtf8(text);
  if (Printable(shown) != shown) shown = PercentEncoded(shown);
  if (shown.find_first_of(",\"\r\n") == std::string::npos) return shown;
  std::string quoted = "\"";
  for (const char c : shown) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace prereq
