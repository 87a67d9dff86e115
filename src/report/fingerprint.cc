#include "report/fingerprint.h"

#include <map>

#include "base/digest.h"
#include "base/format.h"
#include "prereq/baseline.h"

namespace prereq {

std::vector<std::string> Fingerprints(const Verdict& verdict) {
  constexpr std::size_t kDigits = 16;
  std::map<std::string, int> seen;
  std::vector<std::string> fingerprints;
  for (const Finding& finding : verdict.findings) {
    std::string key = ShowKey(KeyOf(finding));
    const int occurrence = ++seen[key];
    fingerprints.push_back(fmt::format("{}:{}", Sha256(key).substr(0, kDigits), occurrence));
  }
  return fingerprints;
}

}  // namespace prereq
