#include "paths/driven_words.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/data_keys.h"
#include "paths/enclosing_calls.h"
#include "paths/looped_paths.h"
#include "paths/markup_words.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostAheadOfLoop = 2000;

// Programs that build what an option or an operand names, and their words that do so.
struct Builders {
  std::string_view programs, words;
};
constexpr Builders kBuilders[] = {
    {"terraform tofu terragrunt", "apply"},
    {"pulumi", "up"},
    {"kubectl oc", "apply create"},
    {"helm", "install upgrade"},
    {"docker podman docker-compose", "up run build"},
    {"ansible-playbook snakemake nextflow stata stata-mp sas matlab octave spark-submit dbt deno "
     "bun "
     "tsx ts-node pwsh duckdb sqlcmd snowsql mongosh cqlsh clickhouse-client poetry uv pipenv",
     ""},
};

bool IsNamePart(char c) { return IsWordByte(c) || c == '_'; }

// Whether the command around `at` runs what stands there.
bool RunsInCommand(const FileFormat& format, std::string_view text, std::size_t at,
                   std::string_view operand) {
  std::string_view command = CommandProper(text, at);
  while (command.starts_with('(') || command.starts_with('{')) command = Trim(command.substr(1));
  std::string_view program = command.substr(0, command.find_first_of(" \t"));
  if (format.Is("yaml")) {  // `- run: terraform …`
    const std::size_t colon = command.find(": ");
    if (colon != std::string_view::npos) command = Trim(command.substr(colon + 2));
    program = command.substr(0, command.find_first_of(" \t"));
  }
  if (format.Is("json")) {  // "all": "node a.js && node b.js"
    const auto before = at - static_cast<std::size_t>(command.data() - text.data());
    command = Trim(command.substr(command.substr(0, before).rfind('"') + 1));  // npos + 1 is 0
    program = command.substr(0, command.find_first_of(" \t"));
  }
  const std::string_view first =
      program.substr(std::min(program.find_first_not_of("\"'"), program.size()));
  if (!operand.empty() &&
      (first.starts_with(operand) || first.starts_with("./" + std::string(operand)))) {
    return true;
  }
  const bool only_checks = HasWord("bash sh zsh ksh", program) && HasWord(command, "-n");
  if (RunsRest(program)) return !only_checks;
  return std::ranges::any_of(kBuilders, [&](const Builders& row) {
    if (!HasWord(row.programs, program)) return false;
    return row.words.empty() ||
           std::ranges::any_of(Split(row.words, ' '),
                               [&](std::string_view one) { return HasWord(command, one); });
  });
}

// Whether a loop whose body begins at `at` runs its variable.
bool LoopRuns(const FileFormat& format, std::string_view text, std::size_t at,
              std::string_view variable) {
  if (variable.empty()) return false;
  std::string_view near = text.substr(0, std::min(text.size(), at + kMostAheadOfLoop));
  const std::size_t done = near.find("done", at);
  near = near.substr(0, done);
  for (const std::string& use : {"$" + std::string(variable), "${" + std::string(variable) + "}"}) {
    for (std::size_t i = near.find(use, at); i != std::string_view::npos;
         i = near.find(use, i + 1)) {
      const std::size_t end = i + use.size();
      const bool ends = use.ends_with('}') || end >= near.size() || !IsNamePart(near[end]);
      if (!ends) continue;
      SourceWord word;
      word.text = near.substr(i, use.size());
      word.offset = i;
      const bool goes =
          CommandProper(near, i).starts_with("cd ") || CommandProper(near, i).starts_with("(cd ");
      if (goes ? IsWorkedIn(format, near, word) : RunsInCommand(format, near, i, use)) return true;
    }
  }
  return false;
}

// `for s in …; do bash "$s"; done` around a word, or over the array that the word stands in.
bool IsRunByLoop(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (word.head == "for") {
    const auto head = static_cast<std::size_t>(word.head.data() - text.data());
    const std::size_t begin = text.find_first_not_of(' ', head + word.head.size());
    if (begin >= word.offset) return false;
    const std::string_view variable = text.substr(begin, text.find_first_of(" \n", begin) - begin);
    return LoopRuns(format, text, word.offset + word.text.size(), variable);
  }
  if (word.depth == 0 || word.assigned.empty() || !word.call.empty()) return false;
  const std::string all = "${" + std::string(word.assigned) + "[@]}";
  const std::string_view near =
      text.substr(0, std::min(text.size(), word.offset + kMostAheadOfLoop));
  const std::size_t use = near.find(all, word.offset);
  if (use == std::string_view::npos) return false;
  const std::string_view line = LineAround(near, use);
  const std::size_t loop = line.find("for "), in = line.find(" in ");
  if (loop == std::string_view::npos || in == std::string_view::npos || in < loop + 4) return false;
  return LoopRuns(format, text, use + all.size(), Trim(line.substr(loop + 4, in - loop - 4)));
}

bool IsRunByShell(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (word.head == "cd" || word.head == "pushd") return IsWorkedIn(format, text, word);
  const bool is_first = std::string_view("\n;&|({").find(word.previous) != std::string_view::npos;
  if (is_first && word.quoted && word.depth == 0) return true;
  return RunsInCommand(format, text, word.offset, {}) || IsRunByLoop(format, text, word);
}

