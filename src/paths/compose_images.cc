#include "paths/compose_images.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "paths/image_names.h"

namespace prereq {
namespace {

struct Given {
  std::string_view image;
  Location where;
};

struct ServiceOfCompose {
  std::string_view name;
  ModuleId module;
  std::optional<YamlNode> image;
  std::vector<Given> given;     // images, as arguments
  std::vector<Given> services;  // `additional_contexts: {base: "service:base"}`
};

// The values of a map or of a list of `NAME=value`.
std::vector<Given> ValuesOf(const std::optional<YamlNode>& node) {
  std::vector<Given> values;
  for (std::size_t i = 0; node && i < node->size(); ++i) {
    if (!node->IsMap() && !node->IsList()) break;
    const YamlNode value = node->IsMap() ? node->value(i) : node->item(i);
    if (!value.IsScalar()) continue;
    const std::size_t name = node->IsList() ? value.text().find('=') + 1 : 0;  // npos + 1 is 0
    values.push_back({value.text().substr(name), value.PlaceOf(name)});
  }
  return values;
}

std::optional<ServiceOfCompose> ReadService(const PathTargets& targets, const std::string& path,
                                            std::string_view name, const YamlNode& node) {
  const auto build = node.IsMap() ? node.Find("build") : std::nullopt;
  if (!build) return std::nullopt;
  const auto folder = build->IsMap() ? build->Find("context") : build;
  if (!folder || !folder->IsScalar()) return std::nullopt;
  const auto target = targets.Find(folder->text(), path, PathTargets::Trust::kCommand);
  if (!target || !target->module) return std::nullopt;
  ServiceOfCompose service{name, *target->module, node.Find("image"), {}, {}};
  if (!build->IsMap()) return service;
  for (Given& given : ValuesOf(build->Find("args"))) {
    given.image = WithoutTag(given.image);
    service.given.push_back(std::move(given));
  }
  constexpr std::string_view kService = "service:";
  for (Given& given : ValuesOf(build->Find("additional_contexts"))) {
    if (!given.image.starts_with(kService)) continue;
    given.image.remove_prefix(kService.size());
    service.services.push_back(std::move(given));
  }
  return service;
}

}  // namespace

bool MayBuildImages(std::string_view text) {
  return text.find("services:") != text.npos && text.find("build:") != text.npos;
}

void AddImagesOfCompose(const PathTargets& targets, const std::string& path, const YamlNode& root,
                        Orchestration& found) {
  const auto list = root.IsMap() ? root.Find("services") : std::nullopt;
  std::vector<ServiceOfCompose> services;
  std::map<std::string_view, std::set<ModuleId>> images;
  std::map<std::string_view, ModuleId> by_name;
  for (std::size_t i = 0; list && list->IsMap() && i < list->size(); ++i) {
    auto service = ReadService(targets, path, list->key(i).text(), list->value(i));
    if (!service) continue;
    by_name.emplace(service->name, service->module);
    if (service->image && service->image->IsScalar()) {
      const std::string_view image = WithoutTag(service->image->text());
      images[image].insert(service->module);
      if (image.find('/') != image.npos && image.find('$') == image.npos) {
        PackageName name{"image " + std::string(image), service->image->where(), "yaml",
                         std::string(image)};
        name.owner = service->module;
        found.declares.push_back(std::move(name));
      }
    }
    services.push_back(std::move(*service));
  }
  const auto add = [&](ModuleId dependent, ModuleId prerequisite, const Given& given) {
    if (dependent == prerequisite) return;
    found.needs.push_back({dependent, prerequisite, given.where, std::string(given.image), "yaml"});
  };
  for (const ServiceOfCompose& service : services) {
    for (const Given& given : service.given) {
      const auto image = images.find(given.image);
      if (image == images.end() || image->second.size() != 1) continue;
      add(service.module, *image->second.begin(), given);
    }
    for (const Given& given : service.services) {
      const auto other = by_name.find(given.image);
      if (other != by_name.end()) add(service.module, other->second, given);
    }
  }
}

}  // namespace prereq
