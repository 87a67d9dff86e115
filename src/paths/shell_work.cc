#include "paths/shell_work.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/path.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/data_names.h"
#include "paths/shell_paths.h"

namespace prereq {
namespace {

constexpr std::size_t kMostToWork = 4000;  // bytes back

// Programs that put their operand beside itself under another ending.
struct Packer {
  std::string_view programs, ending;
};
constexpr Packer kUnpackers[] = {
    {"gunzip unpigz", "gz"}, {"bunzip2", "bz2"}, {"unxz", "xz"}, {"unzstd", "zst"}};
constexpr Packer kPackers[] = {
    {"gzip pigz", "gz"}, {"bgzip", "gz"}, {"bzip2", "bz2"}, {"xz", "xz"}, {"zstd", "zst"}};

std::string_view InsideQuotes(std::string_view word) {
  const bool quoted = word.size() > 1 && (word.front() == '"' || word.front() == '\'') &&
                      word.back() == word.front();
  return quoted ? word.substr(1, word.size() - 2) : word;
}

// The words of a command behind its program.
std::vector<std::string_view> OperandsOf(std::string_view command) {
  std::vector<std::string_view> words;
  for (const std::string_view word : Split(command, ' ')) {
    if (!Trim(word).empty()) words.push_back(InsideQuotes(Trim(word)));
  }
  if (!words.empty()) words.erase(words.begin());
  return words;
}

// The plain folder in `written`, with what variables are; nullopt where that is not told.
std::optional<std::string> FolderIn(std::string_view text, std::string_view written,
                                    std::size_t at) {
  std::string folder(InsideQuotes(written));
  if (folder.find('$') != folder.npos) {
    SourceWord word;
    word.text = InsideQuotes(written);
    word.offset = at;
    const auto composed = ComposeInShell(text, word);
    if (!composed || composed->has_variable) return std::nullopt;
    folder = composed->path;
  }
  return IsPlainPath(folder) ? std::optional(folder) : std::nullopt;
}

// The operand that stands behind `option`.
std::string_view ValueOfOption(const std::vector<std::string_view>& words,
                               std::string_view option) {
  const auto found = std::ranges::find(words, option);
  return found == words.end() || found + 1 == words.end() ? std::string_view() : *(found + 1);
}

// The file that a download leaves where it works.
std::string Downloaded(std::string_view program, std::string_view command,
                       std::string_view address) {
  const std::vector<std::string_view> words = OperandsOf(command);
  const auto has = [&](std::string_view option) {
    return std::ranges::find(words, option) != words.end();
  };
  const bool is_wget = program == "wget" && !has("-O") && !has("-qO") && !has("-qO-");
  const bool is_curl =
      program == "curl" && std::ranges::any_of(words, [](std::string_view word) {
        return word == "--remote-name" ||
               (word.starts_with('-') && !word.starts_with("--") && word.find('O') != word.npos);
      });
  if (!is_wget && !is_curl) return {};
  address = address.substr(0, address.find_first_of("?#"));
  const std::string_view name = BaseName(address);
  return JoinPath(std::string(is_wget ? ValueOfOption(words, "-P") : std::string_view()), name);
}

}  // namespace

std::string FolderOfShell(std::string_view text, std::size_t at) {
  const std::size_t low = at - std::min(at, kMostToWork);
  constexpr int kMostChanges = 12;  // more of them are no script's that people read
  int changes = 0;
  std::string folder, last;
  const std::string_view near = text.substr(low, at - low);
  if (near.find("cd ") == near.npos && near.find("pushd ") == near.npos) return folder;
  for (std::size_t line = low == 0 ? 0 : std::min(text.find('\n', low), at); line < at;) {
    const std::size_t begin = line, end = std::min(text.find('\n', line), at);
    std::string_view command = text.substr(begin, end - begin);
    line = end + 1;
    if (command.starts_with("popd") || Trim(command) == "cd -") {
      std::swap(folder, last);
      continue;
    }
    if (!command.starts_with("cd ") && !command.starts_with("pushd ")) continue;
    if (++changes > kMostChanges) return {};
    command = Trim(command.substr(command.find(' ')));
    command = command.substr(0, command.find_first_of(" ;&|\t\r"));
    const auto next = FolderIn(text, command, begin);
    last = folder;
    if (command.starts_with('/')) {
      folder = command;
    } else if (next && !folder.starts_with('/')) {
      folder = FollowPath(folder, *next).value_or(std::string());
    } else {
      folder.clear();  // `cd "$(dirname "$0")/.."`: where scripts are run from
    }
  }
  return folder;
}

std::string MadeOfOperand(std::string_view text, const SourceWord& word) {
  if (word.text.find_first_of("./") == word.text.npos) return {};
  const std::string_view command = CommandProper(text, word.offset);
  const std::string_view program = command.substr(0, command.find_first_of(" \t"));
  if (word.text == program || word.text.starts_with('-')) return {};
  if (word.text.find("://") != word.text.npos) return Downloaded(program, command, word.text);
  const bool unpacks = HasWord("gzip pigz bgzip bzip2 xz zstd", program) &&
                       (HasWord(command, "-d") || HasWord(command, "-dk"));
  if (HasWord(command, "-c")) return {};
  for (const Packer& row : kUnpackers) {
    const bool is_it = HasWord(row.programs, program) || unpacks;
    if (!is_it || EndingOfName(word.text) != row.ending) continue;
    return std::string(word.text.substr(0, word.text.size() - row.ending.size() - 1));
  }
  for (const Packer& row : kPackers) {
    if (HasWord(row.programs, program) && !unpacks) {
      return std::string(word.text) + '.' + std::string(row.ending);
    }
  }
  return {};
}

}  // namespace prereq
