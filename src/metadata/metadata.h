// What the modules say about themselves in their metadata files, in whatever shapes a repository
// has: YAML, JSON, and the front matter of pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/yaml.h"
#include "prereq/facts.h"
#include "series/resolve.h"
#include "series/series.h"

namespace prereq {

/// A text of a metadata file and the bytes that are exactly it (length 0: escaped or folded).
struct MetadataText {
  Name name;
  Span content;
};

/// What one module declares. The first key that exists wins, shape by shape.
struct DeclaredModule {
  MetadataText slug, title, number, provides;  // empty text: not declared
  std::vector<MetadataText> needs;
  std::vector<MetadataText> enables;
  bool enables_count = false;  // `enables` are dependencies too
};

/// The lines between a first line `---` and the next such line; nullopt when there are none.
std::optional<Span> FrontMatter(std::string_view text);

/// The value at a dotted path; a key that holds the dots itself comes first.
std::optional<YamlNode> FindDotted(const YamlNode& root, std::string_view dotted);

/// The names in a value: a text (commas separate several when the whole is none), a list of texts,
/// a map `Module 14: Transformers` that a colon made by accident, maps that name the module under
/// `slug`, `name`, `module`, `id` or `title`, a map keyed by names.
std::vector<MetadataText> ReadEntries(const YamlNode& value);

/// Where a shape's file of one module lies; nullopt for the module's own file when it is a folder.
std::optional<std::string> MetadataPath(const MetadataShape& shape, const SeriesEntry& entry);

/// Reads every shape's file of one module. `file` of a shape may hold `{slug}`; `.` means the
/// module's own file. Files that are not there are passed over; of a Markdown or other page only
/// the front matter between `---` lines counts. `provides_keys`: where else to look for the name
/// that imports use. Errors: a file that cannot be read or parsed.
Result<DeclaredModule, Errors> ReadDeclaredModule(const FileReader& tree,
                                                  const std::vector<MetadataShape>& shapes,
                                                  const std::vector<std::string>& provides_keys,
                                                  const SeriesEntry& entry);

/// Turns what module `id` declares into dependencies, into name problems where a name stands for no
/// single module (the numbered slugs inside prose still count), and into references with exact
/// spans: number keys and numbered entries. Unknown `enables` are passed over unless they count:
/// they are hints.
void ResolveDeclared(const DeclaredModule& declared, ModuleId id, const NameTable& names,
                     Facts& facts, std::vector<Reference>& references);

}  // namespace prereq
