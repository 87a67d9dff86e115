// One function per command; each reads like DESIGN's data flow and returns an exit status.
#pragma once

#include "cli/args.h"

namespace prereq {

/// Exit status: 0 clean, 1 findings at error level, 2 could not answer.
enum : int { kExitClean = 0, kExitFindings = 1, kExitNoAnswer = 2 };

/// Runs the command that `options` names.
int Run(const Options& options);

int RunCheck(const Options& options);
int RunExplain(const Options& options);
int RunReport(const Options& options);
int RunSchema(const Options& options);
int RunSuggest(const Options& options);
int RunPlan(const Options& options);
int RunApply(const Options& options);
int RunRefs(const Options& options);
int RunChange(const Options& options);
int RunLint(const Options& options);
int RunBaseline(const Options& options);
int RunInit(const Options& options);
int RunUndo(const Options& options);
int RunRecover(const Options& options);
int RunVerify(const Options& options);
int RunWhy(const Options& options);
int RunGraph(const Options& options);

}  // namespace prereq
