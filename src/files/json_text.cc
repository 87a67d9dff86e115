#include "files/json_text.h"

#include "base/format.h"
#include "base/text.h"

namespace prereq {

std::string PathUri(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri;
  uri.reserve(path.size());
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json LocationJson(const Location& where) {
  Json json = {{"path", EscapeInvalidUtf8(where.path)}};
  if (json["path"] != where.path) json["path_uri"] = PathUri(where.path);
  if (where.line > 0) json["line"] = where.line;
  if (where.column > 0) json["column"] = where.column;
  return json;
}

}  // namespace prereq
