// Arguments that several commands take.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"

namespace prereq {

/// INPUT and --series.
std::vector<Argument> InputArguments(Options& options);
/// --input-format, for commands that read edge lists too.
Argument InputFormatArgument(Options& options);
/// --in and --series, for commands whose positional arguments are modules.
std::vector<Argument> InArguments(Options& options);
Argument OrderArgument(Options& options, const std::string& help);
Argument FormatArgument(Options& options, const std::vector<std::string>& formats);
Argument MinimizeArgument(Options& options);
/// --order and --minimize, for commands that lead to an order.
std::vector<Argument> TargetArguments(Options& options);
/// What to edit besides what is certain: --include, --fix-drift, --resort, --exclude.
std::vector<Argument> ChoiceArguments(Options& options);
/// How a tree is changed: --verify, --yes, --no-git, --allow-….
std::vector<Argument> ChangeArguments(Options& options);
/// DIRECTORY, for commands that need no readable workspace.
Argument TreeArgument(Options& options);
/// --dry-run.
Argument DryRunArgument(Options& options, const std::string& help);
/// A module that the user names.
Argument ModuleArgument(const std::string& name, std::string* target, const std::string& help);
/// What every command takes: --color, --threads, --no-cache, …. Where a command declares one of
/// the same name, that stands.
std::vector<Argument> GlobalArguments(Options& options);

/// `all` with `more` behind it.
void Append(std::vector<Argument> more, std::vector<Argument>& all);

}  // namespace prereq
