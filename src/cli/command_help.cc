// `prereq help`: what `prereq COMMAND --help` says.
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/shared_arguments.h"

namespace prereq {

int RunHelp(const Options& options) {
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
