#include "base/unused_code.h"

#include <algorithm>

#include "base/text.h"

namespace prereq {
namespace {

// `if` and `0` of `# if 0 // not yet`.
struct PreprocessorLine {
  std::string_view word, condition;
};

PreprocessorLine ReadPreprocessorLine(std::string_view line) {
  line = Trim(line);
  if (!line.starts_with('#')) return {};
  line = Trim(line.substr(1));
  const std::size_t end = std::min(line.find_first_of(" \t/("), line.size());
  std::string_view condition = line.substr(end);
  condition = condition.substr(0, std::min(condition.find("//"), condition.find("/*")));
  return {line.substr(0, end), Trim(condition)};
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> FindUnusedCode(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> unused;
  if (text.find("if 0") == std::string_view::npos) return unused;
  bool is_unused = false;
  std::size_t begin = 0, depth = 0;  // of the stretch, and of what is opened inside of it
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const PreprocessorLine line = ReadPreprocessorLine(text.substr(at, end - at));
    if (!is_unused) {
      is_unused = line.word == "if" && line.condition == "0";
      begin = end;
      depth = 0;
    } else if (line.word.starts_with("if")) {
      ++depth;
    } else if (depth > 0) {
      if (line.word == "endif") --depth;
    } else if (line.word == "endif" || line.word.starts_with("el")) {
      unused.emplace_back(begin, at);
      is_unused = false;
    }
    at = end + 1;
  }
  if (is_unused && begin < text.size()) unused.emplace_back(begin, text.size());
  return unused;
}

}  // namespace prereq
