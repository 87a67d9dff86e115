// A file that the change edited and that somebody edited again.
#pragma once

#include <optional>
#include <string>

#include "apply/transaction.h"

namespace prereq {

struct Touched {
  std::optional<std::string> without;  // its bytes with the change's lines back, the others kept
  bool has_change = false;             // all that the change wrote is in it
};

/// What stands at `path`, compared by whole lines with both versions of replacement `i`. Nothing,
/// and false, where lines cannot tell: both changed the same ones, bytes that are no text, links.
/// kUnreadable.
Result<Touched> LookAtTouched(const Transaction& transaction, std::size_t i,
                              const std::string& path);

}  // namespace prereq
