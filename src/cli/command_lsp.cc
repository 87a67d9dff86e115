// `prereq lsp`: findings in an editor.
#include <iostream>

#include "cli/commands.h"
#include "cli/lsp_server.h"
#include "cli/shared_arguments.h"

namespace prereq {

int RunLsp(const Options& options) { return ServeLsp(options, std::cin, std::cout); }

Declaration DeclareLsp(Options& options) {
  std::vector<Argument> arguments = InputArguments(options);
  // Clients of the protocol say how they talk; there is one way.
  arguments.push_back({.name = "--stdio",
                       .target = &options.stdio,
                       .help = "talk over stdin and stdout, as it always does"});
  return {std::move(arguments), "  prereq lsp          what an editor starts; see docs/recipes.md"};
}

}  // namespace prereq
