#include "paths/sql_files.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

// The word, or the function with its bracket, right before `at`, in lowercase letters.
std::string WordBeforePath(std::string_view code, std::size_t at) {
  constexpr std::size_t kMostBefore = 40;
  const std::size_t low = at - std::min(at, kMostBefore);
  std::string_view before = Trim(code.substr(low, at - low));
  const std::size_t begin = before.find_last_of(" \t\r\n\"'(", before.size() - 2) + 1;
  return before.size() < 2 ? std::string() : Lower(before.substr(begin));
}

// Whether COPY begins the statement that goes on at `at`.
bool IsInCopy(std::string_view code, std::size_t at) {
  constexpr std::size_t kMostOfCopy = 2000;
  const std::size_t low = at - std::min(at, kMostOfCopy);
  const std::string before = Lower(code.substr(low, at - low));
  const std::size_t copy = before.rfind("copy ");
  return copy != before.npos && before.find(';', copy) == before.npos;
}

}  // namespace

bool MayNameFilesInSql(const FileFormat& format, std::string_view text) {
  return (format.Is("python") || format.Is("r")) && text.find("duckdb") != text.npos;
}

std::vector<FileOfSql> FilesOfSql(const Script& script) {
  constexpr std::size_t kMostOfPath = 300;
  const std::string_view code = script.text;  // long texts are blank where comments are
  std::vector<FileOfSql> files;
  for (std::size_t at = code.find('\''); at != code.npos; at = code.find('\'', at + 1)) {
    const std::size_t close = code.substr(0, at + kMostOfPath).find_first_of("'\n", at + 1);
    if (close == code.npos || code[close] != '\'') continue;
    const std::string word = WordBeforePath(code, at);
    const bool reads = HasWord(
        "from join read_parquet( read_csv( read_csv_auto( read_json( read_json_auto( "
        "read_ndjson( read_ndjson_auto( parquet_scan(",
        word);
    const bool makes = word == "to" && IsInCopy(code, at);
    const std::size_t line = BeginOfLine(code, at);
    const bool is_remark = Trim(code.substr(line, at - line)).starts_with('#');
    if (is_remark || (!reads && !makes)) continue;
    const std::string_view path = code.substr(at + 1, close - at - 1);
    if (auto file = DataFileNamed(script, path, makes)) files.push_back({*file, at + 1});
    at = close;
  }
  return files;
}

}  // namespace prereq
