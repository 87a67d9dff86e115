// Any bytes as a saved plan: one whose edits fit their files and whose paths stay inside, or an
// error. The id is made to fit, since no mutation would ever pass it.
#include <cstdlib>
#include <string>

#include "base/digest.h"
#include "base/path.h"
#include "documents/json.h"
#include "files/plan_read.h"
#include "fuzz/fuzz_target.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckPlan(const prereq::SavedPlan& plan) {
  for (const prereq::PathMove& move : plan.edits.moves) {
    Check(prereq::IsTreePath(move.from) && prereq::IsTreePath(move.to));
  }
  for (const prereq::FileEdit& file : plan.edits.files) {
    std::size_t done = 0;
    Check(prereq::IsTreePath(file.path) && prereq::IsSha256(file.sha256));
    for (const prereq::SpanEdit& edit : file.spans) {
      Check(done <= edit.span.offset && edit.span.end() <= file.size);
      done = edit.span.end();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(bytes), size);
  if (const auto plan = prereq::ReadPlanJson("plan.json", text)) CheckPlan(*plan);
  prereq::Json document = prereq::Json::parse(text, nullptr, false);
  if (!document.is_object()) return 0;
  document.erase("id");
  constexpr auto kReplace = prereq::Json::error_handler_t::replace;
  document["id"] = prereq::Sha256(document.dump(-1, ' ', false, kReplace));
  text = document.dump(-1, ' ', false, kReplace);
  if (const auto plan = prereq::ReadPlanJson("plan.json", text)) CheckPlan(*plan);
  return 0;
}