// Behind the bracket that holds `at`, at most so far away.
std::string_view BehindList(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(0, std::min(text.size(), at + kMostAheadOfLoop));
  int depth = 0;
  for (std::size_t i = at; i < near.size(); ++i) {
    if (near[i] == '(' || near[i] == '[') ++depth;
    if ((near[i] == ')' || near[i] == ']') && --depth < 0) return near.substr(i + 1);
  }
  return {};
}

// `lapply(c("a.R", "b.R"), source)` and `for (f in c("a.R", "b.R")) source(f)`.
bool IsRunByList(std::string_view text, const SourceWord& word) {
  if (word.call != "c" && word.call != "list") return false;
  std::string_view behind = Trim(BehindList(text, word.offset + word.text.size() + 1));
  if (behind.starts_with(',')) {
    behind = Trim(behind.substr(1));
    const std::string_view rest = behind.substr(0, 8);
    return rest.starts_with("source") && (rest.size() < 7 || !IsNamePart(rest[6]));
  }
  if (!behind.starts_with(')')) return false;
  behind = Trim(behind.substr(1));
  if (behind.starts_with('{')) behind = Trim(behind.substr(1));
  return behind.starts_with("source(");
}

// STEPS = ["a.py", "b.py"], and later `for s in STEPS:` with a call that runs `s`.
bool IsRunByPython(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (!word.quoted || word.depth == 0 || word.assigned.empty()) return false;
  const std::string loop = " in " + std::string(word.assigned) + ":";
  const std::string_view near =
      text.substr(0, std::min(text.size(), word.offset + kMostAheadOfLoop));
  const std::size_t at = near.find(loop, word.offset);
  if (at == std::string_view::npos) return false;
  std::string_view variable = LineAround(near, at);
  const std::size_t begin = variable.find("for ");
  if (begin == std::string_view::npos) return false;
  variable = Trim(variable.substr(begin + 4, variable.find(" in ") - begin - 4));
  if (variable.empty()) return false;
  for (std::size_t i = near.find(variable, at + loop.size()); i != std::string_view::npos;
       i = near.find(variable, i + 1)) {
    const bool whole = !IsNamePart(near[i - 1]) && (i + variable.size() >= near.size() ||
                                                    !IsNamePart(near[i + variable.size()]));
    if (!whole) continue;
    const auto call = CallAround(format, near, i);
    if (call && RunsFile(call->name)) return true;
  }
  return false;
}

}  // namespace

bool RunsInSequence(const FileFormat& format) {
  return HasWord(
      "r shell sql python notebook latex batch powershell julia lua perl ruby make markdown "
      "asciidoc just fish nushell matlab stata sas spss restructuredtext org typst",
      format.name);
}

bool MayListRuns(std::string_view path) {
  const FileFormat& format = FormatOf(path);
  return format.Is("yaml") || format.Is("html") || BaseName(path) == "package.json" ||
         (format.Is("xml") && Lower(BaseName(path)).find("master") != std::string::npos);
}

bool IsRunInTurn(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (format.Is("html")) {
    const std::string tag = Lower(TagAround(text, word.offset));
    return word.call == "script" && tag.find(" async") == std::string::npos;
  }
  if (format.Is("xml")) return word.call == "include";
  if (format.Is("yaml")) {
    const bool includes = word.assigned == "file" && word.call == "include";
    if (word.assigned == "import_playbook" || includes) return true;
    // Stages of DVC stand in no list.
    return IsCommandLine(format, word) && ListOfSteps(format, text, word) > 0 &&
           (RunsRest(word.head) || RunsInCommand(format, text, word.offset, {}));
  }
  if (format.Is("json")) {  // the commands of one script of npm
    return word.call == "scripts" && RunsInCommand(format, text, word.offset, {});
  }
  if (format.Is("stata")) return !LoopedPath(format, text, word).empty();
  if (format.Is("r")) return IsRunByList(text, word);
  if (format.Is("python")) return IsRunByPython(format, text, word);
  if (format.Is("dockerfile")) return RunsRest(word.head);
  if (IsOneOf(format.name, {"batch", "powershell", "fish"})) {
    return RunsInCommand(format, text, word.offset, {});
  }
  return format.Is("shell") && IsRunByShell(format, text, word);
}

std::size_t ListOfSteps(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (format.Is("json")) return text.rfind('"', word.offset) + 1;
  if (!format.Is("yaml") || !IsCommandLine(format, word)) return 0;
  constexpr std::size_t kMostBackOfSteps = 16384;
  const std::size_t low = word.offset > kMostBackOfSteps ? word.offset - kMostBackOfSteps : 0;
  const std::string_view before = text.substr(low, word.offset - low);
  std::size_t last = 0;
  for (const std::string_view key : {"steps:", "script:", "before_script:", "commands:", "cmds:"}) {
    for (std::size_t at = before.rfind(key); at != std::string_view::npos;
         at = at == 0 ? std::string_view::npos : before.rfind(key, at - 1)) {
      const std::size_t line = at == 0 ? 0 : before.rfind('\n', at - 1) + 1;  // npos + 1 is 0
      const std::string_view begin = before.substr(line, at - line);
      if (!Trim(begin).empty()) continue;  // `- script: x` is one step
      last = std::max(last, low + at + 1);
      break;
    }
  }
  return last;
}

}  // namespace prereq
