// Calls of Python and R that are looked for by their names, and what they are given.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace prereq {

/// Where the arguments begin of the first `most` calls that `text` has of `call`, which ends with
/// its bracket: "read_sql(". Not of names that end so. Linear.
std::vector<std::size_t> PlacesBehindCalls(std::string_view text, std::string_view call,
                                           std::size_t most);

/// The arguments of a call that begin `text`, with no blanks around; none where the call does not
/// end within some hundred bytes.
std::vector<std::string_view> ArgumentsOf(std::string_view text);

/// The value of the argument `name=`; empty where there is none.
std::string_view ArgumentCalled(const std::vector<std::string_view>& arguments,
                                std::string_view name);

/// `path` of `path = "x"`, for the argument whose value begins at `at` of `text`; else empty.
std::string_view KeywordBefore(std::string_view text, std::size_t at);

}  // namespace prereq
