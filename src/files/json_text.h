// Paths of unknown encoding as JSON and as URIs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "documents/json.h"
#include "prereq/order.h"

namespace prereq {

/// How many errors of one saved file are told before its reader stops.
inline constexpr std::size_t kMostErrorsOfFile = 20;

/// The bytes of `path` as a relative URI reference (RFC 3986): everything but unreserved
/// characters and `/` percent-encoded. Lossless. A first part with a colon cannot read as a
/// scheme, because colons are encoded too.
std::string PathUri(std::string_view path);

/// `bytes` as a text, or as {"hex"} when they are not UTF-8. Lossless.
Json BytesJson(const std::string& bytes);
/// What BytesJson wrote; nothing for anything else.
std::optional<std::string> BytesOfJson(const Json& json);

/// As it is printed, "6" or "06b"; null for none.
Json NumberJson(const std::optional<Number>& number);

/// {"path", "line", "column"}; a path that is not valid UTF-8 also gets "path_uri", from which
/// its bytes can be restored. Line and column are left out where there are none.
Json LocationJson(const Location& where);

}  // namespace prereq
