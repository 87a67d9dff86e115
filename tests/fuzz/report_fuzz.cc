// Any bytes as a saved report: findings that every format can show and that come back equal, or
// errors.
#include <cstdlib>
#include <string>

#include "files/findings_read.h"
#include "fuzz/fuzz_target.h"
#include "prereq/report.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto read = prereq::ReadVerdictJson("report.json", text);
  if (!read) {
    Check(!read.error().empty());
    return 0;
  }
  const std::string json = prereq::RenderVerdictJson(read->verdict, read->surroundings);
  const auto again = prereq::ReadVerdictJson("report.json", json);
  Check(again.has_value() &&
        prereq::RenderVerdictJson(again->verdict, again->surroundings) == json);
  const prereq::Verdict verdict = prereq::ForServices(read->verdict, read->surroundings);
  for (const std::string& shown :
       {prereq::RenderVerdictText(verdict, {}), prereq::RenderVerdictSarif(verdict),
        prereq::RenderVerdictGithub(verdict), prereq::RenderVerdictGitlab(verdict),
        prereq::RenderVerdictJunit(verdict), prereq::RenderVerdictMarkdown(verdict, 4096)}) {
    Check(shown.find('\x1b') == std::string::npos);
  }
  return 0;
}
