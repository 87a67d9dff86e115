// From the name of a command to its function.
#include "cli/commands.h"

#include <stdexcept>
#include <string_view>
#include <utility>

namespace prereq {
namespace {

using Command = int (*)(const Options&);

constexpr std::pair<std::string_view, Command> kCommands[] = {
    {"check", RunCheck},       {"explain", RunExplain},   {"report", RunReport},
    {"lint", RunLint},         {"init", RunInit},         {"refs", RunRefs},
    {"plan", RunPlan},         {"apply", RunApply},       {"move", RunChange},
    {"insert", RunChange},     {"remove", RunChange},     {"rename", RunChange},
    {"close-gaps", RunChange}, {"undo", RunUndo},         {"recover", RunRecover},
    {"suggest", RunSuggest},   {"verify", RunVerify},     {"schema", RunSchema},
    {"why", RunWhy},           {"baseline", RunBaseline}, {"graph", RunGraph},
};

}  // namespace

int Run(const Options& options) {
  for (const auto& [name, run] : kCommands) {
    if (name == options.command) return run(options);
  }
  throw std::logic_error("the command " + options.command + " is declared but has no function");
}

}  // namespace prereq
