#include "plan/pad.h"

#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "plan/file_edits.h"

namespace prereq {

Result<std::string> PaddedPattern(const Facts& facts, std::optional<int> width) {
  std::size_t digits = 1;
  for (const ModuleId id : facts.order.Sequence()) {
    digits = std::max(digits, fmt::format("{}", facts.order.number(id)->value).size());
  }
  const std::size_t wanted =
      width ? static_cast<std::size_t>(*width) : std::max<std::size_t>(digits, 2);
  if (wanted < digits) {
    return Error{
        Error::Code::kInvalid,
        fmt::format("the largest number has {} digits, so {} cannot be the width", digits, wanted),
        facts.series.where, ""};
  }
  constexpr std::string_view kNumber = "{number";
  const std::string& pattern = facts.series.pattern;
  const std::string placeholder =
      wanted == 1 ? std::string("{number}") : fmt::format("{{number:0{}}}", wanted);
  std::string padded;
  std::size_t at = 0;
  for (std::size_t open = pattern.find(kNumber); open != std::string::npos;
       open = pattern.find(kNumber, at)) {
    padded += pattern.substr(at, open - at) + placeholder;
    at = pattern.find('}', open) + 1;
  }
  return padded + pattern.substr(at);
}

Status EditPattern(const Series& series, const std::string& pattern, const std::string& policy,
                   const FileReader& tree, EditSet& edits) {
  if (pattern == series.pattern) return Done{};
  const Result<std::string> bytes = tree.Read(policy);
  if (!bytes) return bytes.error();
  // From the line on where the series begins; a pattern of another series may read alike.
  std::size_t start = 0;
  for (int line = 1; line < series.where.line && start != std::string::npos; ++line) {
    start = bytes->find('\n', start);
    if (start != std::string::npos) ++start;
  }
  const std::size_t at = bytes->find(series.pattern, std::min(start, bytes->size()));
  if (at == std::string::npos) {
    return Error{Error::Code::kInvalid,
                 fmt::format("expected `{}` here", Printable(series.pattern)),
                 {policy, series.where.line, series.where.column},
                 fmt::format("write `path: \"{}\"` and run `prereq apply`", Printable(pattern))};
  }
  const SpanEdit edit{{at, series.pattern.size()}, pattern, EditCause::kPolicy};
  const auto known = std::ranges::find(edits.files, policy, &FileEdit::path);
  if (known != edits.files.end()) {
    known->spans.push_back(edit);
    if (Status apart = SortApart(*bytes, *known); !apart) return apart;
  } else {
    FileEdit file = NewFileEdit(policy, *bytes);
    file.spans.push_back(edit);
    const auto place = std::ranges::lower_bound(edits.files, policy, {}, &FileEdit::path);
    edits.files.insert(place, std::move(file));
  }
  const Location where = LineIndex(*bytes).At(policy, at);
  edits.declared.push_back({where, fmt::format("{} -> {}", series.pattern, pattern)});
  return Done{};
}

}  // namespace prereq
