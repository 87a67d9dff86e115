// utf8proc does the folding; plain ASCII, the common case, needs no table.
#include "base/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {

std::string FoldName(std::string_view name) {
  if (std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return Lower(name);
  }
  utf8proc_uint8_t* folded = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
      static_cast<utf8proc_ssize_t>(name.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(folded, &std::free);
  if (length < 0) return Lower(name);
  return {reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length)};
}

namespace {

// Whether the character that `sequence` encodes joins words instead of being part of one.
bool IsJoint(std::string_view sequence) {
  utf8proc_int32_t code = 0;
  const auto length = static_cast<utf8proc_ssize_t>(sequence.size());
  if (utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(sequence.data()), length, &code) <
      0) {
    return false;
  }
  const utf8proc_category_t category = utf8proc_category(code);
  return category >= UTF8PROC_CATEGORY_PC;  // punctuation, symbols, separators, controls
}

}  // namespace

std::string FoldModuleName(std::string_view name) {
  std::string words;
  const std::string folded = FoldName(name);
  const auto join = [&words] {
    if (!words.empty() && words.back() != ' ') words += ' ';
  };
  for (std::size_t i = 0; i < folded.size();) {
    if (static_cast<unsigned char>(folded[i]) < 0x80) {
      if (IsAlphanumeric(folded[i])) {
        words += folded[i];
      } else {
        join();
      }
      ++i;
      continue;
    }
    const std::string_view rest = std::string_view(folded).substr(i);
    const std::size_t length = std::max<std::size_t>(Utf8Length(rest), 1);
    if (length > 1 && IsJoint(rest.substr(0, length))) {
      join();
    } else {
      words += rest.substr(0, length);
    }
    i += length;
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const std::size_t length = Utf8Length(text);
    utf8proc_int32_t code = 0;
    if (length > 1) {
      (void)utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                             static_cast<utf8proc_ssize_t>(length), &code);
    }
    width += length > 1 ? static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code))) : 1;
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return width;
}

}  // namespace prereq
