// From a place that names modules, in prose or metadata, to these modules.
#pragma once

#include <string>
#include <vector>

#include "metadata/meant.h"
#include "metadata/mentions.h"
#include "prereq/facts.h"
#include "series/levels.h"

namespace prereq {

/// Which modules a mention means where `speaker` says it. All arguments have to outlive this.
class MentionTargets {
 public:
  MentionTargets(const Levels::Speaker& speaker, const Levels& levels, const Facts& facts,
                 const MentionLabels& labels)
      : speaker_(speaker), levels_(levels), facts_(facts), labels_(labels) {}

  /// The modules, without what lies in the speaker's own one. `paths`: paths and names count, too.
  [[nodiscard]] Meant Find(const ModuleMention& mention, bool paths) const;

 private:
  void AddBetween(const Levels::Found& first, const Levels::Found& last, Meant& meant) const;
  void AddWords(const ModuleMention& link, Meant& meant) const;
  [[nodiscard]] Levels::Found FindPath(const std::string& text) const;
  [[nodiscard]] Meant AllIn(const std::string& folder) const;
  [[nodiscard]] std::vector<ModuleId> AllBefore() const;
  void KeepLast(std::vector<ModuleId>& modules) const;

  const Levels::Speaker& speaker_;
  const Levels& levels_;
  const Facts& facts_;
  const MentionLabels& labels_;
};

}  // namespace prereq
