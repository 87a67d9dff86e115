// The one place that names the text formatting library: fmt::format and fmt::join.
#pragma once

#include <fmt/core.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
