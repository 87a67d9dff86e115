#include "paths/outputs.h"

#include <algorithm>

#include "base/text.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

// Calls that write to their argument, in lowercase letters, by their last part.
constexpr std::string_view kWriting =
    "write_csv write_csv2 write_tsv write_rds write_parquet write_feather write_json write_lines "
    "write_file write_excel csv table fwrite saverds ggsave sink to_csv to_parquet to_json "
    "to_excel to_pickle to_feather to_hdf savefig savetxt savez imwrite save_model dump "
    "writefile writefilesync writealltext writelines makedirs mkdir dir_create";
// Names of targets and commands that undo.
constexpr std::string_view kUndoing =
    "clean distclean mostlyclean mrproper destroy teardown down uninstall undeploy purge delete "
    "remove rm rmdir rmtree unlink";
constexpr std::string_view kCopying = "cp mv install rsync tee copy move";

bool RunsCommands(const FileFormat& format) {
  return IsOneOf(format.name, {"shell", "make", "just", "batch", "powershell", "fish", "nushell"});
}

constexpr std::size_t kMostBack = 2000;  // how far the begin of a line or a block is looked for

// The begin of the line that holds `at`, not further back than kMostBack.
std::size_t BeginOfLine(std::string_view text, std::size_t at) {
  const std::size_t low = at > kMostBack ? at - kMostBack : 0;
  const std::size_t mark = text.substr(low, at - low).rfind('\n');
  return mark == std::string_view::npos ? low : low + mark + 1;
}

// The line around `at`, at most so much of it.
std::string_view LineAround(std::string_view text, std::size_t at) {
  const std::size_t begin = BeginOfLine(text, at);
  const std::string_view rest = text.substr(begin, at - begin + kMostBack);
  return rest.substr(0, rest.find('\n'));
}

// The targets of the rule of Make that the recipe line at `at` belongs to.
std::string_view RuleAround(std::string_view text, std::size_t at) {
  constexpr int kMostLines = 200;
  for (int lines = 0; at > 0 && lines < kMostLines; ++lines) {
    const std::string_view line = LineAround(text, at);
    if (!line.starts_with('\t') && !Trim(line).empty()) return line.substr(0, line.find(':'));
    const std::size_t begin = BeginOfLine(text, at);
    if (begin == 0) break;
    at = begin - 1;
  }
  return {};
}

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

// The command of a line around `at`, between `;`, `&&` and pipes.
std::string_view CommandAround(std::string_view text, std::size_t at) {
  const std::string_view line = LineAround(text, at);
  const std::size_t in_line = at - static_cast<std::size_t>(line.data() - text.data());
  const std::size_t before =
      in_line == 0 ? std::string_view::npos : line.find_last_of(";&|", in_line - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return line.substr(begin, line.find_first_of(";&|", in_line) - begin);
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

// `open("x", "w")`, `Path("x").write_text(…)`: what stands behind the string says that it is
// written.
bool IsWrittenBehind(std::string_view call, std::string_view rest) {
  if (call == "path" && rest.starts_with(").write_")) return true;
  if (call != "open" || !rest.starts_with(",")) return false;
  const std::string_view mode = Trim(rest.substr(1, 12));
  return mode.size() > 1 && (mode[0] == '"' || mode[0] == '\'') &&
         std::string_view("wax").find(mode[1]) != std::string_view::npos;
}

}  // namespace

bool IsOutput(const FileFormat& format, std::string_view text, const SourceWord& word) {
  if (format.Is("terraform")) return IsMadeByTerraform(text, word);
  if (format.content == FileContent::kData) return false;
  const std::string call = Lower(LastName(word.call));
  const bool writes_table = call == "csv" || call == "csv2" || call == "table";
  if (writes_table) return Lower(word.call).find("write.") != std::string::npos;
  if (!call.empty() && HasWord(kWriting, call)) return true;
  const std::size_t end = word.offset + word.text.size() + (word.quoted ? 1 : 0);
  if (word.quoted && IsWrittenBehind(call, text.substr(std::min(end, text.size())))) return true;
  if (!RunsCommands(format)) return false;
  if (word.previous == '>') return true;
  if (word.previous == '<' || !HasWord(kCopying, Lower(word.head))) return false;
  const std::string_view command = CommandAround(text, word.offset);
  const bool names_target = Lower(word.head) != "rsync" &&  // there `-t` keeps times
                            (command.find(" -t ") != std::string_view::npos ||
                             command.find(" --target-directory") != std::string_view::npos);
  if (names_target) return false;
  const std::size_t last = text.find_first_not_of(" \t\r", std::min(end, text.size()));
  return last >= text.size() ||
         std::string_view("\n;|&#)").find(text[last]) != std::string_view::npos;
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
         SaysUndo(RuleAround(text, word.offset), true);
}

}  // namespace prereq
