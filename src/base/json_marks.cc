#include "base/json_marks.h"

#include <algorithm>

#include "base/format.h"
#include "base/text.h"

namespace prereq {

std::string EscapeMarks(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(Utf8Length(text), 1);
    if (text.front() == 0x7F) {
      shown += "\\u007f";
    } else if (length > 1 && Printable(text.substr(0, length)) != text.substr(0, length)) {
      const auto bits = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) & 0x3FU; };
      const unsigned lead = static_cast<unsigned char>(text[0]);
      const unsigned code = length == 2 ? ((lead & 0x1FU) << 6U) | bits(1)
                                        : ((lead & 0x0FU) << 12U) | (bits(1) << 6U) | bits(2);
      shown += fmt::format("\\u{:04x}", code);
    } else {
      shown += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return shown;
}

}  // namespace prereq
