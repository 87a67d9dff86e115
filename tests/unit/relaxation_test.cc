// The relaxation ends when it is told to, and what it says then holds.
#include "solver/relaxation.h"

#include <gtest/gtest.h>

#include <functional>

#include "solver/closure.h"
#include "solver/cost_table.h"
#include "solver/domains.h"
#include "solver/oracle.h"
#include "support/ordering_instances.h"

namespace prereq {
namespace {

TEST(Relaxation, AsksOnceAnIterationWhetherToStop) {
  const OrderingProblem problem = ReversalInstance(60, 3);
  const Oracle oracle(60, 60, problem.precedences);
  const Closure closure = MakeClosure(60, problem.precedences, oracle.topological_order());
  const CostTable weight = MakeCostTable(problem, true);
  Domains domains(60, 60);
  for (int v = 0; v < 60; ++v) {
    for (int s = 0; s < 60; ++s) domains.Add(v, s);
  }
  int asked = 0;
  const std::function<bool()> should_stop = [&] { return ++asked == 25; };
  Relaxation stopped(closure, weight, should_stop);
  Domains mine = domains;
  const BoundResult early = stopped.Improve(mine, 59, 600);
  EXPECT_EQ(stopped.iterations(), 25);
  const std::function<bool()> never;
  Relaxation whole(closure, weight, never);
  const BoundResult late = whole.Improve(domains, 59, 600);
  EXPECT_TRUE(early.possible);
  EXPECT_GT(early.bound, 0);
  EXPECT_LE(early.bound, late.bound);
}

}  // namespace
}  // namespace prereq
