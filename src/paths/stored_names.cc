#include "paths/stored_names.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "paths/assigned_values.h"
#include "paths/call_arguments.h"
#include "paths/code_text.h"
#include "paths/database_tables.h"
#include "paths/imported_paths.h"
#include "paths/spark_tables.h"

namespace prereq {
namespace {

constexpr std::string_view kSaves = "save_", kLoads = "load_";
constexpr std::size_t kMostOfEarlierCells = 16384;  // bytes

// A notebook, before its cells are read, may be one of Python.
bool IsPython(const FileFormat& format) { return format.Is("python") || format.Is("notebook"); }

bool MaySave(const FileFormat& format, std::string_view text) {
  return IsPython(format) && (text.find(kSaves) != text.npos || text.find(kLoads) != text.npos);
}

// A name that is no path: what has an ending or a folder is followed as one.
bool IsNameOfSaved(std::string_view name) {
  constexpr std::size_t kShortestSaved = 3;
  return name.size() >= kShortestSaved && std::ranges::any_of(name, IsLetter) &&
         std::ranges::all_of(name, [](char c) { return IsWordByte(c) || c == '_' || c == '-'; });
}

void Append(PackageNames names, PackageNames& all) {
  std::ranges::move(names.declares, std::back_inserter(all.declares));
  std::ranges::move(names.uses, std::back_inserter(all.uses));
}

// The first text that each call of an imported `save_x` or `load_x` is given.
PackageNames ReadSaved(const FileFormat& format, std::string_view text, std::string_view earlier,
                       const PlaceInFile& place) {
  constexpr std::size_t kMostCalls = 200;
  const std::string code = BlankComments(format, text);
  PackageNames names;
  for (const std::string_view part :
       {earlier.substr(0, kMostOfEarlierCells), std::string_view(code)}) {
    for (const PythonImport& import : ImportsOfPython(part)) {
      const bool saves = import.name.starts_with(kSaves);
      if (!saves && !import.name.starts_with(kLoads)) continue;
      const std::string key = "saved " +
                              std::string(import.module.substr(import.module.rfind('.') + 1)) +
                              '.' + std::string(import.name.substr(kSaves.size())) + ' ';
      for (const std::size_t at :
           PlacesBehindCalls(code, std::string(import.alias) + '(', kMostCalls)) {
        for (const std::string_view argument : ArgumentsOf(std::string_view(code).substr(at))) {
          const auto written = OnlyText(argument);
          if (!written) continue;
          if (!IsNameOfSaved(*written)) break;
          const auto offset = static_cast<std::size_t>(written->data() - code.data());
          PackageName name{key + std::string(*written), place(offset), format.name,
                           std::string(*written)};
          name.one_maker = true;
          (saves ? names.declares : names.uses).push_back(std::move(name));
          break;
        }
      }
    }
  }
  return names;
}

}  // namespace

bool MayNameStored(const FileFormat& format, std::string_view text) {
  return (IsPython(format) && MayNameTables(text)) || MayNameTablesOfDatabase(format, text) ||
         MaySave(format, text);
}

PackageNames ReadStoredNames(const FileFormat& format, std::string_view text,
                             std::string_view earlier, const PlaceInFile& place) {
  PackageNames names;
  if (format.Is("python") && MayNameTables(text)) {
    Append(ReadTablesOfSpark(format, text, earlier, place), names);
  }
  if (MayNameTablesOfDatabase(format, text)) {
    Append(ReadTablesOfDatabase(format, text, place), names);
  }
  if (MaySave(format, text)) Append(ReadSaved(format, text, earlier, place), names);
  return names;
}

}  // namespace prereq
