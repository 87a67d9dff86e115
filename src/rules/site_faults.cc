#include "rules/site_faults.h"

#include <string>
#include <utility>
#include <vector>

#include "base/read_texts.h"
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
  ReadTexts texts(tree);
  const auto read = [&](const std::string& path) { return texts.OrEmpty(path); };
  std::vector<Finding> found;
  for (const FoundSiteTool& tool : tools) {
    if (tool.migrations != nullptr) continue;
    const ShownSite shown{tool, AddressesOf(tool, paths, read), read};
    if (!shown.addresses.unsure.empty()) continue;
    FindSameAddresses(shown, found);
    FindSiteLinks(shown, found);
  }
  AppendFindings(config, std::move(found), findings);
}

}  // namespace prereq
