#include "paths/container_names.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"

namespace prereq {
namespace {

using enum NamedWord::Role;

constexpr std::string_view kNetwork = "container network", kVolume = "container volume";

bool IsNameOfContainer(std::string_view name) {
  return name.size() > 1 && (IsLetter(name.front()) || IsDigit(name.front())) &&
         std::ranges::all_of(
             name, [](char c) { return IsWordByte(c) || c == '_' || c == '-' || c == '.'; });
}

// The word of the command right before `word`; what stands before `=` where that does.
std::string_view OptionOfContainer(std::string_view command, std::size_t at) {
  std::string_view before = Trim(command.substr(0, at));
  while (before.ends_with('"') || before.ends_with('\'')) before.remove_suffix(1);
  before = Trim(before);
  if (before.ends_with('=')) before.remove_suffix(1);
  return before.substr(before.find_last_of(" \t\n=,") + 1);  // npos + 1 is 0
}

}  // namespace

NamedWord NameOfContainers(std::string_view text, const SourceWord& word) {
  // The line begins with the program, perhaps behind another word, or goes on with an option.
  const bool may_be = word.head.starts_with('-') || HasWord("docker podman nerdctl", word.head) ||
                      IsBeforeCommand(word.head);
  if (!may_be) return {};
  const std::string_view name = word.text.substr(0, word.text.find(':'));
  if (!IsNameOfContainer(name) || HasWord("host bridge none default", name)) return {};
  const std::string_view command = CommandProper(text, word.offset);
  const std::string_view program = command.substr(0, command.find_first_of(" \t"));
  if (!HasWord("docker podman nerdctl", program)) return {};
  const auto at = word.offset - static_cast<std::size_t>(command.data() - text.data());
  const std::string_view rest = Trim(command.substr(program.size()));
  const bool is_whole = name.size() == word.text.size();
  for (const std::string_view kind : {kNetwork, kVolume}) {
    const std::string_view thing = kind.substr(kind.find(' ') + 1);
    if (!rest.starts_with(thing)) continue;
    const std::string_view action = Trim(rest.substr(thing.size()));
    const std::string_view before = OptionOfContainer(command, at);
    const bool is_operand = is_whole && !before.starts_with('-') && word.previous != '=';
    if (action.starts_with("create ")) {
      return is_operand && name != "create" ? NamedWord{kDeclares, kind, name} : NamedWord{};
    }
    return action.starts_with("connect ") && before == "connect" ? NamedWord{kUses, kind, name}
                                                                 : NamedWord{};
  }
  const std::string_view option = OptionOfContainer(command, at);
  if (is_whole && HasWord("--network --net", option)) return {kUses, kNetwork, name};
  const bool mounts = (!is_whole && HasWord("-v --volume", option)) || option == "source";
  return mounts ? NamedWord{kUses, kVolume, name} : NamedWord{};
}

}  // namespace prereq
