#include "paths/image_names.h"

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

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

// All of `course-base:1.0` in YAML.
std::string_view ImageAt(std::string_view text, const SourceWord& word) {
  return text.substr(word.offset, text.find_first_of(" \t\r\n\"'#,}", word.offset) - word.offset);
}

// Whether a line of the same map of YAML as the one around `at` begins with `key`.
bool HasKeyBeside(std::string_view text, std::size_t at, std::string_view key) {
  constexpr std::size_t kMostAround = 4000;
  const std::size_t own = BeginOfLine(text, at);
  const std::size_t low = own > kMostAround ? own - kMostAround : 0;
  const std::size_t indent = text.find_first_not_of(" -", own) - own;
  const auto look = [&](std::string_view line, bool& goes_on) {
    const std::size_t column = line.find_first_not_of(" -");
    if (column == line.npos || line[column] == '#') return false;
    goes_on = column >= indent;
    return column == indent && line.substr(column).starts_with(key);
  };
  bool goes_on = true;
  for (const std::string_view line : Split(text.substr(own, kMostAround), '\n')) {
    if (look(line, goes_on)) return true;
    if (!goes_on) break;
  }
  std::vector<std::string_view> above = Split(text.substr(low, own - low), '\n');
  goes_on = true;
  for (auto line = above.rbegin(); line != above.rend() && goes_on; ++line) {
    if (look(*line, goes_on)) return true;
  }
  return false;
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

std::string NameOfImage(std::string_view image) {
  const std::string_view plain = WithoutTag(image);
  if (plain.empty() || plain.find('/') != plain.npos) return std::string(plain);
  std::string_view tag = image.substr(plain.size());
  if (tag.starts_with('@')) return std::string(image);
  tag = tag.substr(0, tag.find('@'));
  if (tag.find('$') != tag.npos) return std::string(plain) + ":$";
  return std::string(plain) + (tag.size() > 1 ? std::string(tag) : ":latest");
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
  const std::string_view plain = WithoutTag(whole);
  const bool has_owner = plain.find('/') != plain.npos;
  if (plain.empty() || plain.find('$') != plain.npos || (is_given && !has_owner)) {
    return std::nullopt;
  }
  std::string name = NameOfImage(whole);
  const std::string_view folder = command.substr(command.find_last_of(" \t\n\\") + 1);
  return BuiltImage{is_given ? BuiltImage::Role::kGiven : BuiltImage::Role::kBuilt, std::move(name),
                    WithoutQuotes(folder)};
}

bool MayNameImages(const FileFormat& format, std::string_view text) {
  const auto has = [&](std::string_view words) { return text.find(words) != text.npos; };
  if (format.Is("yaml")) return has("image:");
  return RunsCommands(format) &&
         (has("docker ") || has("podman ") || has("buildah ") || has("nerdctl "));
}

std::string RunImage(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (format.Is("yaml")) {
    if (word.assigned != "image" || HasKeyBeside(text, word.offset, "build:")) return {};
    return NameOfImage(ImageAt(text, word));
  }
  if (!RunsCommands(format) || word.text.starts_with('-')) return {};
  const std::string_view command = CommandProper(text, word.offset);
  const bool runs = std::ranges::any_of(
      std::initializer_list<std::string_view>{"docker run ", "docker create ", "podman run ",
                                              "docker container run ", "nerdctl run "},
      [&](std::string_view program) { return command.starts_with(program); });
  if (!runs) return {};
  const auto argument = ArgumentAt(text, word);
  if (!argument || argument->starts_with('-')) return {};
  const auto at = static_cast<std::size_t>(argument->data() - text.data());
  const std::string_view before =
      Trim(text.substr(0, at).substr(at - std::min<std::size_t>(at, 40)));
  const std::string_view option = before.substr(before.find_last_of(" \t\n") + 1);
  if (IsOneOf(option, {"--name", "--network", "--net", "--hostname", "-h", "-v", "--volume", "-e",
                       "--env", "-p", "--publish", "-w", "--workdir", "-u", "--user"})) {
    return {};
  }
  return NameOfImage(WithoutQuotes(*argument));
}

std::string BaseImage(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (!format.Is("dockerfile") || word.head != "FROM" || word.text == word.head) return {};
  const auto argument = ArgumentAt(text, word);
  if (!argument) return {};
  const auto at = static_cast<std::size_t>(argument->data() - text.data());
  const std::string_view line = text.substr(BeginOfLine(text, at), at - BeginOfLine(text, at));
  for (const std::string_view before : Split(Trim(line), ' ')) {  // `AS build` follows
    if (!before.empty() && before != "FROM" && !before.starts_with("--")) return {};
  }
  const std::string image = WithValues(text, WithoutQuotes(*argument), word.offset, {"ARG "});
  // A stage of this file: `FROM build` behind `FROM debian AS build`.
  const std::string stage = " as " + Lower(image) + '\n';
  if (Lower(text.substr(0, word.offset)).find(stage) != std::string::npos) return {};
  return NameOfImage(image);
}

}  // namespace prereq
