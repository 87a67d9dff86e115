// Prerequisites that the pages of a module say in prose.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metadata/mentions.h"
#include "prereq/file_system.h"
#include "series/series.h"

namespace prereq {

/// One place of a page that says what comes before it, by label and number, path or link.
struct SaidPrerequisite {
  ModuleMention mention;
  std::string text;  // as written
  Location where;
  Span span;          // of `text` in the file; length 0: the file has it escaped
  bool ends = false;  // no word goes on behind it, as in "Lesson 9 of the other course"
};

/// The pages of one module: itself, or what stands in its directory and one folder deeper, in the
/// order of their paths; also a file of code that is a module itself, or the main or only one
/// of its directory (`main.tf`), whose comments before the code are its page; never a changelog or
/// licence, nor what lies inside an entry of `apart` (sorted paths of modules of other series).
std::vector<std::string> ProsePages(const std::vector<FileEntry>& files, const SeriesEntry& entry,
                                    const std::vector<std::string>& apart);

/// What pages of one tree said to one series; others with the same labels need not read them again.
/// Safe from several threads.
class SaidPages {
 public:
  std::optional<std::vector<SaidPrerequisite>> Find(const std::string& path,
                                                    const MentionLabels& labels);
  void Keep(const std::string& path, const MentionLabels& labels,
            const std::vector<SaidPrerequisite>& said);

 private:
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::vector<SaidPrerequisite>> pages_;
};

/// What one page says, in its order. A notebook's Markdown cells are read as one page each. `pages`
/// may be null. Errors: a file that cannot be read; a malformed notebook says nothing.
Result<std::vector<SaidPrerequisite>> ReadSaid(const FileReader& tree, const std::string& path,
                                               const MentionLabels& labels, SaidPages* pages);

}  // namespace prereq
