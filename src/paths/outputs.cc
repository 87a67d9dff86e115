#include "paths/outputs.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/make_rules.h"
#include "paths/use_words.h"
#include "paths/written_calls.h"
#include "paths/written_statements.h"

namespace prereq {
namespace {

// Programs one of whose own commands copies: `aws s3 cp`, `docker cp`.
constexpr std::string_view kClients = "aws gsutil gcloud docker podman kubectl oc mc rclone hdfs";
constexpr std::string_view kCopyingOfClients = "cp mv sync rsync copy copyto -get -copytolocal";

// Names of targets and commands that undo.
constexpr std::string_view kUndoing =
    "clean distclean mostlyclean mrproper destroy teardown down uninstall undeploy purge delete "
    "remove rm rmdir rmtree unlink";
// Commands whose last operand is where something goes.
constexpr std::string_view kCopying =
    "cp mv install rsync ln copy move xcopy scp copy-item move-item convert magick ffmpeg";
// Commands all of whose operands are made or changed.
constexpr std::string_view kMaking =
    "mkdir md touch tee truncate mkfifo chmod chown chgrp git new-item set-content add-content "
    "out-file out-printer clear-content tee-object start-transcript export-csv export-clixml";
// Options whose value is where something goes, for every command.
constexpr std::string_view kOutputOptions =
    "-o --output --out --outfile --out-file --outdir --out-dir --output-dir --output-file --dest "
    "--destination --target-directory -destination -destinationpath -outfile -outputpath";
// The same for some programs alone, also joined to the option.
struct ProgramOptions {
  std::string_view programs, options;
};
constexpr ProgramOptions kOutputsOfPrograms[] = {
    {"wget", "-P --directory-prefix -O --output-document"},
    {"unzip", "-d"},
    {"javac kotlinc scalac", "-d"},
    {"cmake", "-B --install-prefix"},
    {"pip pip3", "-t --target"},
    {"dd", "of"},
    {"pg_dump pg_dumpall pg_basebackup mongodump", "-f --file -D --archive"},
    {"mysqldump mariadb-dump", "-r --result-file"},
    {"openssl", "-out -keyout"},
    {"ssh-keygen", "-f"},
    {"gcc g++ cc c++ clang clang++ ld rustc go 7z", "-o"},
};

// Whether one of the words is in kUndoing; of `docker-clean` each part where `in_parts`.
bool SaysUndo(std::string_view words, bool in_parts) {
  const auto ends = [in_parts](char c) {
    return std::string_view(" \t\"'@(){}").find(c) != std::string_view::npos ||
           (in_parts && (c == '-' || c == '_'));
  };
  bool is_value = false;  // of the option before
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && !ends(words[end])) ++end;
    const std::string_view word = words.substr(at, end - at);
    if (!word.empty()) {
      if (!is_value && HasWord(kUndoing, word)) return true;
      is_value = !in_parts && word.starts_with('-') && word.find('=') == std::string_view::npos;
    }
    at = end + 1;
  }
  return false;
}

// filename = "../03-application/terraform.tfvars" of resource "local_file".
bool IsMadeByTerraform(std::string_view text, const SourceWord& word) {
  if (word.assigned == "output_path") return true;
  if (word.assigned != "filename") return false;
  const std::size_t low = word.offset > kMostBack ? word.offset - kMostBack : 0;
  const std::string_view before = text.substr(low, word.offset - low);
  const std::size_t block = before.rfind("resource \"");
  return block != std::string_view::npos && before.substr(block + 10).starts_with("local_");
}

// The word of a line that stands right before `at`.
std::string_view WordBefore(std::string_view text, std::size_t at) {
  const std::size_t begin = BeginOfLine(text, at);
  std::string_view before = Trim(text.substr(begin, at - begin));
  while (!before.empty() && (before.back() == '"' || before.back() == '\'')) {
    before = Trim(before.substr(0, before.size() - 1));
  }
  return before.substr(before.find_last_of(" \t") + 1);
}

// Whether one of these words of a command is no option.
bool HasOperand(std::string_view words) {
  for (const std::string_view word : Split(words, ' ')) {
    if (!word.empty() && !word.starts_with('-') && word != "\"" && word != "'") return true;
  }
  return false;
}

// `tar czf FILE x`, `jar cf FILE x`, `ar rcs FILE x`, `tar xf x -C FOLDER`, `zip -r FILE x`.
bool IsArchiveMade(std::string_view program, std::string_view command, std::string_view before,
                   std::string_view operands) {
  if (program == "zip") return !HasOperand(operands);
  std::string_view flags = Trim(command.substr(program.size()));
  flags = flags.substr(0, flags.find_first_of(" \t"));
  if (program == "ar")
    return before == flags && flags.find_first_of("rq") != std::string_view::npos;
  if (program != "tar" && program != "jar") return false;
  const bool is_short = !flags.starts_with("--");
  const auto has = [&](char letter, std::string_view option) {
    return (is_short && flags.find(letter) != std::string_view::npos) || HasWord(command, option);
  };
  if (before == "-C" || before == "--directory") return has('x', "--extract");
  const bool is_file =
      before == "--file" || before == "-f" || (before == flags && before.ends_with('f'));
  return is_file && (has('c', "--create") || HasWord(command, "-c"));
}

