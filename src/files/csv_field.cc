#include "files/csv_field.h"

#include "base/text.h"

namespace prereq {

std::string CsvField(const std::string& text) {
  std::string shown = EscapeInvalidUtf8(text);
  if (shown.find_first_of(",\"\r\n") == std::string::npos) return shown;
  std::string quoted = "\"";
  for (const char c : shown) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace prereq
