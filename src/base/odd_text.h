// Texts that cannot be edited byte by byte, and still tell what they name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// `bytes` as UTF-8 to look through: UTF-16 by its mark or by where its zero bytes stand, decoded
/// (a lone surrogate becomes `?`); a text with a few NUL bytes, each made a blank. nullopt for
/// anything else, such as an image. Lines stay lines; offsets are those of the answer.
std::optional<std::string> ReadOddText(std::string_view bytes);

}  // namespace prereq
