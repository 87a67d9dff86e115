#include "paths/imported_paths.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/code_text.h"
#include "paths/command_lines.h"
#include "paths/enclosing_calls.h"
#include "paths/written_calls.h"

namespace prereq {
namespace {

// Modules of settings are called so, perhaps with more around it.
constexpr std::string_view kSettings[] = {"config", "settings", "constants", "paths"};

bool IsOfSettings(std::string_view module) {
  return std::ranges::any_of(
      kSettings, [&](std::string_view word) { return module.find(word) != module.npos; });
}

bool IsPartOfName(char c) { return IsWordByte(c) || c == '_'; }

// `RAW_PATH`
bool IsConstant(std::string_view name) {
  constexpr std::size_t kShortestConstant = 3;
  return name.size() >= kShortestConstant && IsUpper(name.front()) &&
         std::ranges::all_of(name, [](char c) { return IsUpper(c) || IsDigit(c) || c == '_'; });
}

std::string_view LastPart(std::string_view dotted) {
  return dotted.substr(dotted.rfind('.') + 1);  // npos + 1 is 0
}

// What the imports of a script give it: constants, and modules, by their names here.
struct SettingsImports {
  std::map<std::string, std::string, std::less<>> constants;  // → "config.RAW_PATH"
  std::map<std::string, std::string, std::less<>> modules;    // → "config"
};

// `name as other`: both.
std::pair<std::string_view, std::string_view> NameAndAlias(std::string_view written) {
  written = Trim(written);
  const std::size_t as = written.find(" as ");
  if (as == written.npos) return {written, written};
  return {Trim(written.substr(0, as)), Trim(written.substr(as + 4))};
}

void AddImports(std::string_view code, SettingsImports& found) {
  constexpr std::size_t kMostImported = 100;  // each is looked for in all of the text
  for (const PythonImport& one : ImportsOfPython(code)) {
    if (found.constants.size() + found.modules.size() >= kMostImported) return;
    const std::string_view module = LastPart(one.module);
    if (one.name.empty()) {
      if (IsOfSettings(module)) found.modules.emplace(one.alias, module);
    } else if (IsOfSettings(module) && IsConstant(one.name)) {
      found.constants.emplace(one.alias, std::string(module) + '.' + std::string(one.name));
    } else if (IsOfSettings(one.name)) {
      found.modules.emplace(one.alias, one.name);
    }
  }
}

class ConstantReader {
 public:
  ConstantReader(const FileFormat& format, std::string_view code, const PlaceInFile& place)
      : format_(format), code_(code), place_(place) {}

  PackageNames Run(const SettingsImports& imports) {
    for (const auto& [alias, whole] : imports.constants) Find(alias, whole);
    for (const auto& [alias, module] : imports.modules) FindMembers(alias, module);
    return std::move(names_);
  }

 private:
  void Find(std::string_view name, const std::string& whole) {
    for (std::size_t at = code_.find(name); at != code_.npos; at = code_.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      const bool begins = at == 0 || (!IsPartOfName(code_[at - 1]) && code_[at - 1] != '.' &&
                                      code_[at - 1] != '"' && code_[at - 1] != '\'');
      if (begins && (end == code_.size() || !IsPartOfName(code_[end]))) Add(at, end, whole);
    }
  }
  // `config.RAW_PATH`
  void FindMembers(std::string_view alias, const std::string& module) {
    const std::string start = std::string(alias) + '.';
    for (std::size_t at = code_.find(start); at != code_.npos; at = code_.find(start, at + 1)) {
      std::size_t end = at + start.size();
      while (end < code_.size() && IsPartOfName(code_[end])) ++end;
      const std::string_view name = code_.substr(at + start.size(), end - at - start.size());
      const bool begins = at == 0 || (!IsPartOfName(code_[at - 1]) && code_[at - 1] != '.');
      if (begins && IsConstant(name)) Add(at, end, module + '.' + std::string(name));
    }
  }

  // What is done with the constant from `at` to `end`: what is joined to it is another path.
  void Add(std::size_t at, std::size_t end, const std::string& whole) {
    const std::string_view line = Trim(LineAround(code_, at));
    if (line.starts_with("from ") || line.starts_with("import ")) return;
    const std::string_view behind = code_.substr(end, kMostAheadOfCall);
    if (Trim(behind).starts_with('/') || Trim(behind).starts_with('+')) return;
    SourceWord use;  // as if it stood in quotes, which are its first and last byte
    use.text = code_.substr(at + 1, end - at - 2);
    use.offset = at + 1;
    use.quoted = true;
    const bool made = IsWrittenByMethod(behind) || IsWrittenByCall(format_, code_, use);
    if (!made && !IsReadByMethod(behind) && !IsReadByCall(format_, code_, use)) return;
    PackageName name{"path of " + whole, place_(at), format_.name, whole};
    name.one_maker = true;
    (made ? names_.declares : names_.uses).push_back(std::move(name));
  }

  const FileFormat& format_;
  const std::string_view code_;
  const PlaceInFile& place_;
  PackageNames names_;
};

}  // namespace

std::vector<PythonImport> ImportsOfPython(std::string_view code) {
  constexpr std::string_view kFrom = "from ", kImport = "import ";
  constexpr std::size_t kMostImports = 300;
  std::vector<PythonImport> imports;
  for (std::size_t at = 0; at < code.size() && imports.size() < kMostImports;) {
    const std::size_t end = std::min(code.find('\n', at), code.size());
    const std::string_view line = Trim(code.substr(at, end - at));
    at = end + 1;
    if (line.starts_with(kImport)) {
      for (const std::string_view one : Split(line.substr(kImport.size()), ',')) {
        const auto [name, alias] = NameAndAlias(one);
        imports.push_back({name, {}, alias});
      }
    }
    const std::size_t import = line.find(" import ");
    if (!line.starts_with(kFrom) || import == line.npos) continue;
    const std::string_view module = Trim(line.substr(kFrom.size(), import - kFrom.size()));
    std::string_view names = Trim(line.substr(import + 8));
    if (names.starts_with('(')) {
      const auto begin = static_cast<std::size_t>(names.data() - code.data()) + 1;
      names = code.substr(begin, std::min(code.find(')', begin), code.size()) - begin);
    }
    for (const std::string_view one : Split(names, ',')) {
      const auto [name, alias] = NameAndAlias(one);
      if (!name.empty() && imports.size() < kMostImports) imports.push_back({module, name, alias});
    }
  }
  return imports;
}

bool MayImportPaths(const FileFormat& format, std::string_view text) {
  if (format.Is("r")) return text.find("source(") != text.npos;
  if (!format.Is("python") && !format.Is("notebook")) return false;
  return text.find("import ") != text.npos &&
         std::ranges::any_of(kSettings,
                             [&](std::string_view word) { return text.find(word) != text.npos; });
}

PackageNames ReadImportedPaths(const FileFormat& format, std::string_view text,
                               std::string_view earlier, const PlaceInFile& place) {
  SettingsImports imports;
  const std::string code = BlankComments(format, text);
  constexpr std::size_t kMostOfEarlier = 4000;  // bytes
  AddImports(earlier.substr(0, kMostOfEarlier), imports);
  AddImports(code, imports);
  return ConstantReader(format, code, place).Run(imports);
}

}  // namespace prereq
