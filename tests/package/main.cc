// Uses the installed library as a stranger would: a graph in, a verdict and a proposal out.
#include <cstdio>

#include "prereq/proposal.h"
#include "prereq/report.h"

int main() {
  const auto config = prereq::ParseConfig("inline.yaml",
                                          "version: 1\n"
                                          "modules:\n"
                                          "  - {slug: b, number: 1, requires: [a]}\n"
                                          "  - {slug: a, number: 2}\n");
  if (!config) return 2;
  const auto facts = prereq::FactsFromGraphFile(*config);
  if (!facts) return 2;
  const prereq::Graph graph = prereq::BuildGraph(*facts);
  const auto verdict = prereq::Check(*facts, graph, facts->order, *config);
  const auto proposal = prereq::Propose(*facts, graph, prereq::AllowedNumbers(*facts), {});
  if (!proposal) return 2;
  std::printf("%zu finding\n%s", verdict.findings.size(),
              prereq::RenderOrderList(*facts, proposal->order).c_str());
  return 0;
}
