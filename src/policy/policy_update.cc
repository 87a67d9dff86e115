#include "policy/policy_update.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {
namespace {

// Whether one pattern takes what the other makes of a number and a name.
bool Covers(const std::string& pattern, const std::string& made_by) {
  if (pattern == made_by) return true;
  const Result<NamePattern> takes = NamePattern::Parse(pattern);
  const Result<NamePattern> makes = NamePattern::Parse(made_by);
  if (!takes || !makes) return false;
  return takes->MatchPath(makes->Format({3, '\0'}, "name")).has_value();
}

bool KnowsFile(const Config& policy, const MetadataShape& shape) {
  return std::ranges::any_of(policy.metadata,
                             [&](const MetadataShape& one) { return one.file == shape.file; });
}

bool KnowsImports(const Config& policy, const ImportRule& rule) {
  return std::ranges::any_of(policy.imports,
                             [&](const ImportRule& one) { return one.language == rule.language; });
}

bool KnowsMirror(const Config& policy, const Mirror& mirror) {
  return std::ranges::any_of(
             policy.mirrors,
             [&](const Mirror& one) { return Covers(one.pattern, mirror.pattern); }) ||
         std::ranges::any_of(
             policy.series, [&](const Series& one) { return Covers(one.pattern, mirror.pattern); });
}

// The lines of the entry of a block list that begins on `line` (1-based).
std::string EntryLines(const std::string& text, int line) {
  std::string entry;
  std::size_t indent = std::string::npos;
  int number = 0;
  for (const std::string_view one : Split(text, '\n')) {
    if (++number < line) continue;
    const std::size_t here = one.find_first_not_of(' ');
    if (number > line && (here == std::string_view::npos || here <= indent)) break;
    if (number == line) indent = here;
    entry += std::string(one) + "\n";
  }
  return entry;
}

class Update {
 public:
  Update(const std::string& text, const std::string& proposal) : text_(text), proposal_(proposal) {}

  // An entry of the proposal's list `key`.
  void Add(const std::string& key, const Location& where) {
    const std::string entry = EntryLines(proposal_, where.line);
    missing_[key].push_back(entry);
  }

  PolicyUpdate Finish() {
    PolicyUpdate update;
    std::vector<std::tuple<std::size_t, bool, std::string>> places;  // offset, is a new list, lines
    for (const auto& [key, entries] : missing_) {
      const KeyPlace place = FindTopKey(text_, key);
      std::vector<std::string>& said =
          place.kind == KeyPlace::Kind::kFlow ? update.by_hand : update.added;
      std::string lines;
      const ListEnd end = place.kind == KeyPlace::Kind::kBlock ? EndOfBlockList(text_, place.behind)
                                                               : ListEnd{text_.size()};
      for (const std::string& entry : entries) {
        said.push_back(fmt::format("{} {}", key, Trim(entry.substr(0, entry.find('\n')))));
        lines += Indented(entry, end.indent);
      }
      if (place.kind == KeyPlace::Kind::kFlow) continue;
      const bool absent = place.kind == KeyPlace::Kind::kAbsent;
      if (absent) lines = fmt::format("\n{}\n{}", key, lines);
      places.emplace_back(end.offset, absent, std::move(lines));
    }
    // A list that the file ends with goes on before a new one begins.
    std::ranges::sort(places);
    for (auto& [offset, absent, lines] : places) {
      if (!update.insertions.empty() && update.insertions.back().offset == offset) {
        update.insertions.back().text += lines;
        continue;
      }
      const bool open = offset > 0 && text_[offset - 1] != '\n';
      update.insertions.push_back({offset, (open ? "\n" : "") + lines});
    }
    for (Insertion& one : update.insertions) one.text = WithLineEndsOf(text_, one.text);
    return update;
  }

 private:
  // The lines of an entry, whose items `init` sets two blanks in, as far in as `indent`.
  static std::string Indented(const std::string& entry, const std::string& indent) {
    std::string lines;
    for (const std::string_view line : Split(entry, '\n')) {
      if (!line.empty()) lines += fmt::format("{}{}\n", indent, line.substr(2));
    }
    return lines;
  }

  const std::string& text_;
  const std::string& proposal_;
  std::map<std::string, std::vector<std::string>> missing_;  // by key
};

}  // namespace

Result<PolicyUpdate, Errors> UpdatePolicy(const std::string& path, const std::string& text,
                                          const std::string& proposal) {
  const Result<Config, Errors> policy = ParseConfig(path, text);
  if (!policy) return policy.error();
  const Result<Config, Errors> wanted = ParseConfig(path, proposal);
  if (!wanted) return wanted.error();
  Update update(text, proposal);
  for (const MetadataShape& shape : wanted->metadata) {
    if (!KnowsFile(*policy, shape)) update.Add("metadata:", shape.where);
  }
  for (const ImportRule& rule : wanted->imports) {
    if (!KnowsImports(*policy, rule)) update.Add("imports:", rule.where);
  }
  for (const Mirror& mirror : wanted->mirrors) {
    if (!KnowsMirror(*policy, mirror)) update.Add("mirrors:", mirror.where);
  }
  PolicyUpdate found = update.Finish();
  std::string with = text;
  for (auto one = found.insertions.rbegin(); one != found.insertions.rend(); ++one) {
    with.insert(one->offset, one->text);
  }
  // Tried out: what cannot be read afterwards is for a person.
  if (!ParseConfig(path, with)) {
    std::ranges::move(found.added, std::back_inserter(found.by_hand));
    found.added.clear();
    found.insertions.clear();
  }
  return found;
}

}  // namespace prereq
