// The content hash that plans and journals name files by.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// SHA-256 of `bytes` as 64 lower-case hex digits.
std::string Sha256(std::string_view bytes);

/// The same 32 bytes in Base64, as a Content-Security-Policy names a script.
std::string Sha256Base64(std::string_view bytes);

/// What git calls a file of these bytes: 40 lower-case hex digits.
std::string GitBlobId(std::string_view bytes);

/// The SHA-1 of `bytes`, which git's index ends with: 20 bytes, not digits.
std::string Sha1(std::string_view bytes);

/// Whether `text` is 64 lower-case hex digits.
bool IsSha256(std::string_view text);

}  // namespace prereq
