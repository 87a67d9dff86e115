// Any bytes as a question of the board: what is read is written as it can be read again; an answer
// is JSON that can be printed, or errors with words.
#include <cstdlib>
#include <string>

#include "fuzz/fuzz_target.h"
#include "server/board_answers.h"
#include "support/temporary_tree.h"

namespace {

void Demand(bool holds) {
  if (!holds) std::abort();
}

// Four modules in a broken order, one of them without a number yet.
const prereq::Workspace& Course() {
  static const prereq::TemporaryTree tree;
  static const prereq::Workspace course = [] {
    tree.Put("course.yaml",
             "version: 1\n"
             "modules:\n"
             "  - {slug: a, number: 1, requires: [b]}\n"
             "  - {slug: b, number: 2}\n"
             "  - {slug: \"c d\", number: 4, aliases: [see]}\n"
             "  - {slug: e, requires: [a]}\n");
    return *prereq::Workspace::Open(tree.path() + "/course.yaml");
  }();
  return course;
}

void DemandAnswer(const prereq::Result<prereq::Json, prereq::Errors>& answer) {
  if (answer) {
    Demand(!answer->dump().empty());  // throws for bytes that are not UTF-8
    return;
  }
  Demand(!answer.error().empty() && !answer.error().front().message.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto request = prereq::ReadBoardRequest(text);
  if (!request) {
    Demand(!request.error().message.empty());
    return 0;
  }
  const auto again = prereq::ReadBoardRequest(prereq::WriteBoardRequest(*request));
  Demand(again && *again == *request);
  DemandAnswer(prereq::BoardCheck(Course(), *request));
  DemandAnswer(prereq::BoardSuggest(Course(), *request, {}));
  DemandAnswer(prereq::BoardPlan(Course(), *request, {}));
  return 0;
}
