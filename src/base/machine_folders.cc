#include "base/machine_folders.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {

bool IsFolderOfMachine(std::string_view variable) {
  constexpr std::array<std::string_view, 14> kFolders = {
      "HOME",         "TMPDIR",     "TEMP",         "TMP",     "USERPROFILE",
      "HOMEPATH",     "APPDATA",    "LOCALAPPDATA", "HOMEDIR", "SYSTEMROOT",
      "PROGRAMFILES", "CARGO_HOME", "JAVA_HOME",    "GOPATH"};
  std::string name;
  for (const char c : variable.substr(0, variable.find(":-"))) {
    if (IsWordByte(c) || c == '_' || c == ':') name += UpperChar(c);
  }
  if (name.starts_with("ENV:")) name.erase(0, 4);
  return std::ranges::find(kFolders, name) != kFolders.end() || name.starts_with("XDG_");
}

bool AsksForFolderOfMachine(std::string_view code) {
  constexpr std::array<std::string_view, 13> kAsking = {
      "homedir",  ".home(",      "home\"]",           "home']",  "\"home\"",
      "'home'",   "$home",       "expanduser(",       "tempdir", "tmpdir",
      "temp_dir", "userprofile", "temporarydirectory"};
  const std::string plain = Lower(code);
  return std::ranges::any_of(
      kAsking, [&](std::string_view one) { return plain.find(one) != std::string::npos; });
}

}  // namespace prereq
