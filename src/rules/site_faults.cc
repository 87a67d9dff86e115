#include "rules/site_faults.h"

#include <iterator>
#include <map>

#include "references/history.h"
#include "rules/check_input.h"

namespace prereq {

void FindSiteFaults(const FileReader& tree, const std::vector<FoundSiteTool>& tools,
                    const Facts& facts, const Config& config, std::vector<Finding>& findings) {
  const HistoryFiles history(config.references.history);
  std::vector<std::string> paths;
  for (const ScannedFile& file : facts.files) {
    if (file.kind == ScannedFile::Kind::kText && !history.Has(file.path)) {
      paths.push_back(file.path);
    }
  }
  std::map<std::string, std::string> texts;
  const auto read = [&](const std::string& path) {
    const auto [known, is_new] = texts.try_emplace(path);
    if (!is_new) return known->second;
    if (Result<std::string> text = tree.Read(path)) known->second = std::move(*text);
    return known->second;
  };
  std::vector<Finding> found;
  for (const FoundSiteTool& tool : tools) {
    if (tool.migrations != nullptr) continue;
    const ShownSite shown{tool, AddressesOf(tool, paths, read), read};
    if (!shown.addresses.unsure.empty()) continue;
    FindSameAddresses(shown, found);
    FindSiteLinks(shown, found);
  }
  ApplySeverities(config, found);
  std::ranges::move(found, std::back_inserter(findings));
}

}  // namespace prereq
