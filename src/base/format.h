// The one place that names the text formatting library. Only its core, which leaves the formatting
// itself to the library: the rest of its headers doubles the time that a file takes to compile.
#pragma once

#include <fmt/core.h>
