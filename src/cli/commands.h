// The table of commands: everything that the program can do, in the order of its help.
#pragma once

#include <span>
#include <string_view>

#include "cli/arguments.h"

namespace prereq {

/// Exit status: 0 clean, 1 findings at error level, 2 could not answer.
enum : int { kExitClean = 0, kExitFindings = 1, kExitNoAnswer = 2 };

/// What a command is for, in the order in which an author meets them.
enum class CommandGroup { kLook, kOrder, kChange, kMerge, kHelp };
std::string_view GroupTitle(CommandGroup group);

struct Command {
  std::string_view name;   // `baseline add` is a part of the command `baseline`
  std::string_view about;  // one line of help
  CommandGroup group;
  Declaration (*declare)(Options&);  // null: a command of parts, which stand below it
  int (*run)(const Options&);        // null: the same; yields the exit status
  bool talks_to_others = false;      // to an editor or a browser, and not to who started it
};
std::span<const Command> Commands();

/// What stands below the list of commands in help.
extern const std::string_view kProgramFooter;

Declaration DeclareApply(Options& options);
Declaration DeclareBaselineAdd(Options& options);
Declaration DeclareBaselinePrune(Options& options);
Declaration DeclareCheck(Options& options);
Declaration DeclareCloseGaps(Options& options);
Declaration DeclarePad(Options& options);
Declaration DeclareCompletion(Options& options);
Declaration DeclareExplain(Options& options);
Declaration DeclareGraph(Options& options);
Declaration DeclareHelp(Options& options);
Declaration DeclareInit(Options& options);
Declaration DeclareInsert(Options& options);
Declaration DeclareLint(Options& options);
Declaration DeclareLsp(Options& options);
Declaration DeclareMan(Options& options);
Declaration DeclareMove(Options& options);
Declaration DeclarePlan(Options& options);
Declaration DeclareRecover(Options& options);
Declaration DeclareRefs(Options& options);
Declaration DeclareRemove(Options& options);
Declaration DeclareRename(Options& options);
Declaration DeclareReport(Options& options);
Declaration DeclareRequire(Options& options);
Declaration DeclareSchema(Options& options);
Declaration DeclareServe(Options& options);
Declaration DeclareStatus(Options& options);
Declaration DeclareSuggest(Options& options);
Declaration DeclareSwap(Options& options);
Declaration DeclareTasks(Options& options);
Declaration DeclareUndo(Options& options);
Declaration DeclareVerify(Options& options);
Declaration DeclareWhy(Options& options);

int RunApply(const Options& options);
int RunBaselineAdd(const Options& options);
int RunBaselinePrune(const Options& options);
int RunCheck(const Options& options);
int RunCloseGaps(const Options& options);
int RunPad(const Options& options);
int RunCompletion(const Options& options);
int RunExplain(const Options& options);
int RunGraph(const Options& options);
int RunHelp(const Options& options);
int RunInit(const Options& options);
int RunInsert(const Options& options);
int RunLint(const Options& options);
int RunLsp(const Options& options);
int RunMan(const Options& options);
int RunMove(const Options& options);
int RunPlan(const Options& options);
int RunRecover(const Options& options);
int RunRefs(const Options& options);
int RunRemove(const Options& options);
int RunRename(const Options& options);
int RunReport(const Options& options);
int RunRequire(const Options& options);
int RunSchema(const Options& options);
int RunServe(const Options& options);
int RunStatus(const Options& options);
int RunSuggest(const Options& options);
int RunSwap(const Options& options);
int RunTasks(const Options& options);
int RunUndo(const Options& options);
int RunVerify(const Options& options);
int RunWhy(const Options& options);

}  // namespace prereq
