// The program: hands the command line to the commands and turns their answer into an exit status.
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include "base/text.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/end_guards.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/progress_line.h"

namespace {

// The command line with `--time-limit 0`.
std::string WithoutLimit(int argc, char** argv) {
  constexpr std::string_view kOption = "--time-limit";
  std::string command = "prereq";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    command += ' ';
    if (word == kOption && i + 1 < argc) {
      command += "--time-limit 0";
      ++i;
    } else if (word.starts_with(kOption) && word.substr(kOption.size()).starts_with('=')) {
      command += "--time-limit=0";
    } else {
      command += prereq::ShellQuote(word);
    }
  }
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  prereq::EndWhenMemoryIsOut();
  prereq::FailBeyondSizeLimit();
  try {
    const auto parsed = prereq::ParseArgs(argc, argv);
    if (const auto* text = std::get_if<prereq::Printout>(&parsed)) {
      if (text->is_error) return prereq::SayLines(text->text), prereq::kExitNoAnswer;
      return prereq::WriteOut(text->text, "") ? prereq::kExitClean : prereq::kExitNoAnswer;
    }
    const auto& [options, command] = std::get<prereq::Invocation>(parsed);
    prereq::SetRunning(command->name);
    const auto prepared = prereq::Prepared(options);
    if (!prepared) return prereq::kExitNoAnswer;
    prereq::SetQuiet(options.quiet);
    const prereq::ProgressLine line(!options.quiet && !command->talks_to_others);
    const prereq::WorkStage stage("working");
    if (options.time_limit > 0 && !command->talks_to_others) {
      prereq::EndAfter(options.time_limit, WithoutLimit(argc, argv));
    }
    return command->run(*prepared);
  } catch (const std::bad_alloc&) {
    std::fputs(
        "prereq: error: there is not enough memory\n"
        "  fix: if a change was under way, prereq recover\n",
        stderr);
    return prereq::kExitNoAnswer;
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "prereq: bug: %s\nprereq: nothing was changed; please report this\n",
                 bug.what());
    return 3;
  }
}
