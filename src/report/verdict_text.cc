// Findings as people read them on a terminal: DESIGN section 6.
#include <algorithm>
#include <map>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "prereq/report.h"
#include "report/paint.h"
#include "report/plan_words.h"
#include "report/quoted_source.h"

namespace prereq {
namespace {

// A fact longer than this stands beside the others without widening their column.
constexpr std::size_t kWidestFact = 64;

std::string Padded(const std::string& text, std::size_t width) {
  const std::size_t now = DisplayWidth(text);
  return now < width ? text + std::string(width - now, ' ') : text;
}

// "path:line", for facts; a column would only be noise there.
std::string ShortPlace(const Location& where) {
  std::string place = Printable(where.path);
  if (where.line > 0) place += fmt::format(":{}", where.line);
  return place;
}

std::string RenderFacts(const std::vector<Evidence>& facts, const TextStyle& style) {
  const std::size_t digits = std::to_string(facts.size()).size();
  std::size_t kind_width = 0;
  std::size_t text_width = 0;
  for (const Evidence& fact : facts) {
    kind_width = std::max(kind_width, DisplayWidth(Printable(fact.kind)));
    const std::size_t width = DisplayWidth(Printable(fact.text));
    if (width <= kWidestFact && !fact.where.path.empty()) text_width = std::max(text_width, width);
  }
  std::string text;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Evidence& fact = facts[i];
    text += fmt::format("  {:>{}} {}", i + 1, digits, Padded(Printable(fact.kind), kind_width));
    const std::string said = Printable(fact.text);
    if (fact.where.path.empty()) {
      text += fmt::format("  {}\n", said);
    } else {
      text += fmt::format("  {}  {}\n", Padded(said, text_width),
                          Painted(ShortPlace(fact.where), Paint::kCyan, style));
    }
  }
  return text;
}

std::string RenderFinding(const Finding& finding, const TextStyle& style,
                          const SourceLines& lines) {
  const RuleInfo* rule = FindRule(finding.rule);
  const bool error = finding.severity == Severity::kError;
  std::string text;
  if (!finding.where.path.empty()) {
    text += Painted(Show(finding.where), Paint::kBold, style) + ": ";
  }
  text += Painted(SeverityName(finding.severity), error ? Paint::kRed : Paint::kYellow, style);
  text += fmt::format(" {}", RuleName(finding.rule));
  if (rule != nullptr) text += fmt::format("[{}]", rule->slug);
  text += fmt::format(" {}\n", Painted(Printable(finding.headline), Paint::kBold, style));
  text += QuoteSource(finding.where, lines, style);
  text += RenderFacts(finding.facts, style);
  for (const std::string& line : finding.because) text += fmt::format("  {}\n", Printable(line));
  if (!finding.fix.empty()) {
    text += fmt::format("  {} {}\n", Painted("fix:", Paint::kGreen, style),
                        Printable(ShowFix(finding.fix)));
  }
  return text;
}

}  // namespace

std::string RenderVerdictText(const Verdict& verdict, const TextStyle& style,
                              const SourceLines& lines) {
  std::string text;
  for (const Finding& finding : verdict.findings) text += RenderFinding(finding, style, lines);
  return text;
}

std::string RenderVerdictText(const Verdict& verdict, const TextStyle& style) {
  return RenderVerdictText(verdict, style, {});
}

std::string RenderVerdictSummary(const Verdict& verdict) {
  if (verdict.findings.empty()) return "no findings";
  std::size_t errors = 0;
  std::map<RuleId, std::size_t> by_rule;
  for (const Finding& finding : verdict.findings) {
    if (finding.severity == Severity::kError) ++errors;
    ++by_rule[finding.rule];
  }
  const std::size_t warnings = verdict.findings.size() - errors;
  std::string text = errors > 0 ? Counted(errors, "error") : "";
  if (warnings > 0) text += (errors > 0 ? ", " : "") + Counted(warnings, "warning");
  std::vector<std::string> rules;
  for (const auto& [rule, count] : by_rule) {
    rules.push_back(fmt::format("{} {}", count, RuleName(rule)));
  }
  return fmt::format("{} ({}); `prereq explain {}` says more", text, Join(rules, ", "),
                     RuleName(verdict.findings.front().rule));
}

}  // namespace prereq
