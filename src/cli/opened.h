// What the command line names: the workspace, an order, the root of a tree to change.
#pragma once

#include "app/input.h"
#include "app/named_file.h"
#include "cli/args.h"

namespace prereq {

/// `options` with --config as the input, and the directory of -C made the current one; nullopt
/// after saying why it could not.
std::optional<Options> Prepared(Options options);

/// Opens what `options.input` and `options.series` name; says the notes of the reading on stderr,
/// with --verbose also what was read. Where malformed files are listed, and with --verbose, also
/// which source files had syntax errors.
/// `allow_unreadable`: see OpenOptions.
Result<Workspace, Errors> OpenWorkspace(const Options& options, CollectOptions collect,
                                        bool allow_unreadable = false);

/// ReadNamed; `-` is stdin.
Result<std::string> ReadNamedOrStdin(const std::string& path);

/// The order that `named` (the text of --order) gives for `series`; the order as it stands when it
/// is empty. FILE#BLOCK picks a block of a Markdown file, unless a file of that very name exists; -
/// is stdin.
Result<Order, Errors> ReadNamedOrder(const std::string& named, const Workspace& workspace,
                                     const LoadedSeries& series);

/// The one series of a tree that a command may change, of several the only one in which `name`
/// means a module; kInvalid for a graph file, and where it stays open.
Result<const LoadedSeries*> SeriesToChange(const Workspace& workspace,
                                           const std::string& name = {});

/// The directory whose tree a command changes: what the user named, else where the nearest
/// prereq.yaml stands, else the current one.
Result<std::string> TreeRoot(const Options& options);

/// `command` with what it needs to work on the same input and series from here; what is not a
/// command of prereq comes back as it is.
std::string OnSameInput(const Options& options, std::string command);

/// Turns paths relative to the root into paths from here, and completes the commands of fixes.
void ShowFromHere(const Input& input, const Options& options, std::vector<Finding>& findings);

}  // namespace prereq
