#include "sites/site_settings.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"
#include "documents/json.h"
#include "documents/json_parse.h"

namespace prereq {
namespace {

bool IsCommentLine(std::string_view line) {
  const std::string_view said = Trim(line);
  return said.starts_with('#') || said.starts_with("//");
}

std::string WithoutCommentLines(std::string_view text) {
  std::string kept;
  for (const std::string_view line : Lines(text)) {
    if (IsCommentLine(line)) continue;
    kept += line;
    kept += '\n';
  }
  return kept;
}

// Behind `key`, written as a name, and the `:` or `=` behind it, from `at` on; npos: nowhere.
std::size_t BehindKey(std::string_view text, std::string_view key, std::size_t at) {
  for (at = text.find(key, at); at != std::string_view::npos; at = text.find(key, at + 1)) {
    if (at > 0 && (IsWordByte(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '.'))
      continue;
    std::size_t next = at + key.size();
    if (next < text.size() && (text[next] == '"' || text[next] == '\'')) ++next;
    next = text.find_first_not_of(" \t\r\n", next);
    if (next == std::string_view::npos || (text[next] != ':' && text[next] != '=')) continue;
    return next + 1;
  }
  return std::string_view::npos;
}

// What stands between the braces that begin at `open`.
std::string_view Braces(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return text.substr(open + 1, at - open - 1);
  }
  return text.substr(open + 1);
}

SaidFolder FromLines(std::string_view file, std::string_view text, std::string_view key) {
  std::vector<std::string_view> said;
  const bool outermost = key.starts_with('^');
  if (outermost) key.remove_prefix(1);
  for (const std::string_view line : Lines(text)) {
    if (outermost && !line.starts_with(key)) continue;
    if (SettingOf(line, key)) said.push_back(line);
  }
  if (said.empty()) return {};
  const std::string value = *SettingOf(said.front(), key);
  const bool is_code = FormatOf(file).content == FileContent::kCode;
  const auto quoted = [&](char mark) {
    return said.front().find(mark + value + mark) != std::string_view::npos;
  };
  if (is_code && !quoted('"') && !quoted('\'')) return {std::nullopt, true};
  // One for each language, perhaps.
  return {value, said.size() > 1};
}

// Whether a value holds such a key, in lower case, however deep; the parser bounds the depth.
bool HoldsKey(const Json& value, const std::string& key) {
  if (!value.is_structured()) return false;
  for (const auto& [name, inner] : value.items()) {
    if ((value.is_object() && Lower(name) == key) || HoldsKey(inner, key)) return true;
  }
  return false;
}

// Of `outer: {key: …}`; the first braces with the key decide.
SaidFolder FromBraces(std::string_view file, std::string_view text, std::string_view outer,
                      std::string_view key) {
  const std::string code = WithoutCommentLines(text);
  bool unclear = false;
  for (std::size_t at = BehindKey(code, outer, 0); at != std::string::npos;
       at = BehindKey(code, outer, at)) {
    const std::size_t open = code.find_first_not_of(" \t\r\n", at);
    if (open == std::string::npos) break;
    if (code[open] != '{') {
      unclear = unclear || IsWordByte(code[open]);  // another value's name
      continue;
    }
    SaidFolder said = FromLines(file, Braces(code, open), key);
    if (said.folder || said.unclear) return said;
  }
  return {std::nullopt, unclear};
}

}  // namespace

std::optional<std::string> SettingOf(std::string_view text, std::string_view key) {
  const std::string wanted = Lower(key);
  for (const std::string_view line : Lines(text)) {
    const std::string_view said = Trim(line);
    if (said.starts_with('#') || said.starts_with("//")) continue;
    const std::string lower = Lower(said);
    for (std::size_t at = lower.find(wanted); at != std::string::npos;
         at = lower.find(wanted, at + 1)) {
      const auto joins = [](char c) { return IsWordByte(c) || c == '_' || c == '-'; };
      std::size_t next = at + wanted.size();
      if (at > 0 && joins(lower[at - 1])) continue;
      if (next < said.size() && (said[next] == '"' || said[next] == '\'')) ++next;
      next = std::min(said.find_first_not_of(" \t", next), said.size());
      if (next >= said.size() || (said[next] != ':' && said[next] != '=')) continue;
      std::string_view value = Trim(said.substr(next + 1));
      if (value.starts_with('"') || value.starts_with('\'')) {
        const std::size_t end = value.find(value.front(), 1);
        return std::string(value.substr(1, std::min(end, value.size()) - 1));
      }
      value = Trim(value.substr(0, std::min(value.find(" #"), value.find_first_of(",;})]"))));
      return std::string(value);
    }
  }
  return std::nullopt;
}

bool Says(std::string_view text, std::string_view setting) {
  const std::size_t sign = setting.find('=');
  if (sign == std::string_view::npos) return false;
  const auto said = SettingOf(text, setting.substr(0, sign));
  return said && Lower(*said) == setting.substr(sign + 1);
}

SaidFolder ReadFolderSetting(std::string_view file, std::string_view text, std::string_view key) {
  if (key.empty()) return {};
  if (const std::size_t dot = key.find('.'); dot != std::string_view::npos) {
    return FromBraces(file, text, key.substr(0, dot), key.substr(dot + 1));
  }
  if (!FormatOf(file).Is("json")) return FromLines(file, text, key);
  SaidFolder said = FromLines(file, text, key);
  if (!said.folder) return said;
  const Result<Json> json = ParseUntrustedJson(std::string(), std::string(text), "a configuration");
  if (!json || !json->is_object()) return said;
  for (const auto& [name, value] : json->items()) {
    if (Lower(name) == Lower(key) && value.is_string()) {
      return {value.get<std::string>(), said.unclear};
    }
  }
  return {std::nullopt, HoldsKey(*json, Lower(key))};
}

bool HasTable(std::string_view text, std::string_view key) {
  const std::string wanted = Lower(key);
  const auto names = [&](std::string_view path) {
    return std::ranges::any_of(Split(path, '.'), [&](std::string_view part) {
      part = Trim(part);
      if (part.size() > 1 && (part.front() == '"' || part.front() == '\'')) {
        part = part.substr(1, part.size() - 2);
      }
      return Lower(part) == wanted;
    });
  };
  return std::ranges::any_of(Lines(text), [&](std::string_view line) {
    std::string_view said = Trim(line);
    if (said.starts_with('[')) {
      said.remove_prefix(std::min(said.find_first_not_of('['), said.size()));
      return names(said.substr(0, said.find(']')));
    }
    const std::size_t sign = said.find('=');
    const std::size_t dot = said.find('.');
    return sign != std::string_view::npos && dot < sign && names(said.substr(0, dot));
  });
}

bool HasProperty(std::string_view text, std::string_view key) {
  const std::string code = WithoutCommentLines(text);
  for (std::size_t at = code.find(key); at != std::string::npos; at = code.find(key, at + 1)) {
    const char before = at == 0 ? '{' : code[at - 1];
    if (IsWordByte(before) || std::string_view("_-.\"'`/").find(before) != std::string_view::npos) {
      continue;
    }
    const std::size_t next = code.find_first_not_of(" \t\r\n", at + key.size());
    if (next != std::string::npos &&
        std::string_view("(,}").find(code[next]) != std::string::npos) {
      return true;
    }
  }
  return false;
}

bool Calls(std::string_view text, std::string_view function) {
  return std::ranges::any_of(Lines(text), [&](std::string_view line) {
    return !IsCommentLine(line) && line.find(std::string(function) + "(") != std::string_view::npos;
  });
}

}  // namespace prereq
