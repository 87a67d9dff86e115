#include "paths/path_words.h"

#include "base/ascii.h"
#include "base/text.h"
#include "paths/aggregators.h"
#include "paths/command_lines.h"
#include "paths/compared_words.h"
#include "paths/data_keys.h"
#include "paths/markup_words.h"
#include "paths/outputs.h"
#include "paths/passed_over.h"
#include "paths/printed_words.h"
#include "paths/use_words.h"

namespace prereq {

bool PathWords::MayBePath(const SourceWord& word) const {
  if (word.text.empty() || IsKey(word) || Prints(format_, text_, word)) return false;
  if (IsCompared(format_, text_, word) || IsLeftOut(format_, text_, word)) return false;
  if (IsNavigatedTo(format_, word)) return false;
  if (skips_imports_ && !format_.language.empty() && IsReadAsImport(format_, text_, word)) {
    return false;
  }
  if (IsOutput(format_, text_, word) || TakesApart(format_, text_, word)) return false;
  if (ListsProjects(format_, path_, text_, word)) return false;
  if (IsForTests(word) || !NamesFile(format_, path_, word)) return false;
  if (format_.Is("html") && word.call == "link" && !LoadsStyle(word)) return false;
  if (format_.Is("asciidoc")) return word.head == "include";
  if (word.head == "cd" && !IsWorkedIn(format_, text_, word)) return false;
  if (word.quoted) return !format_.Is("sql") || ReadsInSql(word);
  if (IsScriptOfMatlab(word) || IsCallOfMatlab(word)) return true;
  if (IsBareElsewhere(format_, word)) return false;
  if (format_.Is("yaml")) return IsWhole(word);
  if (format_.Is("latex")) {
    return word.text.front() != '\\' && (word.depth > 0 || RunsRest(word.head));
  }
  return true;
}

// In Cargo.toml below `[dev-dependencies]`: tests need it, and Cargo allows that both ways round,
// so it says no order.
bool PathWords::IsForTests(const SourceWord& word) const {
  if (!format_.Is("toml")) return false;
  const std::size_t header = text_.substr(0, word.offset).rfind("\n[");
  const std::size_t begin = header == std::string_view::npos ? 0 : header + 1;
  if (begin >= text_.size() || text_[begin] != '[') return false;
  return text_.substr(begin, text_.find('\n', begin) - begin).find("dev-dependencies") !=
         std::string_view::npos;
}

// `step02_merge;` alone on its line runs step02_merge.m.
bool PathWords::IsScriptOfMatlab(const SourceWord& word) const {
  if (!format_.Is("matlab") || word.head.data() != word.text.data()) return false;
  const std::size_t end = word.offset + word.text.size();
  const std::string_view rest = text_.substr(end, text_.find('\n', end) - end);
  const std::string_view behind = Trim(rest.substr(0, rest.find('%')));
  return (behind.empty() || behind == ";") && word.text.size() == word.head.size();
}

// `x = step02_merge(y);` calls the function in step02_merge.m.
bool PathWords::IsCallOfMatlab(const SourceWord& word) const {
  const std::size_t end = word.offset + word.text.size();
  return format_.Is("matlab") && !word.quoted && word.head != "function" && end < text_.size() &&
         text_[end] == '(' && word.text.find('.') == std::string_view::npos;
}

// `python -m`, `imports "01_alpha"` of Isabelle and `:- ['01_alpha'].` of Prolog.
bool PathWords::IsNamedWithoutEnding(const SourceWord& word) const {
  if (word.before == "-m") return true;
  if (format_.Is("perl")) return Trim(LineAround(text_, word.offset)).starts_with(":- [");
  if (!format_.Is("isabelle")) return false;
  const std::size_t low = word.offset > kMostBack ? word.offset - kMostBack : 0;
  const std::string_view before = text_.substr(low, word.offset - low);
  const std::size_t imports = before.rfind("imports");
  return imports != std::string_view::npos &&
         before.find("begin", imports) == std::string_view::npos;
}

// `COPY t FROM 'x.csv'` and `read_csv('x.csv')`; any other text is a value.
bool PathWords::ReadsInSql(const SourceWord& word) const {
  return Lower(word.call).starts_with("read_") || !IsBareElsewhere(format_, word) ||
         IsOneOf(Lower(word.head), {"copy", "load", "bulk", "attach", "import", "%run"});
}

// A `:` behind a string says so where maps are written so.
bool PathWords::IsKey(const SourceWord& word) const {
  return word.is_key && !IsOneOf(format_.name, {"typst", "maple", "sql", "shell"});
}

// <link rel="stylesheet" href="…">, but not <link rel="next" …>.
bool PathWords::LoadsStyle(const SourceWord& word) const {
  const std::string tag = Lower(TagAround(text_, word.offset));
  return tag.find("stylesheet") != std::string::npos || tag.find("preload") != std::string::npos;
}

// All that its key has in YAML, or one entry of a list.
bool PathWords::IsWhole(const SourceWord& word) const {
  if (IsCommandLine(format_, word) || word.head.starts_with('!')) return true;
  std::size_t after = word.offset + word.text.size();
  while (after < text_.size() && (text_[after] == ' ' || text_[after] == '\t')) ++after;
  const bool is_option = word.head.starts_with('-') && word.head != word.text;  // `-e ../02_beta`
  const bool ends = after >= text_.size() ||
                    std::string_view("\r\n#,]}):&").find(text_[after]) != std::string_view::npos;
  return ends &&
         (is_option || std::string_view(":-[,({\n").find(word.previous) != std::string_view::npos);
}

PathWords::Trust PathWords::TrustOf(const SourceWord& word) const {
  const bool slash = word.text.starts_with('/');
  if (word.quoted) {
    if (word.previous == '/' || JoinsPaths(text_, word)) return Trust::kJoined;
    if (slash && std::string_view("+,.)").find(word.previous) != std::string_view::npos) {
      return Trust::kJoined;
    }
    const bool label = word.text.starts_with(':') || word.text.find("//") != std::string_view::npos;
    if (label && IsOneOf(format_.name, {"gradle", "kotlin", "starlark"})) return Trust::kCommand;
    const bool is_command = RunsFile(word.call) || word.head == "%run";
    return is_command || IsNamedWithoutEnding(word) ? Trust::kCommand : Trust::kLiteral;
  }
  if (slash && std::string_view("\"'})").find(word.previous) != std::string_view::npos) {
    return Trust::kJoined;
  }
  const bool is_literal = format_.Is("latex") && !RunsFile(word.call) && !RunsRest(word.head);
  return is_literal && !IsNamedWithoutEnding(word) ? Trust::kLiteral : Trust::kCommand;
}

bool IsModuleOfPython(std::string_view text, const SourceWord& word) {
  constexpr std::size_t kMostBefore = 60;
  if (word.before != "-m") return false;
  const std::size_t low = word.offset > kMostBefore ? word.offset - kMostBefore : 0;
  std::string_view before = text.substr(low, word.offset - low);
  before.remove_prefix(before.rfind('\n') + 1);  // npos + 1 is 0
  return before.find("python") != std::string_view::npos ||
         before.find("sys.executable") != std::string_view::npos;
}

}  // namespace prereq
