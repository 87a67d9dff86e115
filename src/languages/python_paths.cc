#include "languages/python_paths.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kVariable = "PYTHONPATH";

bool IsSettings(std::string_view name) {
  return name == "pyproject.toml" || name == "pytest.ini" || name == "setup.cfg" ||
         name == "tox.ini";
}
bool IsOfEditor(std::string_view path) {
  return path.ends_with(".vscode/settings.json") || BaseName(path) == "pyrightconfig.json";
}

// What it tells a reader to type, in fenced code, is how the code is run.
bool IsReadme(std::string_view path) {
  return FormatOf(path).Is("markdown") && Lower(BaseName(path)).starts_with("readme");
}

// Adds `folder` unless some of it is computed; `$PWD/ch01` is `ch01`.
void AddFolder(std::string_view folder, std::vector<std::string>& folders) {
  for (const std::string_view here : {"$(pwd)/", "$PWD/", "${PWD}/", "$(CURDIR)/", "./"}) {
    if (folder.starts_with(here)) folder.remove_prefix(here.size());
  }
  folder = Trim(folder);
  if (folder.empty() || folder == "." || folder.find_first_of("${}()*\"'~") != folder.npos) return;
  folders.emplace_back(folder);
}

// The quoted words of `text`.
void AddQuoted(std::string_view text, std::vector<std::string>& folders) {
  for (std::size_t at = text.find_first_of("\"'"); at != std::string_view::npos;) {
    const std::size_t close = text.find(text[at], at + 1);
    if (close == std::string_view::npos) return;
    AddFolder(text.substr(at + 1, close - at - 1), folders);
    at = text.find_first_of("\"'", close + 1);
  }
}

// `export PYTHONPATH := ch01:ch02`.
void AddVariable(std::string_view line, std::vector<std::string>& folders) {
  const std::size_t at = line.find(kVariable);
  if (at == std::string_view::npos || line.substr(0, at).find('#') != std::string_view::npos)
    return;
  const bool is_name = at == 0 || (!IsWordByte(line[at - 1]) && line[at - 1] != '_' &&
                                   line[at - 1] != '$' && line[at - 1] != '{');
  std::string_view rest = line.substr(at + kVariable.size());
  const std::size_t equals = rest.find_first_not_of(" \t:?+");
  if (!is_name || equals == std::string_view::npos || rest[equals] != '=') return;
  rest = Trim(rest.substr(equals + 1));
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
    rest = rest.substr(1, rest.find(rest.front(), 1) - 1);
  } else {
    rest = rest.substr(0, rest.find_first_of(" \t;&"));
  }
  for (const std::string_view folder : Split(rest, ':')) AddFolder(folder, folders);
}

// What stands behind `key` and a `=` or `:`: a list in brackets, or the words of a line.
void AddSetting(std::string_view text, std::string_view key, std::vector<std::string>& folders) {
  for (std::size_t at = text.find(key); at != std::string_view::npos;
       at = text.find(key, at + key.size())) {
    const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
    const std::string_view before = Trim(text.substr(line, at - line));
    const bool is_key = before.empty() || before == "\"" || before.ends_with('.');
    const std::size_t sign = text.find_first_not_of(" \t\"", at + key.size());
    if (!is_key || sign == std::string_view::npos || (text[sign] != '=' && text[sign] != ':')) {
      continue;
    }
    const std::size_t value = text.find_first_not_of(" \t", sign + 1);
    if (value == std::string_view::npos) return;
    const std::size_t end = text.find(text[value] == '[' ? ']' : '\n', value);
    const std::string_view list = text.substr(value, std::min(end, text.size()) - value);
    if (list.find_first_of("\"'") != std::string_view::npos) {
      AddQuoted(list, folders);
    } else {
      for (const std::string_view word : Split(list, ' ')) AddFolder(word, folders);
    }
  }
}

}  // namespace

bool MaySetPythonPath(std::string_view path) {
  const std::string name = Lower(BaseName(path));
  const FileFormat& format = FormatOf(path);
  return format.Is("shell") || format.Is("make") || format.Is("dotenv") || format.Is("just") ||
         IsSettings(name) || name == "conftest.py" || IsOfEditor(path) || IsReadme(path);
}

std::string HomeOfPythonPath(const std::string& path) {
  const std::string folder = ParentPath(path);
  return BaseName(folder) == ".vscode" ? ParentPath(folder) : folder;
}

std::vector<std::string> PythonPathOf(std::string_view path, std::string_view text) {
  std::vector<std::string> folders;
  const std::string name = Lower(BaseName(path));
  if (IsSettings(name)) {
    AddSetting(text, "pythonpath", folders);
    return folders;
  }
  if (IsOfEditor(path)) {
    AddSetting(text, "extraPaths", folders);
    return folders;
  }
  const bool is_page = IsReadme(path);
  bool fenced = false;
  for (const std::string_view line : Lines(text)) {
    if (is_page && Trim(line).starts_with("```")) fenced = !fenced;
    if (is_page && !fenced) continue;
    if (name != "conftest.py") {
      AddVariable(line, folders);
      continue;
    }
    const std::string_view code = Trim(line);
    const bool adds = code.starts_with("sys.path.insert(") || code.starts_with("sys.path.append(");
    if (adds && code.find("f\"") == code.npos && code.find("f'") == code.npos) {
      AddQuoted(code, folders);
    }
  }
  return folders;
}

}  // namespace prereq
