// Calls of Python and R that are looked for by their names, and what they are given.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace prereq {

/// Calls `visit(at)` with where the arguments begin of the first `most` calls that `text` has of
/// `call`, which ends with its bracket: "read_sql(". Not of names that end so. Linear.
template <typename Visit>
void VisitCalls(std::string_view text, std::string_view call, int most, Visit visit);

/// The arguments of a call that begin `text`, with no blanks around; none where the call does not
/// end within some hundred bytes.
std::vector<std::string_view> ArgumentsOf(std::string_view text);

/// The value of the argument `name=`; empty where there is none.
std::string_view ArgumentCalled(const std::vector<std::string_view>& arguments,
                                std::string_view name);

template <typename Visit>
void VisitCalls(std::string_view text, std::string_view call, int most, Visit visit) {
  constexpr std::string_view kPartsOfName =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  std::size_t at = text.find(call);
  for (int count = 0; at != text.npos && count < most; at = text.find(call, at + call.size())) {
    if (at > 0 && kPartsOfName.find(text[at - 1]) != text.npos) continue;
    visit(at + call.size());
    ++count;
  }
}

}  // namespace prereq
