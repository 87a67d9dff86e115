// A small course and its Lexicon, for tests of references.
#pragma once

#include <string>
#include <vector>

#include "base/format.h"
#include "references/references.h"

namespace prereq {

/// setup 1, tensor 2, autograd 6, dataloader 7, losses 5 (alias "Loss Functions"), and what a test
/// adds before `Lex` is asked for.
struct Course {
  Facts facts;
  std::vector<Mirror> mirrors;
  std::vector<MetadataShape> metadata;
  std::vector<std::string> own_urls = {"https://github.com/own/course"};
  std::vector<std::string> paths;

  Course() {
    facts.series.pattern = "modules/{number:02}_{slug}";
    facts.series.labels = {"Module"};
    const std::vector<std::pair<std::string, int>> modules = {
        {"autograd", 6}, {"dataloader", 7}, {"losses", 5}, {"setup", 1}, {"tensor", 2}};
    facts.order = Order(modules.size());
    for (const auto& [slug, number] : modules) {
      Module module;
      module.slug = slug;
      module.path = fmt::format("modules/{:02}_{}", number, slug);
      if (slug == "losses") module.aliases = {"Loss Functions"};
      facts.order.Set({static_cast<int>(facts.modules.size())}, Number{number, '\0'});
      facts.modules.push_back(module);
    }
  }
  [[nodiscard]] references::Lexicon Lex() const {
    return references::Lexicon({facts, 0, mirrors, metadata, own_urls, {}, paths});
  }
};

/// "shape certainty `whole` number=`…` name=`…`", one line a reference.
inline std::string Listing(const std::vector<Reference>& references, const std::string& text) {
  const auto cut = [&](Span span) { return text.substr(span.offset, span.length); };
  std::string listing;
  for (const Reference& reference : references) {
    listing += fmt::format("{} {} `{}` {}|{}\n", ReferenceShapeName(reference.shape),
                           CertaintyName(reference.certainty), cut(reference.whole),
                           cut(reference.number), cut(reference.name));
  }
  return listing;
}

}  // namespace prereq
