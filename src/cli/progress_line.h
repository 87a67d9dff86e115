// One line on stderr that says how far long work is, and is gone before anything else is written.
#pragma once

#include <csignal>
#include <string>

#include "base/progress.h"

namespace prereq {

/// "reading 1,234 of 20,081 files", "searching for the best order: 4,711 steps, 12 s": what goes
/// on, with how far it is where that is known, else how long it has taken. At most `columns` wide.
std::string ProgressText(const StageNow& now, double seconds, std::size_t columns);

/// While one lives, work that takes longer than half a second is said on stderr: only where that is
/// a terminal on which a line can be wiped (no TERM=dumb), in the foreground, and where `wanted`. A
/// signal that ends the program leaves no line behind. One at a time.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();
};

/// While one lives there is no line: for what is written to the terminal, and for questions. They
/// may stand inside of each other.
class WithoutProgressLine {
 public:
  WithoutProgressLine();
  WithoutProgressLine(const WithoutProgressLine&) = delete;
  WithoutProgressLine& operator=(const WithoutProgressLine&) = delete;
  ~WithoutProgressLine();
};

/// Wipes the line; all of it a signal's handler may do.
void WipeProgressLine();
/// A handler: wipes the line and ends the program as `signal` does by itself.
void WipeAndEnd(int signal);

}  // namespace prereq
