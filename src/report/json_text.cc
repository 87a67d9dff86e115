#include "report/json_text.h"

#include "base/format.h"
#include "base/text.h"

namespace prereq {

std::string JsonText(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = Utf8Length(text);
    if (length == 0) {
      valid += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
    } else {
      valid += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return valid;
}

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
  Json json = {{"path", JsonText(where.path)}};
  if (json["path"] != where.path) json["path_uri"] = PathUri(where.path);
  if (where.line > 0) json["line"] = where.line;
  if (where.column > 0) json["column"] = where.column;
  return json;
}

}  // namespace prereq
