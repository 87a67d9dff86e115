// Any bytes as a saved proposal: its certificate is judged without a crash, and what is written
// reads back as the same, or errors.
#include <cstdlib>
#include <string>

#include "fuzz/fuzz_target.h"
#include "prereq/proposal_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto file = prereq::ParseProposal("proposal.json", text);
  if (!file) {
    if (file.error().empty()) std::abort();
    return 0;
  }
  (void)prereq::FalseStatements(*file);
  const std::string written = prereq::RenderProposalJson(*file);
  const auto again = prereq::ParseProposal("proposal.json", written);
  if (!again || prereq::RenderProposalJson(*again) != written) std::abort();
  return 0;
}
