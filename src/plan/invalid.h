// The error of a plan that cannot be made as it was asked for.
#pragma once

#include <string>
#include <utility>

#include "prereq/result.h"

namespace prereq {

/// kInvalid with this message, without a place.
inline Error Invalid(std::string message) {
  return {Error::Code::kInvalid, std::move(message), {}, {}};
}

}  // namespace prereq
