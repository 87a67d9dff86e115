// The baseline file: YAML, one entry a line, strings as JSON writes them, so that a diff shows
// exactly which findings were accepted or are gone.
#include "base/format.h"
#include "base/json_marks.h"
#include "base/text.h"
#include "documents/json.h"
#include "prereq/baseline.h"

namespace prereq {
namespace {

// A string as JSON and YAML both read it. JSON leaves DEL and the C1 controls as they are, YAML
// does not take them.
std::string YamlQuoted(const std::string& text) {
  const std::string json = EscapeMarks(Json(EscapeInvalidUtf8(text)).dump());
  std::string quoted;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(json[at]); };
    if (byte(i) == 0x7F) {
      quoted += "\\u007f";
    } else if (byte(i) == 0xC2 && byte(i + 1) < 0xA0) {
      quoted += fmt::format("\\u{:04x}", byte(++i));
    } else {
      quoted += json[i];
    }
  }
  return quoted;
}

std::string Modules(const std::vector<std::string>& slugs) {
  std::vector<std::string> quoted;
  for (const std::string& slug : slugs) quoted.push_back(YamlQuoted(slug));
  return fmt::format("[{}]", Join(quoted, ", "));
}

}  // namespace

std::string RenderBaseline(const Baseline& baseline) {
  std::string text =
      "# Findings that are accepted for now; `prereq lint` reports only what goes beyond them.\n"
      "# Written by `prereq baseline add --reason \"…\"` and `prereq baseline prune`.\n"
      "version: 1\n";
  text += baseline.entries.empty() ? "findings: []\n" : "findings:\n";
  for (const BaselineEntry& entry : baseline.entries) {
    text += fmt::format("  - {{rule: {}, evidence: {}, modules: {}, count: {}, because: {}}}\n",
                        RuleName(entry.key.rule), YamlQuoted(entry.key.evidence),
                        Modules(entry.key.modules), entry.count, YamlQuoted(entry.reason));
  }
  return text;
}

}  // namespace prereq
