// Tables and models that are kept in folders, by their paths: `df.write.format("delta")
// .save("lake/x")`, `model.save_pretrained("models/x")`.
#pragma once

#include <optional>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/written_calls.h"

namespace prereq {

/// Whether the call around `argument` of `text` keeps there what has a folder of its own; false
/// where it has it from there; nullopt where it is neither: `.save(…)` of anything else than what
/// Spark writes. Looks at most 2,000 bytes back.
std::optional<bool> KeepsFolderAt(const FileFormat& format, std::string_view text,
                                  Argument argument);

}  // namespace prereq
