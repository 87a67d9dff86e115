// Reads findings that `--format json` saved, for `prereq report`.
#pragma once

#include <string>

#include "prereq/report.h"

namespace prereq {

/// Findings with what ForServices needs.
struct SavedVerdict {
  Verdict verdict;
  Surroundings surroundings;
};

/// The findings of a report of version 1, in the order of the file. Unknown keys are ignored, so
/// that a later release may add some. Input is not trusted: any bytes end in findings or in errors.
/// Errors kInvalid: not JSON (with line and column), nested deeper than any report, or values of
/// the wrong kind (by their path inside the file: `/findings/3/severity`; at most twenty). Error
/// kUnsupported: another version.
Result<SavedVerdict, Errors> ReadVerdictJson(const std::string& path, const std::string& text);

}  // namespace prereq
