#include "report/wrapped.h"

#include "base/format.h"
#include "base/text.h"

namespace prereq {

std::string Wrapped(std::string_view text) {
  constexpr std::size_t kTextWidth = 78;
  std::string wrapped;
  std::string line;
  for (const std::string_view word : Split(text, ' ')) {
    if (!line.empty() && line.size() + 1 + word.size() > kTextWidth) {
      wrapped += fmt::format("  {}\n", line);
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  return wrapped + fmt::format("  {}\n", line);
}

}  // namespace prereq