// `wget -P ../02_beta`, `gcc a.c -o../02_beta/x`, `dd of=../02_beta/x`, `protoc
// --go_out=../02_beta`.
bool IsValueOfOutput(std::string_view program, std::string_view before, const SourceWord& word) {
  if (word.previous == '=') {
    if (word.assigned.ends_with("_out")) return true;
    before = word.assigned;
  }
  for (const ProgramOptions& row : kOutputsOfPrograms) {
    if (!HasWord(row.programs, program)) continue;
    if (HasWord(row.options, before)) return true;
    const std::size_t path = word.text.find('.');
    return path != std::string_view::npos && HasWord(row.options, word.text.substr(0, path));
  }
  return false;
}

// `aws s3 cp s3://x ../02_beta/`, `docker cp c:/x ../02_beta/`.
bool CopiesByClient(std::string_view program, std::string_view command) {
  if (!HasWord(kClients, program)) return false;
  const std::vector<std::string_view> words = Split(command, ' ');
  constexpr std::size_t kMostWords = 4;
  for (std::size_t i = 1; i < std::min(words.size(), kMostWords); ++i) {
    if (HasWord(kCopyingOfClients, Lower(words[i]))) return true;
  }
  return false;
}

// Whether a command of a shell writes to `word`.
bool IsWrittenByCommand(std::string_view text, const SourceWord& word) {
  if (word.previous == '>') return true;
  if (word.previous == '<') return false;
  const std::string_view command = CommandProper(text, word.offset);
  const std::string program = Lower(command.substr(0, command.find_first_of(" \t")));
  const std::string_view before = WordBefore(text, word.offset);
  const std::string option = Lower(before);
  if (HasWord(kOutputOptions, option)) return true;
  if (option.starts_with("--") && IsNameOfMade(before)) return true;
  if (word.previous == '=' && HasWord(kOutputOptions, Lower(word.assigned))) return true;
  const auto begin = static_cast<std::size_t>(command.data() - text.data()) + program.size();
  const std::string_view operands =
      word.offset > begin ? text.substr(begin, word.offset - begin) : std::string_view();
  if (IsArchiveMade(program, command, before, operands)) return true;
  if (IsValueOfOutput(program, before, word)) return true;
  const bool in_place = (program == "sed" || program == "perl") && HasWord(command, "-i");
  if (in_place || HasWord(kMaking, program)) return true;
  if (program.starts_with("export-")) return true;  // of PowerShell
  if (!HasWord(kCopying, program) && !CopiesByClient(program, command)) return false;
  if (option == "-t" && program != "rsync") return true;  // there it keeps times
  const bool names_target =
      program != "rsync" && (command.find(" -t ") != std::string_view::npos ||
                             command.find(" --target-directory") != std::string_view::npos);
  if (names_target) return false;
  const std::size_t end = word.offset + word.text.size() + (word.quoted ? 1 : 0);
  const std::size_t next = text.find_first_not_of(" \t\r", std::min(end, text.size()));
  const bool is_last =
      next >= text.size() || std::string_view("\n;|&#)").find(text[next]) != std::string_view::npos;
  // `ln -s ../02-beta/x` alone makes a link here.
  return is_last && HasOperand(operands);
}

}  // namespace

bool IsOutput(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (format.Is("terraform")) return IsMadeByTerraform(text, word);
  if (format.content == FileContent::kData) return false;
  if (IsNamedAsMade(word)) return true;
  if (word.quoted && IsWrittenByCall(format, text, word)) return true;
  if (IsWrittenByStatement(format, text, word)) return true;
  return RunsCommands(format) && IsWrittenByCommand(text, word);
}

bool MovesAway(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (!RunsCommands(format)) return false;
  const std::string_view command = CommandProper(text, word.offset);
  return HasWord("mv move move-item ren rename rename-item",
                 Lower(command.substr(0, command.find_first_of(" \t"))));
}

bool TakesDown(std::string_view words) {
  constexpr std::string_view kVerbs = "destroy teardown down uninstall undeploy purge";
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && IsWordByte(words[end])) ++end;
    if (HasWord(kVerbs, Lower(words.substr(at, end - at)))) return true;
    at = end + 1;
  }
  return false;
}

bool TakesApart(const FileFormat& format, std::string_view text, const SourceWord& word) {
  const std::string call = Lower(LastName(word.call));
  if (!call.empty() && HasWord(kUndoing, call) && call != "clean") return true;
  if (!RunsCommands(format) || word.offset > text.size()) return false;
  const std::string_view command = CommandAround(text, word.offset);
  const std::string_view program = Trim(command).substr(0, Trim(command).find(' '));
  const bool runs_program =
      HasWord("python python3 sh bash rscript node ruby perl julia", Lower(program));
  if (!runs_program && SaysUndo(command, false)) return true;
  return format.Is("make") && LineAround(text, word.offset).starts_with('\t') &&
         SaysUndo(TargetsAround(text, word.offset), true);
}

}  // namespace prereq
