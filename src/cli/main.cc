// The program: hands the command line to the commands and turns their answer into an exit status.
#include <cstdio>
#include <exception>
#include <new>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/end_guards.h"
#include "cli/output.h"

int main(int argc, char** argv) {
  prereq::EndWhenMemoryIsOut();
  try {
    const auto parsed = prereq::ParseArgs(argc, argv);
    if (const auto* text = std::get_if<prereq::Printout>(&parsed)) {
      if (text->is_error) return prereq::SayLines(text->text), prereq::kExitNoAnswer;
      return prereq::WriteOut(text->text, "") ? prereq::kExitClean : prereq::kExitNoAnswer;
    }
    const auto& options = std::get<prereq::Options>(parsed);
    if (options.ends_at_limit) prereq::EndAfter(options.time_limit);
    return prereq::Run(options);
  } catch (const std::bad_alloc&) {
    std::fputs("prereq: error: there is not enough memory\n"
               "  fix: if a change was under way, prereq recover\n",
               stderr);
    return prereq::kExitNoAnswer;
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "prereq: bug: %s\nprereq: nothing was changed; please report this\n",
                 bug.what());
    return 3;
  }
}
