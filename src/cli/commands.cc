#include "cli/commands.h"

namespace prereq {
namespace {

using enum CommandGroup;

constexpr Command kCommands[] = {
    {"init", "Finds the numbered series of a repository and writes a prereq.yaml.", kLook,
     DeclareInit, RunInit},
    {"check", "Does this order satisfy every fact?", kLook, DeclareCheck, RunCheck},
    {"graph", "What is known about who comes before whom, and by which fact.", kLook, DeclareGraph,
     RunGraph},
    {"why", "Which facts force one module to come before another.", kLook, DeclareWhy, RunWhy},
    {"refs", "Every place that names a module, with kind and certainty.", kLook, DeclareRefs,
     RunRefs},
    {"suggest", "The cheapest valid numbering, with its proof.", kOrder, DeclareSuggest,
     RunSuggest},
    {"verify", "Does a saved proposal hold? Needs the file alone.", kOrder, DeclareVerify,
     RunVerify},
    {"plan", "What has to change to reach an order; changes nothing.", kOrder, DeclarePlan,
     RunPlan},
    {"serve", "A board in the browser to try orders on, with answers of the planner.", kOrder,
     DeclareServe, RunServe, true},
    {"apply", "Does what the plan says, all or nothing.", kChange, DeclareApply, RunApply},
    {"move", "Moves one module; the others and all references follow.", kChange, DeclareMove,
     RunMove},
    {"swap", "Two modules change places; all references follow.", kChange, DeclareSwap, RunSwap},
    {"insert", "Makes room for a new module.", kChange, DeclareInsert, RunInsert},
    {"remove", "Takes a module out of the series; its files are set aside.", kChange, DeclareRemove,
     RunRemove},
    {"rename", "Gives a module another slug.", kChange, DeclareRename, RunRename},
    {"require", "Writes into the policy that one module needs another.", kChange, DeclareRequire,
     RunRequire},
    {"close-gaps", "Numbers the series without gaps.", kChange, DeclareCloseGaps, RunCloseGaps},
    {"pad", "Gives all numbers of the series one width, in the policy too.", kChange, DeclarePad,
     RunPad},
    {"tasks", "What the last change left to a person, as it is now.", kChange, DeclareTasks,
     RunTasks},
    {"status", "The last change, what is open, and what undo would take back.", kChange,
     DeclareStatus, RunStatus},
    {"undo", "Takes back the last change, again the one before it; what was edited since stays.",
     kChange, DeclareUndo, RunUndo},
    {"recover", "Finishes, or takes back, what a crash interrupted.", kChange, DeclareRecover,
     RunRecover},
    {"lint", "Everything that is wrong with a tree, before a merge.", kMerge, DeclareLint, RunLint},
    {"lsp", "Findings, fixes and modules in an editor: a language server.", kMerge, DeclareLsp,
     RunLsp, true},
    {"baseline", "Accepts findings for now, in prereq-baseline.yaml.", kMerge, nullptr, nullptr},
    {"baseline add", "Accepts what lint finds today.", kMerge, DeclareBaselineAdd, RunBaselineAdd},
    {"baseline prune", "Lowers and removes entries that accept too much.", kMerge,
     DeclareBaselinePrune, RunBaselinePrune},
    {"report", "Shows findings that --format json saved, in another format.", kMerge, DeclareReport,
     RunReport},
    {"explain", "What a rule means and how to fix or silence it; what a word means.", kHelp,
     DeclareExplain, RunExplain},
    {"schema", "The JSON schema of a file that prereq reads or writes.", kHelp, DeclareSchema,
     RunSchema},
    {"completion", "A script that completes commands in bash, zsh or fish.", kHelp,
     DeclareCompletion, RunCompletion},
    {"man", "The manual page.", kHelp, DeclareMan, RunMan},
    {"help", "What a command does, takes and prints.", kHelp, DeclareHelp, RunHelp},
};

}  // namespace

const std::string_view kProgramFooter =
    "Exit status: 0 clean, 1 findings at error level, 2 could not answer, 3 a bug in prereq.\n"
    "Examples:\n"
    "  prereq check                          is the order of this repository valid?\n"
    "  prereq suggest                        the cheapest valid numbering, with its proof\n"
    "  prereq plan --format script           the renames as a shell script\n"
    "`prereq COMMAND --help` shows each command's options and examples.";

std::string_view GroupTitle(CommandGroup group) {
  switch (group) {
    case kLook:
      return "Look at a tree";
    case kOrder:
      return "Find an order";
    case kChange:
      return "Change the order";
    case kMerge:
      return "Before a merge";
    case kHelp:
      break;
  }
  return "Explain and set up";
}

std::span<const Command> Commands() { return kCommands; }

}  // namespace prereq
