// Numbers that a page inside a module's folder counts by itself, whatever the module's number is.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "references/headings.h"
#include "references/shapes.h"

namespace prereq::references {

/// The number that a name begins with, of at most four digits.
std::optional<int> LeadingNumber(std::string_view name);
/// The number that the name of the page's file begins with: 1 of `01_First.md`.
std::optional<int> NumberOfFile(const Scan& scan);
/// The numbers that the page's file and the folders around it begin with, from below the folder of
/// the module on, or that for it in a mirror; none of its main page, and where the module is a
/// file.
std::vector<int> InnerNumbers(const Scan& scan, ModuleId id);

/// Whom sections `2.1`, `2.2` of a page count after.
enum class SectionOwner { kModule, kInner, kEither };
/// Told by `number` and `part` of the page's first section, 2 and 1 of `2.1`; `leads`: it is the
/// page's first heading; `page_says_so`: a heading above says the page's own number.
SectionOwner OwnerOfSections(const std::vector<int>& inner, int number, int part, bool leads,
                             bool page_says_so);

/// Whether the heading says the page's own number, `# 02. Basics` in `01_intro/02_basics.md`.
bool SaysNumberOfPage(const std::vector<int>& inner, const HeadingNumber& heading);
/// Makes the number at `token`, with what is taken for a name beside it, that of no module; a new
/// reference that says so goes into `added`.
void LeaveToPage(Scan& scan, const Token& token, std::vector<Found>& added);

/// Settles such a heading, which ends at `end`: the page's own number, beside whatever words. Where
/// it is the module's as well and the title names the module, a person decides.
void SettleNumberOfPage(Scan& scan, ModuleId id, const HeadingNumber& heading, std::size_t end,
                        std::vector<Found>& added);

}  // namespace prereq::references
