#include "paths/image_names.h"

#include <algorithm>
#include <initializer_list>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/assigned_values.h"
#include "paths/command_lines.h"

namespace prereq {
namespace {

bool BuildsImage(std::string_view command) {
  for (const std::string_view program :
       {"docker build ", "docker image build ", "docker buildx build ", "podman build ",
        "buildah build ", "buildah bud ", "nerdctl build "}) {
    if (command.starts_with(program)) return true;
  }
  return false;
}

std::string_view WithoutQuotes(std::string_view word) {
  while (!word.empty() && (word.front() == '"' || word.front() == '\'')) word.remove_prefix(1);
  return word.substr(0, word.find_first_of("\"'"));
}

// `written` with its variables replaced by what lines before `at` say, each behind one of
// `beginnings`: `ARG`. Others stay.
std::string WithValues(std::string_view text, std::string_view written, std::size_t at,
                       std::initializer_list<std::string_view> beginnings) {
  constexpr std::size_t kLongest = 300;
  std::string whole;
  written = written.substr(0, kLongest);
  for (std::size_t i = 0; i < written.size();) {
    const std::size_t open = std::min(written.find('$', i), written.size());
    whole += written.substr(i, open - i);
    if (open == written.size()) break;
    std::size_t begin = open + 1;
    const bool braces = written.substr(begin).starts_with('{');
    if (braces) ++begin;
    std::size_t end = begin;
    while (end < written.size() && (IsWordByte(written[end]) || written[end] == '_')) ++end;
    const std::string name(written.substr(begin, end - begin));
    std::string_view value;
    for (const std::string_view beginning : beginnings) {
      if (value.empty() && !name.empty()) {
        value = WithoutQuotes(AssignedValue(text, {}, std::string(beginning) + name, at));
      }
    }
    if (braces) {
      const std::size_t close = std::min(written.find('}', end), written.size());
      const std::string_view inside = written.substr(end, close - end);
      if (value.empty() && inside.starts_with(":-")) value = inside.substr(2);
      end = std::min(close + 1, written.size());
    }
    whole += value.empty() ? written.substr(open, end - open) : value;
    i = end;
  }
  return whole;
}

// All that stands without blanks around the word, which has to be the first word of it: variables
// and what is assigned are words of their own.
std::optional<std::string_view> ArgumentAt(std::string_view text, const SourceWord& word) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::size_t begin = word.offset;
  while (begin > 0 && std::string_view("\"'").find(text[begin - 1]) != text.npos) --begin;
  if (begin > 0 && kSpace.find(text[begin - 1]) == kSpace.npos) return std::nullopt;
  return text.substr(begin, text.find_first_of(kSpace, word.offset) - begin);
}

// The command around `at` with all the lines that it goes on in.
std::string_view WholeCommand(std::string_view text, std::size_t at) {
  constexpr int kMostLines = 40;
  constexpr std::size_t kMostAhead = 4000;
  text = text.substr(0, at + kMostAhead);
  std::size_t begin = BeginOfLine(text, at);
  for (int lines = 0; lines < kMostLines && begin > 1 && text[begin - 2] == '\\'; ++lines) {
    begin = BeginOfLine(text, begin - 1);
  }
  std::size_t end = std::min(text.find('\n', at), text.size());
  for (int lines = 0; lines < kMostLines && end < text.size() && text[end - 1] == '\\'; ++lines) {
    end = std::min(text.find('\n', end + 1), text.size());
  }
  const std::size_t before = text.substr(begin, at - begin).find_last_of(";&|");
  if (before != std::string_view::npos) begin += before + 1;
  std::string_view command = text.substr(begin, end - begin);
  command = Trim(command.substr(0, command.find_first_of(";&|", at - begin)));
  for (;;) {
    command = command.substr(std::min(command.find_first_not_of("@- \t"), command.size()));
    const std::string_view first = command.substr(0, command.find_first_of(" \t"));
    if (first.empty() || !IsBeforeCommand(first)) return command;
    command.remove_prefix(first.size());
  }
}

}  // namespace

std::string_view WithoutTag(std::string_view image) {
  const std::size_t name = image.rfind('/') + 1;  // a port may stand before; npos + 1 is 0
  return image.substr(0, image.find_first_of(":@", name));
}

std::optional<BuiltImage> ImageBuiltBy(const FileFormat& format, std::string_view text,
                                       const SourceWord& word) {
  if (!RunsCommands(format)) return std::nullopt;
  const auto argument = ArgumentAt(text, word);
  if (!argument) return std::nullopt;
  const auto begin = static_cast<std::size_t>(argument->data() - text.data());
  const std::string_view before =
      Trim(text.substr(0, begin).substr(begin - std::min<std::size_t>(begin, 20)));
  const std::string_view option = before.substr(before.find_last_of(" \t\n") + 1);  // npos + 1 is 0
  const bool is_given = option == "--build-arg";
  if (!is_given && option != "-t" && option != "--tag") return std::nullopt;
  const std::string_view command = WholeCommand(text, word.offset);
  if (!BuildsImage(command)) return std::nullopt;
  std::string_view written = WithoutQuotes(*argument);
  if (is_given) written.remove_prefix(std::min(written.find('=') + 1, written.size()));
  const std::string whole =
      WithValues(text, WithoutQuotes(written), word.offset, {"", "export ", "readonly "});
  const std::string_view name = WithoutTag(whole);
  if (name.find('/') == name.npos || name.find('$') != name.npos) return std::nullopt;
  const std::string_view folder = command.substr(command.find_last_of(" \t\n\\") + 1);
  return BuiltImage{is_given ? BuiltImage::Role::kGiven : BuiltImage::Role::kBuilt,
                    std::string(name), WithoutQuotes(folder)};
}

std::string BaseImage(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (!format.Is("dockerfile") || word.head != "FROM" || word.text == word.head) return {};
  const auto argument = ArgumentAt(text, word);
  if (!argument) return {};
  const std::string image = WithValues(text, WithoutQuotes(*argument), word.offset, {"ARG "});
  return std::string(WithoutTag(image));
}

}  // namespace prereq
