#include "paths/data_uses.h"

#include <string>

#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/outputs.h"
#include "paths/use_words.h"
#include "paths/written_calls.h"
#include "paths/written_statements.h"

namespace prereq {
namespace {

// What a script does with the database that it connects to: it makes tables, or only reads them.
PathUse RoleOfDatabase(std::string_view text, const SourceWord& word) {
  constexpr std::size_t kMostOfScript = 16384;
  if (!HasWord("connect dbconnect sqlite", Lower(LastName(word.call)))) return PathUse::kNone;
  const std::string code = Lower(text.substr(0, kMostOfScript));
  const auto has = [&](std::string_view part) { return code.find(part) != code.npos; };
  if (has("create table") || has("to_sql(") || has("dbwritetable(")) return PathUse::kMade;
  const bool reads = has("read_sql") || has("dbreadtable(") || has("dbgetquery(") ||
                     (has("select ") && has(" from "));
  return reads && !has("insert into") ? PathUse::kRead : PathUse::kNone;
}

}  // namespace

PathUse UseOfData(const FileFormat& format, std::string_view text, const SourceWord& word) {
  using enum PathUse;
  if (IsNamedAsMade(word) || IsWrittenByStatement(format, text, word)) return kMade;
  if (IsReadByStatement(format, text, word)) return kRead;
  if (format.Is("stata")) return kNone;
  if (RunsCommands(format)) {
    const std::string_view command = CommandProper(text, word.offset);
    const std::string program = Lower(command.substr(0, command.find_first_of(" \t")));
    if (IsIdleCommand(program) || program == Lower(word.text)) return kNone;
    if (TakesApart(format, text, word)) return kNone;
    return IsOutput(format, text, word) ? kMade : kRead;
  }
  if (!word.quoted) return kNone;
  if (IsWrittenByCall(format, text, word)) return kMade;
  return IsReadByCall(format, text, word) ? kRead : RoleOfDatabase(text, word);
}

}  // namespace prereq
