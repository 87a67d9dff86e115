// Moments, for people.
#pragma once

#include <cstdint>
#include <string>

namespace prereq {

/// "2026-11-29 01:07:54 UTC", for nanoseconds since the epoch.
std::string ShowTime(std::int64_t nanoseconds);

}  // namespace prereq
