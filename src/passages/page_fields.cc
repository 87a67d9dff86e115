#include "passages/page_fields.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"

namespace prereq {

std::vector<PageNumbers::Field> ReadFields(const std::string& path, std::string_view text) {
  constexpr int kMostLines = 30;
  constexpr std::size_t kMostDigits = 3;
  const FileFormat& format = FormatOf(path);
  std::vector<PageNumbers::Field> fields;
  if (!format.Is("asciidoc") && !format.Is("org") && !format.Is("restructuredtext")) return fields;
  std::size_t begin = 0;
  for (int line = 1; line <= kMostLines && begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view whole = Trim(text.substr(begin, end - begin));
    begin = end + 1;
    const std::size_t key = whole.starts_with("#+") ? 2 : whole.starts_with(':') ? 1 : 0;
    const std::size_t colon = whole.find(':', key);
    if (key == 0 || colon == std::string_view::npos) continue;
    const std::string_view value = Trim(whole.substr(colon + 1));
    const bool digits = !value.empty() && value.size() <= kMostDigits &&
                        std::ranges::all_of(value, [](char c) { return IsDigit(c); });
    if (!digits) continue;
    fields.push_back({{path, line, 1},
                      Lower(whole.substr(key, colon - key)),
                      ValueOfDigits(value),
                      std::string(whole)});
  }
  return fields;
}

}  // namespace prereq
