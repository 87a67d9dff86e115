// Joins the messages of one code.
#include "apply/problems.h"

#include <algorithm>

#include "base/format.h"

namespace prereq {

void Problems::Add(Error::Code code, std::string what, std::string path, std::string fix) {
  if (!said_.insert(what).second) return;
  errors_.push_back(Error{code, std::move(what), {std::move(path), 0, 0}, std::move(fix)});
}

std::optional<Error> Problems::First() const {
  constexpr std::size_t kMost = 3;
  if (errors_.empty()) return std::nullopt;
  Error first = errors_.front();
  std::size_t same = 0;
  std::string more;
  for (const Error& error : errors_) {
    if (error.code != first.code || &error == &errors_.front()) continue;
    if (++same < kMost) more += "; " + error.message;
  }
  first.message += more;
  if (same >= kMost) first.message += fmt::format("; and {} more", same - kMost + 1);
  return first;
}

}  // namespace prereq
