// Paths inside a tree: bytes with `/` between the parts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// Whether `path` names something inside a tree: relative, no empty, `.` or `..` part, no NUL byte.
bool IsTreePath(std::string_view path);
/// Number of parts: 2 for `a/b`.
std::size_t PathDepth(std::string_view path);
/// The directory that holds `path`: `a` for `a/b`, "" for `a`.
std::string ParentPath(std::string_view path);
/// The last part.
std::string_view BaseName(std::string_view path);
/// `name` inside directory `folder`; the root is "".
std::string JoinPath(std::string_view folder, std::string_view name);
/// `relative` followed from directory `folder`, its `.` and `..` resolved; nullopt when it leaves
/// the root.
std::optional<std::string> FollowPath(std::string_view folder, std::string_view relative);
/// Whether `path` is `folder` or stands below it. Everything stands below "".
bool IsWithin(std::string_view path, std::string_view folder);

}  // namespace prereq
