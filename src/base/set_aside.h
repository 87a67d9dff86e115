// Where a module that leaves its series is kept until somebody deletes it.
#pragma once

#include <string>
#include <string_view>

#include "base/numbered_name.h"

namespace prereq {

/// A name of the same folder that `pattern` does not match. Code gets another ending, so that no
/// tool runs it as one of its folder (a migration, a test).
std::string SetAside(const std::string& path, const NamePattern& pattern);

/// What a path was before SetAside; empty where its last part is not called so.
std::string BeforeSetAside(std::string_view path);

/// Whether `to` is `from` in a folder, or under a name, that was set aside.
bool IsSetAside(const std::string& from, const std::string& to);

}  // namespace prereq
