#include "paths/command_lines.h"

#include <algorithm>

#include "base/text.h"

namespace prereq {
namespace {

// Whether a line begins with a command that does more than going on or looking around.
bool BeginsWork(std::string_view line) {
  line = Trim(line);
  while (line.starts_with("- ")) line = Trim(line.substr(2));  // of a list of commands in YAML
  const std::string_view first = line.substr(0, line.find_first_of(" \t;)}&|"));
  return !first.empty() && !first.ends_with(':') &&
         !IsOneOf(first, {"cd", "popd", "pwd", "ls", "echo", "exit", "return", "done", "fi", "esac",
                          "else", "elif", "end"});
}

}  // namespace

bool RunsCommands(const FileFormat& format) {
  return IsOneOf(format.name, {"shell", "make", "just", "batch", "powershell", "fish", "nushell"});
}

bool IsIdleCommand(std::string_view program) {
  return HasWord(
      "[ [[ test if while echo printf ls ll cd rm rmdir mkdir find git chmod chown touch stat du "
      "file which export set unset readonly local declare",
      program);
}

bool IsBeforeCommand(std::string_view word) {
  return HasWord("sudo command exec time then do else elif if while until ! @ nohup", word);
}

std::size_t BeginOfLine(std::string_view text, std::size_t at) {
  const std::size_t low = at > kMostBack ? at - kMostBack : 0;
  const std::size_t mark = text.substr(low, at - low).rfind('\n');
  return mark == std::string_view::npos ? low : low + mark + 1;
}

std::string_view LineAround(std::string_view text, std::size_t at) {
  const std::size_t begin = BeginOfLine(text, at);
  const std::string_view rest = text.substr(begin, at - begin + kMostBack);
  return rest.substr(0, rest.find('\n'));
}

namespace {

// The line around `at` with those that a `\\` at their end joins to it.
std::string_view ContinuedLine(std::string_view text, std::size_t at) {
  const std::size_t low = at > kMostBack ? at - kMostBack : 0;
  std::size_t begin = BeginOfLine(text, at);
  while (begin > low + 1 && text[begin - 1] == '\n' && text[begin - 2] == '\\') {
    begin = BeginOfLine(text, begin - 1);
  }
  const std::string_view near = text.substr(0, std::min(text.size(), at + kMostBack));
  std::size_t end = std::min(near.find('\n', at), near.size());
  while (end < near.size() && end > begin && near[end - 1] == '\\') {
    end = std::min(near.find('\n', end + 1), near.size());
  }
  return near.substr(begin, end - begin);
}

}  // namespace

std::string_view CommandAround(std::string_view text, std::size_t at) {
  const std::string_view line = ContinuedLine(text, at);
  const std::size_t in_line = at - static_cast<std::size_t>(line.data() - text.data());
  const std::size_t before =
      in_line == 0 ? std::string_view::npos : line.find_last_of(";&|", in_line - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return line.substr(begin, line.find_first_of(";&|", in_line) - begin);
}

std::string_view CommandProper(std::string_view text, std::size_t at) {
  std::string_view command = CommandAround(text, at);
  for (;;) {
    command = command.substr(std::min(command.find_first_not_of(" \t@-"), command.size()));
    const std::string_view first = command.substr(0, command.find_first_of(" \t"));
    if (first.empty() || !IsBeforeCommand(first)) return command;
    command.remove_prefix(first.size());
  }
}

bool IsWorkedIn(const FileFormat& format, std::string_view text, const SourceWord& word) {
  std::string_view rest = text.substr(std::min(word.offset, text.size()), kMostBack);
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  const std::size_t mark = std::min(line.find("&&"), line.find(';'));
  if (mark != std::string_view::npos) {
    return line[mark] == '&' || BeginsWork(line.substr(mark + 1));
  }
  if (!IsOneOf(format.name, {"shell", "fish", "batch", "yaml"})) return false;
  rest.remove_prefix(end);
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view next = Trim(rest.substr(0, rest.find('\n')));
    if (!next.empty() && !next.starts_with('#')) return BeginsWork(next);
    rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
  }
  return false;
}

}  // namespace prereq
