// Settings of a configuration that a line by itself does not say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// What a configuration says of a key, `key: "value"` or `key = value` on a line that is no
/// comment; nullopt when it says nothing. Upper and lower case of the key are the same.
std::optional<std::string> SettingOf(std::string_view text, std::string_view key);

/// Whether a configuration says `key=value`, whatever the case; false for an empty one.
bool Says(std::string_view text, std::string_view setting);

/// What a configuration says of the folder in which pages lie.
struct SaidFolder {
  std::optional<std::string> folder;  // as written; nullopt: it says none, or not in plain words
  bool unclear = false;               // it says something that is not understood here
};

/// The setting `key`, or `outer.key` for one inside the braces of another, in the text of the file
/// called `file`; `^key`: only where it is not inside another one, by the indentation. Of JSON one
/// at the top counts, of code one in quotes. Linear in the text.
SaidFolder ReadFolderSetting(std::string_view file, std::string_view text, std::string_view key);

/// Whether a text in TOML has a table of this name, also inside others: `[permalinks.page]`, or a
/// key that begins with it: `permalinks.posts = "…"`. Whatever the case.
bool HasTable(std::string_view text, std::string_view key);

/// Whether code gives something a property of this name by a function, `rewrites(id) {`, or by a
/// variable of that name: `{ rewrites, title }`.
bool HasProperty(std::string_view text, std::string_view key);

/// Whether code calls a function, `setInputDirectory(`, on a line that is no comment.
bool Calls(std::string_view text, std::string_view function);

}  // namespace prereq
