#include "paths/change_logs.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "paths/sql_names.h"

namespace prereq {

PackageNames ReadChangeLog(const FileFormat& format, const std::string& path,
                           std::string_view text) {
  constexpr std::string_view kMakers[] = {"createTable", "createView", "createSequence"};
  constexpr std::string_view kAttributes[] = {"tableName", "baseTableName", "referencedTableName",
                                              "viewName", "sequenceName"};
  PackageNames names;
  const LineIndex lines(text);
  bool back = false;  // inside <rollback>
  for (std::size_t at = text.find('<'), end = at; at != std::string_view::npos;
       at = text.find('<', end)) {
    if (text.substr(at).starts_with("<!--")) {
      end = std::min(text.find("-->", at), text.size());
      continue;
    }
    end = std::min(text.find('>', at), text.size());
    const std::string_view tag = text.substr(at + 1, end - at - 1);
    const std::string_view element = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    if (element == "rollback" && !tag.ends_with('/')) back = true;
    if (tag.starts_with("/rollback")) back = false;
    const bool makes = std::ranges::find(kMakers, element) != std::end(kMakers);
    for (const std::string_view attribute : kAttributes) {
      const std::size_t key = tag.find(" " + std::string(attribute) + "=\"");
      if (key == std::string_view::npos || back) continue;
      const std::size_t begin = key + attribute.size() + 3;
      const std::string_view value = tag.substr(begin, tag.find('"', begin) - begin);
      if (value.empty()) continue;
      (makes ? names.declares : names.uses)
          .push_back(NameInSql("sql relation " + Lower(value), lines.At(path, at + 1 + begin),
                               format, std::string(value)));
    }
  }
  return names;
}

}  // namespace prereq
