// The arguments of a command as data: declared once; the parser, --help, the man page and the
// completion of shells read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/args.h"

namespace prereq {

/// Where the value goes. A bool is a flag; a vector may be given several times.
using ArgumentTarget = std::variant<bool*, std::string*, int*, std::optional<int>*, std::int64_t*,
                                    double*, std::vector<std::string>*, std::vector<FormatChoice>*>;

/// What a shell offers for a value.
enum class Completes { kNothing, kFile, kDirectory, kModule, kRule, kSeries };

/// One option (`--order`, `-q,--quiet`) or positional argument (`INPUT`) of a command.
struct Argument {
  std::string name;
  ArgumentTarget target;
  std::string help;
  std::string value = {};                 // what help calls the value: FILE
  std::vector<std::string> choices = {};  // the values that there are; empty: any. Of FormatChoice:
                                          // the formats
  std::int64_t lowest = 0;                // of a number
  std::int64_t highest = 0;               // of a number; below `lowest`: no limit
  std::string bare = {};  // the value of an option without one; empty: must have one
  bool is_required = false;
  bool splits_commas = false;
  bool refuses_empty = false;  // an empty text is a variable that was not set, not "none given"
  std::vector<std::string> excludes = {};  // names of options declared before it
  std::vector<std::string> needs = {};     // the same
  Completes completes = Completes::kNothing;

  [[nodiscard]] bool is_positional() const { return !name.starts_with('-'); }
  [[nodiscard]] bool is_flag() const { return std::holds_alternative<bool*>(target); }
};

/// What a command takes, in the order of help, and examples of its use (lines indented by two).
struct Declaration {
  std::vector<Argument> arguments;
  std::string examples;
};

}  // namespace prereq
