// What to do about an error: its own fix, or what follows from its kind and its place.
#pragma once

#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

/// Where an error stands, as the caller found it on the disk.
enum class ErrorPlace {
  kNone,     // the error names no file, or something that is none (`<stdin>`, a revision)
  kMissing,  // the path is not there
  kFile,
  kFolder
};

/// A command or an edit that helps against `error`; never empty. What the error says itself comes
/// first. `command` is the name of the running command, whose help is the last resort; `editor` one
/// that this machine has, for readers who have not chosen theirs, or empty.
std::string FixOf(const Error& error, ErrorPlace place, std::string_view command,
                  std::string_view editor = "vi");

}  // namespace prereq
