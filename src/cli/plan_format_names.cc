// Apart from what writes them, so that the command line can be read without it.
#include "cli/plan_formats.h"

namespace prereq {

const std::vector<std::string>& PlanFormats() {
  static const std::vector<std::string> kFormats{
      "text",           "json",          "script",           "patch",           "markdown",
      "redirects-json", "redirects-csv", "redirects-mdbook", "redirects-sphinx"};
  return kFormats;
}

}  // namespace prereq
