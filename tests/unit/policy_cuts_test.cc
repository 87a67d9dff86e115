// What leaves a policy together with a module, and what must not.
#include "policy/policy_cuts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "policy/config_meaning.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kHead = "version: 1\nseries: {path: 'm/{number:02}_{slug}'}\n";

struct Outcome {
  std::string rest;  // the policy without the cuts, behind kHead
  std::vector<std::string> tasks;
  std::vector<std::string> places;
};

// Removes `mid` from the modules base, mid, top.
Outcome Remove(const std::string& policy) {
  const std::string text = kHead + policy;
  const auto config = ParseConfig("prereq.yaml", text);
  if (!config) return {"error: " + config.error().front().message, {}, {}};
  const MemoryTree tree(
      {{"prereq.yaml", text}, {"m/01_base/a", ""}, {"m/02_mid/a", ""}, {"m/03_top/a", ""}});
  const auto facts = CollectFacts(tree, *config, 0, {});
  if (!facts) return {"error: " + facts.error().front().message, {}, {}};
  const PolicyCuts cuts =
      CutFromPolicy("prereq.yaml", text, "prereq.yaml", *facts, {*facts->FindSlug("mid")});
  Outcome outcome;
  std::size_t at = std::string(kHead).size();
  for (const Span span : cuts.spans) {
    outcome.rest += text.substr(at, span.offset - at);
    at = span.end();
  }
  outcome.rest += text.substr(at);
  for (const Task& task : cuts.tasks) outcome.tasks.push_back(Show(task.where));
  for (const DeclaredEdit& place : cuts.places) {
    outcome.places.push_back(Show(place.where) + " " + place.text);
  }
  return outcome;
}

TEST(PolicyCuts, TakeWholeEntriesOfEverySection) {
  const Outcome outcome = Remove(R"(aliases:
  base: [Basis]
  mid:
    - Middle  # once
    - Centre
  top: Top
constraints:
  - base before top
  - Middle before top
  - {rule: base before mid, because: x}
  - because: |
      # mid must not be late
      at all
    rule: pin mid to 2
  - pin base to 1
phases:
  - {name: A, modules: [base]}
  - name: B
    modules: [mid]
  - name: C
    modules:
      - top
waive:
  - {rule: top requires mid, because: y}
suppress:
  - rule: PRQ106
    modules: [mid, top]
)");
  EXPECT_EQ(outcome.rest, R"(aliases:
  base: [Basis]
  top: Top
constraints:
  - base before top
  - pin base to 1
phases:
  - {name: A, modules: [base]}
  - name: C
    modules:
      - top
waive:
suppress:
  - rule: PRQ106
    modules: [top]
)");
  EXPECT_THAT(outcome.tasks, IsEmpty());
  EXPECT_THAT(outcome.places,
              ElementsAre("prereq.yaml:5:3 removed: the aliases of `mid`",
                          "prereq.yaml:11:5 removed: the constraint `Middle before top`",
                          "prereq.yaml:12:12 removed: the constraint `base before mid`",
                          "prereq.yaml:16:11 removed: the constraint `pin mid to 2`",
                          "prereq.yaml:20:5 removed: the phase `B`",
                          "prereq.yaml:26:5 removed: the waiver `top requires mid`",
                          "prereq.yaml:29:15 removed: `mid` from the suppression of PRQ106"));
}

TEST(PolicyCuts, TakeCommentsThatAreTheEntrysOwn) {
  EXPECT_EQ(Remove("constraints:\n"
                   "  # what we want\n"
                   "  - mid before top  # behind\n"
                   "  - base before top\n"
                   "\n"
                   "  # above the pin\n"
                   "  - pin mid to 2\n"
                   "    # below it\n"
                   "\n"
                   "  # heads both\n"
                   "  - base before mid\n"
                   "  - pin base to 1\n"
                   "  # speaks of mid and its place\n"
                   "  - mid within 1..3\n"
                   "  - top last\n")
                .rest,
            "constraints:\n"
            "  # what we want\n"
            "  - base before top\n"
            "\n"
            "\n"
            "  # heads both\n"
            "  - pin base to 1\n"
            "  - top last\n");
}

TEST(PolicyCuts, WorkInFlowStyle) {
  EXPECT_EQ(Remove("constraints: [base before mid, 'pin mid to 2', base before top]\n").rest,
            "constraints: [base before top]\n");
  EXPECT_EQ(Remove("constraints: [base before top, mid before top]\n").rest,
            "constraints: [base before top]\n");
  EXPECT_EQ(Remove("constraints: [mid before top]\n").rest, "constraints: []\n");
  EXPECT_EQ(
      Remove("constraints: [{rule: mid before top, because: 'a, ]b'}, base before top]\n").rest,
      "constraints: [base before top]\n");
  EXPECT_EQ(Remove("aliases: {base: [B], \"mid\": [M, N], top: T}\n").rest,
            "aliases: {base: [B], top: T}\n");
  EXPECT_EQ(
      Remove("phases:\n  - modules: [\n      base,\n      mid,  # the one\n      top ]\n").rest,
      "phases:\n  - modules: [\n      base,\n      top ]\n");
}

TEST(PolicyCuts, TakeOneNameOfSeveral) {
  EXPECT_EQ(
      Remove("phases:\n  - modules:\n      # first\n      - base\n      - mid  # then\n").rest,
      "phases:\n  - modules:\n      # first\n      - base\n");
  EXPECT_EQ(Remove("phases:\n  - {name: A, modules: [base, mid]}\n").rest,
            "phases:\n  - {name: A, modules: [base]}\n");
  EXPECT_EQ(Remove("phases:\n- modules:\n  - 02_mid\n  - top\n").rest,
            "phases:\n- modules:\n  - top\n");
}

TEST(PolicyCuts, KeepCrLfAndWhatFollows) {
  EXPECT_EQ(
      Remove("constraints:\r\n- base before mid\r\n- base before top\r\nverify: [x]\r\n").rest,
      "constraints:\r\n- base before top\r\nverify: [x]\r\n");
  EXPECT_EQ(Remove("verify: [x]\nconstraints:\n- base before mid").rest,
            "verify: [x]\nconstraints:\n");
}

TEST(PolicyCuts, LeaveWhatCannotBeCutSafely) {
  const std::string anchored =
      "constraints:\n  - &m base before mid\n  - base before top\nverify: [*m]\n";
  EXPECT_EQ(Remove(anchored).rest, anchored);
  EXPECT_THAT(Remove(anchored).tasks, ElementsAre(HasSubstr("prereq.yaml:4")));
  const std::string alone = "suppress: {rule: PRQ106, modules: mid, because: x}\n";
  EXPECT_EQ(Remove(alone).rest, alone);
  EXPECT_THAT(Remove(alone).tasks, ElementsAre("prereq.yaml:3:11"));
}

TEST(PolicyCuts, NeverTouchOtherNames) {
  const std::string policy =
      "aliases: {top: [mid-level, amid]}\nconstraints:\n  - base before top  # not mid\n"
      "suppress:\n  - {rule: PRQ106, path: 'm/02_mid/**', because: mid}\n";
  const Outcome outcome = Remove(policy);
  EXPECT_EQ(outcome.rest, policy);
  EXPECT_THAT(outcome.tasks, IsEmpty());
}

}  // namespace
}  // namespace prereq
