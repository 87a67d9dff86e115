#include "metadata/course_file.h"

#include <algorithm>

#include "tree/linked_file.h"

namespace prereq {
namespace {

class ListReader {
 public:
  ListReader(const DeclaredDocument& document, const MetadataShape& shape, const std::string& file)
      : document_(document), shape_(shape), file_(file) {}

  // `dotted` is what is left of the path to the lists.
  void Walk(const YamlNode& node, std::string_view dotted) {
    if (node.IsList()) {
      for (std::size_t i = 0; i < node.size(); ++i) {
        if (dotted.empty()) {
          AddItem(node.item(i));
        } else {
          Walk(node.item(i), dotted);
        }
      }
      return;
    }
    if (!node.IsMap()) return;
    if (dotted.empty()) {
      for (std::size_t i = 0; i < node.size(); ++i) AddKeyed(node.key(i), node.value(i));
      return;
    }
    const std::size_t dot = std::min(dotted.find('.'), dotted.size());
    const auto inner = node.Find(dotted.substr(0, dot));
    if (inner) Walk(*inner, dotted.substr(std::min(dot + 1, dotted.size())));
  }

  std::vector<ListedModule> listed;

 private:
  void AddItem(const YamlNode& item) {
    std::vector<MetadataText> names;
    if (item.IsMap()) {
      if (auto slugs = FirstEntries(document_, item, shape_.slug)) names = std::move(*slugs);
    }
    if (names.empty()) names = ReadEntries(document_, item);
    // `- 01-alpha: {requires: […]}`: the name is the key.
    if (item.IsMap() && item.size() == 1 && item.value(0).IsMap()) {
      return AddKeyed(item.key(0), item.value(0));
    }
    if (!names.empty()) Add(std::move(names.front()), item);
  }

  // `01-alpha: [02-beta]` and `01-alpha: {requires: […]}`.
  void AddKeyed(const YamlNode& key, const YamlNode& value) {
    if (!value.IsList()) return Add(document_.TextOf(key), value);
    ListedModule module{document_.TextOf(key), {}};
    module.declared.needs = ReadEntries(document_, value);
    module.declared.file = file_;
    listed.push_back(std::move(module));
  }

  void Add(MetadataText name, const YamlNode& item) {
    ListedModule module{std::move(name), {}};
    module.declared.file = file_;
    if (item.IsMap()) {
      TakeText(document_, item, shape_.title, module.declared.title);
      TakeNumbers(document_, item, shape_, module.declared);
    }
    if (auto needs = FirstEntries(document_, item, shape_.needs)) {
      module.declared.needs = std::move(*needs);
    }
    if (auto enables = FirstEntries(document_, item, shape_.enables)) {
      module.declared.enables = std::move(*enables);
      module.declared.enables_count = shape_.enables_is_requires;
    }
    listed.push_back(std::move(module));
  }

  const DeclaredDocument& document_;
  const MetadataShape& shape_;
  const std::string& file_;
};

}  // namespace

Result<std::vector<ListedModule>, Errors> ReadCourseFile(const FileReader& tree,
                                                         const MetadataShape& shape) {
  Result<LinkedFile> file = ReadThroughLinks(tree, shape.file);
  if (!file) {
    if (file.error().code == Error::Code::kNotFound) return std::vector<ListedModule>();
    return Errors{file.error()};
  }
  const std::string path = file->path;
  const auto documents = OpenDeclared(path, std::move(file->text));
  if (!documents) return documents.error();
  std::vector<ListedModule> all;
  for (const DeclaredDocument& document : *documents) {
    ListReader reader(document, shape, path);
    for (const std::string& dotted : shape.entries) {
      // A list at the top of the file has no path.
      reader.Walk(document.root(), dotted == "." ? std::string_view() : std::string_view(dotted));
    }
    std::ranges::move(reader.listed, std::back_inserter(all));
  }
  return all;
}

}  // namespace prereq
