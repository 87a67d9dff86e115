// The table of rules: what there is, and under which number. A new rule is one row here and one
// file in src/rules that defines its text and its check under the row's name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): enum, declarations and table come of one list.
#define PREREQ_RULES(ROW)           \
  ROW(kUnparsableInput, 1)          \
  ROW(kUnknownName, 2)              \
  ROW(kAmbiguousName, 3)            \
  ROW(kVacuousRule, 4)              \
  ROW(kUnprovidedSkill, 5)          \
  ROW(kConflictMarker, 6)           \
  ROW(kCycle, 101)                  \
  ROW(kPrerequisiteOutOfOrder, 102) \
  ROW(kImportOutOfOrder, 103)       \
  ROW(kConstraintOutOfOrder, 104)   \
  ROW(kConstraintConflict, 105)     \
  ROW(kUndeclaredPrerequisite, 106) \
  ROW(kUnusedPrerequisite, 107)     \
  ROW(kRedundantPrerequisite, 108)  \
  ROW(kPathOutOfOrder, 109)         \
  ROW(kDriverOrder, 110)            \
  ROW(kDuplicateNumber, 201)        \
  ROW(kNumberGap, 202)              \
  ROW(kNumberFormat, 203)           \
  ROW(kNumberMismatch, 204)         \
  ROW(kMergeCollision, 205)         \
  ROW(kPaddedNumber, 206)           \
  ROW(kTextOrder, 207)              \
  ROW(kSameAddress, 208)            \
  ROW(kLateMigration, 209)          \
  ROW(kStaleReference, 301)         \
  ROW(kBrokenPath, 302)             \
  ROW(kMirrorMismatch, 303)         \
  ROW(kMappingDrift, 304)           \
  ROW(kEntryMismatch, 305)          \
  ROW(kWrongNeighbour, 306)         \
  ROW(kMissingEntry, 307)           \
  ROW(kEntriesOutOfOrder, 308)      \
  ROW(kDeadFile, 309)               \
  ROW(kSiteLink, 310)               \
  ROW(kMovedNumber, 311)            \
  ROW(kPerhapsMovedNumber, 312)     \
  ROW(kStaleBaseline, 901)          \
  ROW(kUnusedSuppression, 902)      \
  ROW(kReasonlessSuppression, 903)  \
  ROW(kExpiredSuppression, 904)

/// A rule by its number: PRQ105 is 105. A saved report of another release may hold numbers that no
/// row has; FindRule knows none of those.
enum class RuleId : std::uint16_t {
// NOLINTNEXTLINE(bugprone-macro-parentheses): a name cannot stand in parentheses here.
#define PREREQ_ROW(name, number) name = number,
  PREREQ_RULES(PREREQ_ROW)
#undef PREREQ_ROW
};

/// "PRQ105".
std::string RuleName(RuleId id);
/// The id that RuleName writes so: `PRQ` and three digits, whether a rule has it or not; nullopt
/// for any other text.
std::optional<RuleId> ParseRuleName(std::string_view name);

}  // namespace prereq
