// JUnit XML: an error is a failed test, a warning a passed one that says something. Without any
// finding there is one passed test, because readers call an empty report broken.
#include "base/format.h"
#include "base/text.h"
#include "prereq/report.h"
#include "report/markdown_text.h"
#include "report/xml_text.h"

namespace prereq {
namespace {

std::string Details(const Finding& finding) {
  Verdict one;
  one.findings.push_back(finding);
  const std::string text = RenderVerdictText(one, {});
  std::string details;
  for (const std::string_view line : Lines(text)) details += Xml(line) + '\n';
  return details;
}

std::string TestCase(const Finding& finding) {
  const RuleInfo* rule = FindRule(finding.rule);
  const Location where = PlaceOf(finding);
  std::string place = where.path.empty() ? "" : fmt::format(" file=\"{}\"", Xml(where.path));
  if (where.line > 0) place += fmt::format(" line=\"{}\"", where.line);
  const std::string name = where.path.empty()
                               ? Xml(finding.headline)
                               : fmt::format("{}: {}", Xml(Show(where)), Xml(finding.headline));
  const std::string open =
      fmt::format("    <testcase classname=\"{}.{}\" name=\"{}\"{}>\n", RuleName(finding.rule),
                  rule == nullptr ? "unknown" : rule->slug, name, place);
  const std::string body =
      finding.severity == Severity::kError
          ? fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                        RuleName(finding.rule), Xml(finding.headline), Details(finding))
          : fmt::format("      <system-out>{}</system-out>\n", Details(finding));
  return open + body + "    </testcase>\n";
}

}  // namespace

std::string RenderVerdictJunit(const Verdict& verdict) {
  std::size_t failures = 0;
  std::string cases;
  for (const Finding& finding : verdict.findings) {
    if (finding.severity == Severity::kError) ++failures;
    cases += TestCase(finding);
  }
  std::size_t tests = verdict.findings.size();
  if (tests == 0) {
    tests = 1;
    cases = "    <testcase classname=\"prereq\" name=\"no findings\"/>\n";
  }
  const std::string counts =
      fmt::format("name=\"prereq\" tests=\"{}\" failures=\"{}\" errors=\"0\"", tests, failures);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites {0}>\n  <testsuite {0}>\n{1}  </testsuite>\n</testsuites>\n",
      counts, cases);
}

}  // namespace prereq
