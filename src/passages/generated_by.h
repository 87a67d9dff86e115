// What the head of a generated file says about how it is made.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// The command or tool that the first comments of a generated file name, as written: `make docs`,
/// protoc-gen-go, nbdev_export. Empty when they name none. Looks at the first 4 KiB.
std::string GeneratedBy(std::string_view text);

}  // namespace prereq
