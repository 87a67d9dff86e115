// Printing: results to stdout or to a file, everything else to stderr.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/input.h"
#include "cli/args.h"
#include "prereq/report.h"

namespace prereq {

/// Writes `text` to stdout, or to `file` when it is not empty. False after saying on stderr why it
/// could not, and no time limit ends it any more; a reader that went away (`| head`) is not a
/// failure.
bool WriteOut(const std::string& text, const std::string& file);

/// Says each error on stderr: `path:line:col: error: message`, then `fix:`, its own or the one that
/// follows from its kind and place, this once for the errors of one file. Of very many the first
/// hundred, and how many there are.
void SayErrors(const Errors& errors);
/// The name of the command that runs, for fixes that name it.
void SetRunning(std::string_view command);
/// One line on stderr; nothing after SetQuiet(true).
void SayNote(std::string_view text);
/// Whether notes are left out from now on (--quiet); errors are always said.
void SetQuiet(bool quiet);
/// `text` as it is to stderr. When stderr is closed, that is not an error.
void SayLines(const std::string& text);
/// Says `question` on stderr; the line that is typed, without its end, or nothing at the end of
/// stdin.
std::optional<std::string> AskLine(const std::string& question);

/// Renders findings in every format that was asked for, says the summary on stderr, and returns the
/// exit status. By default: text, or annotations under GitHub Actions, where findings beyond
/// GitHub's limits also go to the step summary. Text on stdout ends after the thousand most severe
/// findings and a note says how many are left. `subject` is what was looked at: "20 modules".
int Report(const Options& options, const Verdict& verdict, const std::string& subject,
           const Surroundings& surroundings);
int Report(const Options& options, const Verdict& verdict, const std::string& subject,
           const Input& input);

/// Colours only for a terminal, never with NO_COLOR, TERM=dumb or --color never.
TextStyle StyleFor(const Options& options);

}  // namespace prereq
