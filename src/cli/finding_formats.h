// The table of formats that findings can be written in.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/report.h"

namespace prereq {

struct FindingFormat {
  std::string_view name;
  bool needs_surroundings;  // where the tree stands in its repository, columns in UTF-16
  std::string (*render)(const Verdict&, const Surroundings&, const TextStyle&);
};
std::span<const FindingFormat> FindingFormats();
/// Null when there is none of this name.
const FindingFormat* FindFindingFormat(std::string_view name);
std::vector<std::string> FindingFormatNames();

}  // namespace prereq
