// Findings with the line that they are about.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "prereq/report.h"

namespace prereq {

/// The bytes of a line (1-based) of the file at a finding's path, without its end; nothing where
/// there is no such line.
using SourceLines = std::function<std::optional<std::string>(const std::string& path, int line)>;

/// The line of `where` with its number, cut to what stands near the column, and a caret below it;
/// two lines, or none where there is no such line.
std::string QuoteSource(const Location& where, const SourceLines& lines, const TextStyle& style);

/// RenderVerdictText, each finding with the line that it is about.
std::string RenderVerdictText(const Verdict& verdict, const TextStyle& style,
                              const SourceLines& lines);

}  // namespace prereq
