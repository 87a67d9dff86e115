// `prereq help`: what `prereq COMMAND --help` says.
#include <algorithm>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"

namespace prereq {

int RunHelp(const Options& options) {
  const auto first_word = [](const Command& command) {
    return command.name.substr(0, command.name.find(' '));
  };
  if (!options.words.empty() &&
      std::ranges::find(Commands(), options.words.front(), first_word) == Commands().end()) {
    SayErrors({{Error::Code::kNotFound,
                "there is no command `" + Printable(options.words.front()) + "`",
                {},
                "prereq help"}});
    return kExitNoAnswer;
  }
  std::vector<const char*> words = {"prereq"};
  for (const std::string& word : options.words) words.push_back(word.c_str());
  words.push_back("--help");
  const auto parsed = ParseArgs(static_cast<int>(words.size()), words.data());
  const auto* text = std::get_if<Printout>(&parsed);
  if (text == nullptr) return kExitNoAnswer;
  if (text->is_error) return SayLines(text->text), kExitNoAnswer;
  return WriteOut(text->text, "") ? kExitClean : kExitNoAnswer;
}

Declaration DeclareHelp(Options& options) {
  return {{{.name = "COMMAND",
            .target = &options.words,
            .help = "a command, or two words as `baseline add`; without one: all commands"}},
          "  prereq help suggest"};
}

}  // namespace prereq
