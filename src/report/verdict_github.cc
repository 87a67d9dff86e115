// GitHub Actions annotations. The runner shows ten of each level a step and drops the rest, so the
// rest goes into the log as plain lines, and a notice says how many.
#include <algorithm>
#include <array>

#include "base/format.h"
#include "base/text.h"
#include "prereq/report.h"
#include "report/markdown_text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfALevel = 10;

// Values of a workflow command: the message may hold `:` and `,`, a property may not.
std::string Escaped(std::string_view text, bool is_property) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (c == '\n') {
      escaped += "%0A";
    } else if (is_property && c == ':') {
      escaped += "%3A";
    } else if (is_property && c == ',') {
      escaped += "%2C";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      escaped += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A line end has an escape of its own here.
std::string Property(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : Split(text, '\n')) lines.push_back(Printable(line));
  return Escaped(Join(lines, "\n"), true);
}

std::string_view Command(const Finding& finding) {
  return finding.severity == Severity::kError ? "error" : "warning";
}

std::string Title(const Finding& finding) {
  const RuleInfo* rule = FindRule(finding.rule);
  const std::string id = RuleName(finding.rule);
  return rule == nullptr ? id : fmt::format("{} {}", id, rule->slug);
}

std::string Annotation(const Finding& finding) {
  const Location where = PlaceOf(finding);
  std::string properties;
  if (!where.path.empty()) properties += fmt::format("file={},", Property(where.path));
  if (where.line > 0) properties += fmt::format("line={},", where.line);
  if (where.column > 0) properties += fmt::format("col={},", where.column);
  std::string message = Printable(finding.headline);
  int number = 0;
  for (const Evidence& fact : finding.facts) {
    message += fmt::format("\n{}. {}: {}", ++number, Printable(fact.kind), Printable(fact.text));
    if (!fact.where.path.empty()) message += fmt::format(" ({})", Show(fact.where));
  }
  for (const std::string& line : finding.because) message += '\n' + Printable(line);
  if (!finding.fix.empty()) message += "\nfix: " + Printable(ShowFix(finding.fix));
  return fmt::format("::{} {}title={}::{}\n", Command(finding), properties,
                     Property(Title(finding)), Escaped(message, false));
}

// A log line that the runner cannot take for a command: those start with `::` or hold `##[`.
std::string LogLine(const Finding& finding) {
  std::string line = "prereq: ";
  if (!finding.where.path.empty()) line += Show(finding.where) + ": ";
  line += fmt::format("{} {}: {}", Command(finding), Title(finding), Printable(finding.headline));
  for (std::size_t at = line.find("##["); at != std::string::npos; at = line.find("##[", at)) {
    line.replace(at, 3, "## [");
  }
  return line + '\n';
}

}  // namespace

bool ExceedsGithub(const Verdict& verdict) {
  const auto of = [&](Severity severity) {
    return static_cast<std::size_t>(
        std::ranges::count(verdict.findings, severity, &Finding::severity));
  };
  const std::size_t errors = of(Severity::kError);
  return errors > kMostOfALevel || verdict.findings.size() - errors > kMostOfALevel;
}

std::string RenderVerdictGithub(const Verdict& verdict) {
  std::string annotations;
  std::string log;
  std::array<std::size_t, 2> shown{};
  std::array<std::size_t, 2> left{};
  for (const Finding& finding : verdict.findings) {
    const std::size_t level = finding.severity == Severity::kError ? 0 : 1;
    if (shown[level] < kMostOfALevel) {
      ++shown[level];
      annotations += Annotation(finding);
    } else {
      ++left[level];
      log += LogLine(finding);
    }
  }
  if (log.empty()) return annotations;
  const std::string notice = fmt::format(
      "::notice title=prereq::{} more errors and {} more warnings than GitHub annotates; "
      "the log of this step lists them\n",
      left[0], left[1]);
  return annotations + notice + log;
}

}  // namespace prereq
