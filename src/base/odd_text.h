// Texts that cannot be edited byte by byte, and still tell what they name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// `bytes` as UTF-8 to look through: UTF-16 and UTF-32 by their mark or by where their zero bytes
/// stand, decoded (what is no character becomes U+FFFD), with what other programs wrote into it one
/// byte a character behind what that would be; a text with stretches of UTF-16 in it; a text with a
/// few NUL bytes, each made a blank. nullopt for anything else, such as an image. Lines stay lines;
/// offsets are those of the answer.
std::optional<std::string> ReadOddText(std::string_view bytes);

/// Whether a stretch of UTF-16 stands somewhere in `bytes`. As fast as a search for NUL bytes where
/// there are few.
bool HoldsWidePart(std::string_view bytes);

}  // namespace prereq
