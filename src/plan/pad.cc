#include "plan/pad.h"

#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "plan/file_edits.h"

namespace prereq {
namespace {

// `pattern` with numbers of `width` digits.
std::string Padded(const std::string& pattern, std::size_t width) {
  constexpr std::string_view kNumber = "{number";
  const std::string placeholder =
      width == 1 ? std::string("{number}") : fmt::format("{{number:0{}}}", width);
  std::string padded;
  std::size_t at = 0;
  for (std::size_t open = pattern.find(kNumber); open != std::string::npos;
       open = pattern.find(kNumber, at)) {
    padded += pattern.substr(at, open - at) + placeholder;
    at = pattern.find('}', open) + 1;
  }
  return padded + pattern.substr(at);
}

// Puts `pattern` in the place of `old`, at or behind `start` of the policy's `bytes`.
Status EditOnePattern(const Series& series, const std::string& old, const std::string& pattern,
                      const std::string& policy, const std::string& bytes, std::size_t start,
                      EditSet& edits) {
  const std::size_t at = bytes.find(old, std::min(start, bytes.size()));
  if (at == std::string::npos) {
    return Error{Error::Code::kInvalid,
                 fmt::format("expected `{}` here", Printable(old)),
                 {policy, series.where.line, series.where.column},
                 fmt::format("write `path: \"{}\"` and run `prereq apply`", Printable(pattern))};
  }
  const SpanEdit edit{{at, old.size()}, pattern, EditCause::kPolicy};
  const auto known = std::ranges::find(edits.files, policy, &FileEdit::path);
  if (known != edits.files.end()) {
    known->spans.push_back(edit);
    if (Status apart = SortApart(bytes, *known); !apart) return apart;
  } else {
    FileEdit file = NewFileEdit(policy, bytes);
    file.spans.push_back(edit);
    const auto place = std::ranges::lower_bound(edits.files, policy, {}, &FileEdit::path);
    edits.files.insert(place, std::move(file));
  }
  const Location where = LineIndex(bytes).At(policy, at);
  edits.declared.push_back({where, fmt::format("{} -> {}", old, pattern)});
  return Done{};
}

}  // namespace

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
  return Padded(facts.series.pattern, wanted);
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
  if (series.written.size() < 2) {
    return EditOnePattern(series, series.pattern, pattern, policy, *bytes, start, edits);
  }
  const Result<NamePattern> parsed = NamePattern::Parse(pattern);
  const std::size_t width = parsed ? static_cast<std::size_t>(parsed->width()) : 1;
  for (const std::string& old : series.written) {
    Status edited = EditOnePattern(series, old, Padded(old, width), policy, *bytes, start, edits);
    if (!edited) return edited;
  }
  return Done{};
}

}  // namespace prereq
