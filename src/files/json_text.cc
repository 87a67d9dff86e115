#include "files/json_text.h"

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsUtf8(const std::string& text) {
  const Json probe = text;
  try {
    (void)probe.dump();
  } catch (const Json::type_error&) {
    return false;
  }
  return true;
}

std::optional<std::string> FromHex(const std::string& hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  int high = 0;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const char c = hex[i];
    if (!(IsDigit(c) || (c >= 'a' && c <= 'f'))) return std::nullopt;
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    if (i % 2 == 0) {
      high = digit;
    } else {
      bytes += static_cast<char>(high * 16 + digit);
    }
  }
  return bytes;
}

}  // namespace

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

Json NumberJson(const std::optional<Number>& number) {
  return number ? Json(ShowNumber(*number)) : Json(nullptr);
}

Json LocationJson(const Location& where) {
  Json json = {{"path", EscapeInvalidUtf8(where.path)}};
  if (json["path"] != where.path) json["path_uri"] = PathUri(where.path);
  if (where.line > 0) json["line"] = where.line;
  if (where.column > 0) json["column"] = where.column;
  return json;
}

Json BytesJson(const std::string& text) {
  if (IsUtf8(text)) return text;
  std::string hex;
  for (const char c : text) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return Json{{"hex", hex}};
}

std::optional<std::string> BytesOfJson(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object() || !json.contains("hex") || !json["hex"].is_string()) return std::nullopt;
  return FromHex(json["hex"].get<std::string>());
}

}  // namespace prereq
