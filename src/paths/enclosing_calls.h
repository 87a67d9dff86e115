// The call around a place of code: its name, which argument stands there, what follows behind it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_kinds.h"

namespace prereq {

/// How far ahead of a word its call is read, in bytes.
inline constexpr std::size_t kMostAheadOfCall = 200;

struct EnclosingCall {
  std::string name;          // its last part, in lowercase letters: `csv` of `df.write.csv`
  std::string whole;         // all of it, likewise
  std::string type;          // the word before its name, likewise: `std::ofstream o(`, `new File(`
  std::string block;         // of the braces between the call and the place: `output: {`
  std::size_t open = 0;      // where its bracket stands, or its name where it has none
  std::size_t argument = 0;  // how many commas stand before
  bool has_bracket = true;
};

/// The call whose bracket is open at `at`; strings of one line are passed over. One without a name
/// and a bracket where only named braces stand around. Looks at most 2,000 bytes back.
std::optional<EnclosingCall> CallAround(const FileFormat& format, std::string_view text,
                                        std::size_t at);

/// The same, or the command without brackets that stands right before: `mkdir_p "../02_beta/x"`.
std::optional<EnclosingCall> CallOf(const FileFormat& format, std::string_view text,
                                    std::size_t at);

/// What stands behind the bracket that closes what is open at `at`, as far as is read ahead.
std::string_view BehindBracket(std::string_view text, std::size_t at);

}  // namespace prereq
