#include "report/error_fix.h"

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

std::string PathForShell(const std::string& path) {
  return ShellQuote(path.starts_with('-') ? "./" + path : path);
}

// Opens the file where the error stands, in the editor of the reader.
std::string EditAt(const Location& where, std::string_view editor) {
  if (editor.empty()) return fmt::format("open {} at line {}", Printable(where.path), where.line);
  return fmt::format("${{EDITOR:-{}}} +{} {}", editor, where.line, PathForShell(where.path));
}

// The folder that a missing path would be in.
std::string FolderAbove(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string HelpOf(std::string_view command) {
  return command.empty() ? "prereq --help" : fmt::format("prereq {} --help", command);
}

}  // namespace

std::string FixOf(const Error& error, ErrorPlace place, std::string_view command,
                  std::string_view editor) {
  if (!error.fix.empty()) return error.fix;
  if (error.code == Error::Code::kStale && command == "undo") {
    return "put back what stood there after the change: `prereq status` names it";
  }
  if (error.code == Error::Code::kStale && place != ErrorPlace::kMissing) {
    return "make the plan again: `prereq plan` shows it";
  }
  if (error.code == Error::Code::kBusy) return "prereq status";
  const bool unreadable = error.code == Error::Code::kUnreadable;
  switch (place) {
    case ErrorPlace::kNone:
      break;
    case ErrorPlace::kMissing:
      return "ls " + PathForShell(FolderAbove(error.where.path));
    case ErrorPlace::kFolder:
      if (unreadable) return "ls -ld " + PathForShell(error.where.path);
      break;
    case ErrorPlace::kFile:
      if (unreadable) return "ls -ld " + PathForShell(error.where.path);
      if (error.where.line > 0) return EditAt(error.where, editor);
      break;
  }
  return HelpOf(command);
}

}  // namespace prereq
