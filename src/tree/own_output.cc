#include "tree/own_output.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace prereq {

bool IsOwnOutput(std::string_view text) {
  constexpr std::size_t kLook = 2048;
  constexpr std::array<std::string_view, 5> kMarks = {
      R"("name": "prereq")",        // findings and SARIF: the tool
      R"("format":"prereq-plan")",  // plans
      R"("format": "prereq-redirects")",
      R"("check_name": "PRQ)",         // GitLab
      R"(<testsuites name="prereq")",  // JUnit
  };
  const std::string_view start = Trim(text.substr(0, kLook));
  if (!start.starts_with('{') && !start.starts_with('[') && !start.starts_with("<?xml"))
    return false;
  if (start.starts_with("{\n  \"version\": 1,\n  \"kind\": \"proposal\"")) return true;
  return std::ranges::any_of(
      kMarks, [&](std::string_view mark) { return start.find(mark) != std::string_view::npos; });
}

}  // namespace prereq
