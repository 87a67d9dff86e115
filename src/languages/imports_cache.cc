// The structured binding names every member on purpose: one that is added and not written here does
// not compile.
#include "languages/imports_cache.h"

#include "tree/byte_stream.h"

namespace prereq {
namespace {

void Write(ByteWriter& out, const std::vector<std::string>& texts) {
  out.Unsigned(texts.size());
  for (const std::string& text : texts) out.Text(text);
}

std::vector<std::string> ReadTexts(ByteReader& in) {
  std::vector<std::string> texts;
  const std::uint64_t count = in.Unsigned();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) texts.emplace_back(in.Text());
  return texts;
}

// The path is the reader's own.
void Write(ByteWriter& out, const ImportStatement& whole) {
  const auto& [module, level, names, text, where, statement, module_span, is_path, system,
               conditional, in_function, type_only] = whole;
  out.Text(module);
  out.Signed(level);
  Write(out, names);
  out.Text(text);
  out.Signed(where.line);
  out.Signed(where.column);
  out.Stretch(statement);
  out.Stretch(module_span);
  for (const bool flag : {is_path, system, conditional, in_function, type_only}) {
    out.Unsigned(flag ? 1U : 0U);
  }
}

ImportStatement ReadStatement(ByteReader& in, const std::string& path) {
  ImportStatement import;
  import.module = in.Text();
  import.level = static_cast<int>(in.Signed());
  import.names = ReadTexts(in);
  import.text = in.Text();
  import.where = {path, static_cast<int>(in.Signed()), static_cast<int>(in.Signed())};
  import.statement = in.Stretch();
  import.module_span = in.Stretch();
  for (bool* flag : {&import.is_path, &import.system, &import.conditional, &import.in_function,
                     &import.type_only}) {
    *flag = in.Unsigned(1) != 0;
  }
  return import;
}

std::string KeyOf(std::string_view language, const std::string& path, ImportsCache::By by,
                  const std::string& name) {
  // The end of a path decides how its bytes are parsed.
  const std::size_t dot = path.rfind('.');
  std::string key(language);
  key += '\0';
  if (by == ImportsCache::By::kVersion) {
    key += 'v' + path;
  } else {
    key += 'b' + (dot == std::string::npos ? std::string() : path.substr(dot));
  }
  key += '\0';
  return key + name;
}

}  // namespace

std::optional<ParsedImports> ImportsCache::Find(std::string_view language, const std::string& path,
                                                By by, const std::string& name) const {
  const auto bytes = group_.Find(KeyOf(language, path, by, name));
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  ParsedImports imports;
  imports.exports = in.Text();
  imports.packages = ReadTexts(in);
  imports.defines = ReadTexts(in);
  imports.search_folders = ReadTexts(in);
  imports.first_error = static_cast<int>(in.Signed());
  const std::uint64_t count = in.Unsigned();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    imports.statements.push_back(ReadStatement(in, path));
  }
  return in.IsWhole() ? std::optional(std::move(imports)) : std::nullopt;
}

void ImportsCache::Keep(std::string_view language, const std::string& path, By by,
                        const std::string& name, const ParsedImports& imports) const {
  const auto& [statements, exports, packages, defines, search_folders, first_error] = imports;
  ByteWriter out;
  out.Text(exports);
  Write(out, packages);
  Write(out, defines);
  Write(out, search_folders);
  out.Signed(first_error);
  out.Unsigned(statements.size());
  for (const ImportStatement& statement : statements) Write(out, statement);
  group_.Keep(KeyOf(language, path, by, name), out.Take());
}

}  // namespace prereq
