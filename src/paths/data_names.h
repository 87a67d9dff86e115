// Names that files of data have, and which paths of scripts may be theirs.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `gz` of `out/a.csv.gz`; empty where the last part of `path` has no ending.
std::string_view EndingOfName(std::string_view path);

/// Whether `path` is that of a file of data which scripts may hand on: one with an ending that is
/// common for them, or with any ending but one of code where it is below a folder. Not a name that
/// any script gives to what it writes: `out.csv`.
bool IsNameOfData(std::string_view path);

/// Whether `text` may hold such a path, or the end of one. Linear.
bool MayHoldNameOfData(std::string_view text);

/// Whether `path` is nothing but a path from here: no variable, pattern, address or folder of the
/// machine.
bool IsPlainPath(std::string_view path);

/// A path from a root of the machine, from the home of a user, or in a store, as it is compared:
/// `C:\\x\\y.csv` as `C:/x/y.csv`, `dbfs:/mnt/x` as `/mnt/x`, `s3a://b/x` as `s3://b/x`; empty for
/// any other, and for what anything may leave in `/tmp`.
std::string AbsolutePath(std::string_view path);
/// What stands behind the root of such a path: `mnt/x`, `b/x`.
std::string_view BelowRoot(std::string_view absolute);

}  // namespace prereq
