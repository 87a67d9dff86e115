// Code without its comments.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"

namespace prereq {

/// `text` with the bytes of comments, of documentation and of strings of several lines replaced by
/// blanks; line ends and strings of one line stay, so that places and statements do. Linear.
std::string BlankComments(const FileFormat& format, std::string_view text);

/// The text of the first quotes behind `open`; empty where none follow.
std::string_view QuotedBehind(std::string_view text, std::string_view open);

}  // namespace prereq
