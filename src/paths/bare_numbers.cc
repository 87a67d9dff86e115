#include "paths/bare_numbers.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/data_keys.h"
#include "paths/driven_words.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

// Commands all of whose operands are files.
constexpr std::string_view kTakesFiles =
    "cd chdir pushd set-location push-location cp copy copy-item xcopy robocopy mv move move-item "
    "ln "
    "ls dir get-childitem cat diff rsync scp tar zip add";
// Those whose first operand is a file.
constexpr std::string_view kRunsFirst =
    "source . bash sh zsh python python3 rscript node ruby perl \\i \\ir \\include \\input include "
    "@ "
    "@@ start %run %cd call do run";
// Those whose last operand is a folder.
constexpr std::string_view kBuilds = "docker podman buildah nerdctl";
// Options whose value is a folder, of every command.
constexpr std::string_view kFolderOptions =
    "-C --directory --prefix --cwd --dir --chdir -chdir --working-directory";
// Options without a value, of the commands in kTakesFiles.
constexpr std::string_view kPlainOptions =
    "-r -R -a -rf -f -p -s -sf -l -la -al -u -v -rv -av -Recurse";
// Keys of data whose values are folders.
constexpr std::string_view kFolderKeys =
    "context path dir directory subdirectory folder build source src root working-directory "
    "working_directory bases resources components include includes import imports extends roles "
    "role";
// Calls, in lowercase letters.
constexpr std::string_view kCalls =
    "source include sourcedirectory run_path run_notebook execute_notebook dofile require_relative "
    "subfile subfileinclude subimport input tar_source evaluationdependson add_subdirectory subdir "
    "subproject";

constexpr std::string_view kBetweenWords = " \t";

std::string_view FirstWord(std::string_view words) {
  return words.substr(0, words.find_first_of(kBetweenWords));
}

// Without what stands before the program: `@`, `!` of a notebook, `RUN`, `- run:` of YAML, `sudo`.
std::string_view WithoutLead(std::string_view command) {
  for (;;) {
    command =
        Trim(command.substr(std::min(command.find_first_not_of(" \t@!-({\"'"), command.size())));
    const std::string_view first = FirstWord(command);
    const bool leads = first == "RUN" || first.ends_with(':') || IsBeforeCommand(first);
    if (first.empty() || !leads) return command;
    command.remove_prefix(first.size());
  }
}

bool IsOption(std::string_view word) { return word.starts_with('-') || word.starts_with('/'); }

// Whether a command, which begins with its program, takes the word at `at` of it for a file.
bool CommandTakes(std::string_view command, std::size_t at) {
  const std::string program = Lower(FirstWord(command));
  if (at < program.size()) return false;
  const std::string_view operands = command.substr(program.size(), at - program.size());
  std::string_view last = Trim(operands);
  last = last.substr(last.find_last_of(" \t=") + 1);  // npos + 1 is 0
  if (last.empty() && operands.ends_with('=')) {      // `-chdir=02`
    last = Trim(operands.substr(0, operands.size() - 1));
    last = last.substr(last.find_last_of(kBetweenWords) + 1);
  }
  if (HasWord(kFolderOptions, last)) return true;
  const bool behind_option = IsOption(last) || operands.ends_with('=');
  if (HasWord(kTakesFiles, program)) return !behind_option || HasWord(kPlainOptions, last);
  if (HasWord(kRunsFirst, program)) {
    const std::vector<std::string_view> before = Split(operands, ' ');
    return std::ranges::all_of(before, [](std::string_view one) {
      return one.empty() || (IsOption(one) && one.size() == 2);
    });
  }
  if (!HasWord(kBuilds, program) || behind_option) return false;
  const std::string_view behind = command.substr(at);
  const bool is_last = Trim(behind.substr(FirstWord(behind).size())).empty();
  return is_last && HasWord(operands, "build");
}

}  // namespace

bool IsBareNumber(std::string_view written) {
  return !written.empty() && std::ranges::all_of(written, IsDigit);
}

bool TakesNumberAsPath(const FileFormat& format, std::string_view text, const SourceWord& word,
                       std::string_view line) {
  const auto offset_in = [&](std::string_view part) {
    const std::string_view number = text.substr(word.offset, word.text.size());
    return number.data() < part.data() ? std::string_view::npos
                                       : static_cast<std::size_t>(number.data() - part.data());
  };
  const auto is_taken = [&](std::string_view command) {
    command = WithoutLead(command);
    const std::size_t at = offset_in(command);
    return at < command.size() && CommandTakes(command, at);
  };
  if (!line.empty()) {
    const std::size_t at = offset_in(line);
    if (at > line.size()) return false;
    const std::string_view before = line.substr(0, at);
    const std::size_t mark = before.find_last_of(";&|");
    line.remove_prefix(mark == std::string_view::npos ? 0 : mark + 1);
    return is_taken(line.substr(0, line.find_first_of(";&|")));
  }
  if (word.depth > 0 && HasWord(kCalls, Lower(LastName(word.call)))) return true;
  if (word.quoted) {
    // `"..", "02"` of a call that joins; `", ".join(…)` and `Promise.resolve(…)` join no path.
    const std::string call = Lower(word.call);
    const bool joins = HasWord("join resolve", LastName(call));
    if (word.previous == '/') return true;
    return JoinsPaths(text, word) && (!joins || call.find("path") != std::string::npos);
  }
  if (format.content == FileContent::kData && !IsCommandLine(format, word)) {
    return HasWord(kFolderKeys, Lower(word.assigned));
  }
  if (IsRunInTurn(format, text, word) && word.head == "for") return true;
  return is_taken(CommandAround(text, word.offset));
}

}  // namespace prereq
