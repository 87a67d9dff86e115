// Findings to render: the example of the text format, and short ones.
#pragma once

#include <string>

#include "prereq/verdict.h"

namespace prereq {

inline Finding MakeFinding(std::string_view rule, Severity severity,
                           Location where = {"a.md", 3, 5},
                           std::string headline = "something is wrong") {
  Finding finding;
  finding.rule = ParseRuleName(rule).value();
  finding.severity = severity;
  finding.where = std::move(where);
  finding.headline = std::move(headline);
  return finding;
}

/// One contradiction with three facts and a conclusion.
inline Verdict DesignExample() {
  Finding finding = MakeFinding("PRQ105", Severity::kError, {"prereq.yaml", 9, 3},
                                "training cannot be pinned to 06");
  finding.facts = {{"policy", "autograd is pinned to 06", {"prereq.yaml", 8, 5}},
                   {"metadata", "optimizers needs autograd", {"07_optimizers/module.yaml", 4, 3}},
                   {"metadata", "training needs optimizers", {"08_training/module.yaml", 4, 3}}};
  finding.because = {"from 1,2: optimizers is 07 or later; so with 3: training is 08 or later",
                     "dropping any one of these facts, or this pin, resolves it"};
  finding.modules = {"autograd", "optimizers", "training"};
  finding.evidence_kind = "policy";
  return {{finding}};
}

/// Names and texts that try to break out of every format.
inline Verdict HostileVerdict() {
  const std::string evil =
      "a%b\r\n::error::x, y: \"<b>&]]>`[l](u)@me\x1b[2J\xff\x7f\xEF\xBF\xBF##[group]";
  Finding finding = MakeFinding("PRQ301", Severity::kError, {evil + ".md", 7, 2}, evil);
  finding.facts = {{evil, evil, {evil, 1, 1}}, {"text", evil, {}}};
  finding.because = {evil};
  finding.fix = {FixSafety::kLikely, evil, "", {{evil, {3, 2}, evil, evil}}};
  finding.modules = {evil};
  finding.evidence_kind = evil;
  Finding bare = MakeFinding("PRQ999", Severity::kWarn, {}, "a rule of another release");
  return {{finding, bare}};
}

}  // namespace prereq
