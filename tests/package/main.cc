// Uses the installed library as a stranger would: a directory in, findings, an order and a plan
// out.
#include <cstdio>

#include "prereq/report.h"
#include "prereq/workspace.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto workspace = prereq::Workspace::Open(argv[1]);
  if (!workspace) {
    for (const prereq::Error& error : workspace.error()) std::puts(error.message.c_str());
    return 2;
  }
  for (const prereq::Finding& finding : workspace->Check().findings) {
    std::printf("%s\n", finding.headline.c_str());
  }
  const auto suggestion = workspace->Suggest();
  if (!suggestion || !suggestion->proposal) return 1;
  const auto change = workspace->Plan(*suggestion);
  if (!change) return 2;
  std::printf(
      "%s%zu renames, %zu files\n",
      prereq::RenderOrderList(workspace->series().front().facts, suggestion->proposal->order)
          .c_str(),
      change->edits.moves.size(), change->edits.files.size());
  return 0;
}
