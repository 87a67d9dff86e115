// Sections of a module's page that are numbered after it, `5.1`, `5.2`: its headings, links to
// them, and what above them says whose they are.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "references/headings.h"
#include "references/shapes.h"

namespace prereq::references {

/// What counts inside the module: 1 of `5.1`.
int PartOfSection(const Scan& scan, const Token& section);

/// What sections in a page, or links to them, say: `5.1`, `5.2`.
struct Sections {
  std::vector<Token> tokens;
  std::set<int> parts;
  bool may_be_of_page = false;  // of one whose own number is that of the sections

  void Add(const Scan& scan, const Token& token);
  /// The number that all of them begin with.
  [[nodiscard]] std::optional<Number> Common() const;
  /// Whether the parts are counted one by one from the first.
  [[nodiscard]] bool CountUp() const;
};

/// What a page of a module says before its sections.
struct PageStart {
  std::vector<int> inner;         // InnerNumbers
  bool first_is_section = false;  // the first heading
  bool says_own = false;          // its first heading says the module's number
  bool says_page = false;         // its first heading says its own number inside the module
};

/// Settles headings `# 5.1 …`, `## 5.2 …` in a file of module 5 that is not its page 5: all that
/// are numbered so must agree. Returns the parts that they count; none where they do not agree.
std::set<int> SettleSections(Scan& scan, ModuleId id, const Sections& sections,
                             const PageStart& head, std::vector<Found>& added);

/// The links inside the module that speak of its sections: `[Next (5.2 Beta)](02_b.md)`. Where the
/// page's own headings do not count so (`counted`), links that begin with a section have to: all of
/// them, and from the first part on; one alone is for a person.
Sections ReadLinksToSections(const Scan& scan, ModuleId id, bool counted);

/// Settles these links. Returns whether they are sure to count the module's sections.
bool SettleLinksToSections(Scan& scan, ModuleId id, const Sections& links, bool counted,
                           std::vector<Found>& added);

/// Settles `# 4. Classes` above the list of the module's sections, in a page that is not its main
/// one: certain where links to the sections count so.
void SettleOverview(Scan& scan, ModuleId id, const HeadingNumber& heading, std::size_t end,
                    const Sections& links, bool links_are_sure, std::vector<Found>& added);

/// Settles headings `### Exercise 6.1 …`, `### Exercise 6.2 …` in a file of module 6. Anchors drop
/// the dot, so a person does it.
void SettleWorded(Scan& scan, ModuleId id,
                  const std::map<std::string, std::vector<HeadingNumber>>& worded,
                  std::vector<Found>& added);

}  // namespace prereq::references
