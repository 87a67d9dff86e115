#include "paths/looped_paths.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfBody = 2000;
constexpr std::string_view kEndsOfPath = " \t\r\n\"'();{}|&<>,";

// The word behind that at which a line of a loop begins: `f` of `foreach f in …`.
std::string_view VariableOf(std::string_view text, const SourceWord& word) {
  const auto head = static_cast<std::size_t>(word.head.data() - text.data());
  const std::size_t begin = text.find_first_not_of(" \t", head + word.head.size());
  if (begin >= word.offset) return {};
  std::size_t end = begin;
  while (end < word.offset && (IsWordByte(text[end]) || text[end] == '_')) ++end;
  return text.substr(begin, end - begin);
}

// The path around the use of a variable at `at`, with `value` in its place.
std::string PathAround(std::string_view body, std::size_t at, std::size_t length,
                       std::string_view value) {
  std::size_t begin = at, end = at + length;
  while (begin > 0 && kEndsOfPath.find(body[begin - 1]) == std::string_view::npos) --begin;
  while (end < body.size() && kEndsOfPath.find(body[end]) == std::string_view::npos) ++end;
  return std::string(body.substr(begin, at - begin)) + std::string(value) +
         std::string(body.substr(at + length, end - at - length));
}

}  // namespace

std::string LoopedPath(const FileFormat& format, std::string_view text, const SourceWord& word) {
  const bool is_stata = format.Is("stata") && word.head == "foreach";
  const bool is_shell = format.Is("shell") && word.head == "for";
  if ((!is_stata && !is_shell) || word.text == word.head) return {};
  const std::string variable(VariableOf(text, word));
  if (variable.empty() || word.text == variable) return {};
  std::string_view body = text.substr(std::min(text.size(), word.offset + word.text.size()));
  body = body.substr(0, kMostOfBody);
  body = body.substr(0, is_stata ? body.find("\n}") : body.find("done"));
  const std::string quoted = "`" + variable + "'", braced = "${" + variable + "}",
                    plain = "$" + variable;
  std::vector<std::string> uses;
  if (is_stata) uses = {quoted};
  if (is_shell) uses = {braced, plain};
  for (const std::string& use : uses) {
    for (std::size_t at = body.find(use); at != std::string_view::npos;
         at = body.find(use, at + 1)) {
      const std::size_t end = at + use.size();
      const bool goes_on =
          use == plain && end < body.size() && (IsWordByte(body[end]) || body[end] == '_');
      // `do` begins a command of Stata, and what a loop of a shell repeats.
      const std::string_view command =
          is_stata ? Trim(LineAround(body, at)) : CommandProper(body, at);
      if (goes_on || !RunsRest(command.substr(0, command.find_first_of(" \t")))) continue;
      std::string path = PathAround(body, at, use.size(), word.text);
      if (path != word.text) return path;
    }
  }
  return {};
}

}  // namespace prereq
