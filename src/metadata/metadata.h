// What the modules say about themselves in their metadata files, in whatever shapes a repository
// has: YAML, JSON, TOML, the front matter of pages, and their prose.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/declared_document.h"
#include "metadata/prose.h"
#include "prereq/facts.h"
#include "series/levels.h"
#include "series/series.h"

namespace prereq {

/// A number that a module gives itself.
struct DeclaredNumber {
  std::string key;  // with the shape's file: "module.yaml: number"
  MetadataText text;
  int step = 1;      // what the number in the module's path is multiplied with
  bool odd = false;  // in a list, in a block or with a tag: no edit of ours keeps it so
};

/// A number by which a site sorts a page.
struct DeclaredPosition {
  std::string key;  // with the file's kind: "_index.md: weight"
  double value = 0;
  Name text;
};

/// What one module declares. The first key that exists wins, shape by shape.
struct DeclaredModule {
  MetadataText slug, title, provides;   // empty text: not declared
  std::vector<DeclaredNumber> numbers;  // of every key of a number that exists
  std::vector<MetadataText> needs;
  std::vector<MetadataText> enables;
  std::vector<Location> empty;  // files that hold nothing, not even `{}`
  std::string file;             // that declares `needs`; empty: none does
  bool enables_count = false;   // `enables` are dependencies too
};

/// The names in a value: a text (commas separate several when the whole is none), a list of texts,
/// a map `Module 14: Transformers` that a colon made by accident, maps that name the module under
/// `slug`, `lesson`, `module`, `path`, `id`, `name`, `title` and the like, a map keyed by names.
/// What says that there is none (`None`, `N/A`, `-`) is left out.
std::vector<MetadataText> ReadEntries(const DeclaredDocument& document, const YamlNode& value);

/// The first of `keys` that exists under `root`, read by ReadEntries; nullopt when none does.
std::optional<std::vector<MetadataText>> FirstEntries(const DeclaredDocument& document,
                                                      const YamlNode& root,
                                                      const std::vector<std::string>& keys);

/// The text under the first of `keys` that exists below `root` and is a scalar, unless `text` is
/// known already.
void TakeText(const DeclaredDocument& document, const YamlNode& root,
              const std::vector<std::string>& keys, MetadataText& text);

/// Adds the number under every key of `shape.number` that exists below `root`.
void TakeNumbers(const DeclaredDocument& document, const YamlNode& root, const MetadataShape& shape,
                 DeclaredModule& declared);

/// Where a shape's file of one module lies; nullopt for the module's own file when it is a folder.
std::optional<std::string> MetadataPath(const MetadataShape& shape, const SeriesEntry& entry);

/// The files that several of `entries` would have as their metadata, sorted: `_category_.json`
/// beside the pages of a folder. Such a file says nothing of a single page.
std::vector<std::string> SharedMetadata(const std::vector<MetadataShape>& shapes,
                                        const std::vector<SeriesEntry>& entries);

/// Reads every shape's file of one module. `file` of a shape may hold `{slug}`; `.` means the
/// module's own file. Files that are not there are passed over, and so are shapes that list
/// modules (course_file.h); of a page only the front matter counts. `provides_keys`: where else to
/// look for the name that imports use. `shared`: SharedMetadata; of these files only prerequisites
/// count. Errors: a file that cannot be read or parsed, or whose outermost value is a text or a
/// list.
Result<DeclaredModule, Errors> ReadDeclaredModule(const FileReader& tree,
                                                  const std::vector<MetadataShape>& shapes,
                                                  const std::vector<std::string>& provides_keys,
                                                  const SeriesEntry& entry,
                                                  const std::vector<std::string>& shared = {});

/// Turns what module `speaker.self` declares into dependencies, into name problems where a name
/// stands for no single module (the numbered slugs inside prose still count), and into references
/// with exact spans: number keys, numbered entries and numbers as entries. Unknown `enables` are
/// passed over unless they count: they are hints. Of a module of a series inside (`speaker.inner`)
/// only prerequisites among `levels.own()` are added.
void ResolveDeclared(const DeclaredModule& declared, const Levels::Speaker& speaker,
                     const Levels& levels, Facts& facts, std::vector<Reference>& references);

/// The same for one place of a page's prose; a mention that names nothing of the series is no
/// problem here. A single number that means one module is a certain reference of shape kLabel.
void ResolveSaid(const SaidPrerequisite& said, const Levels::Speaker& speaker, const Levels& levels,
                 Facts& facts, std::vector<Reference>& references);

}  // namespace prereq
