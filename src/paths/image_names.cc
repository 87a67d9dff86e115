#include "paths/image_names.h"

#include "base/text.h"
#include "paths/command_lines.h"

namespace prereq {
namespace {

std::string_view WithoutTag(std::string_view image) {
  const std::size_t name = image.rfind('/') + 1;  // a port may stand before; npos + 1 is 0
  return image.substr(0, image.find_first_of(":@", name));
}

bool BuildsImage(std::string_view command) {
  for (const std::string_view program :
       {"docker build ", "docker image build ", "docker buildx build ", "podman build ",
        "buildah build ", "buildah bud ", "nerdctl build "}) {
    if (command.starts_with(program)) return true;
  }
  return false;
}

}  // namespace

std::optional<BuiltImage> ImageBuiltBy(const FileFormat& format, std::string_view text,
                                       const std::vector<SourceWord>& words, std::size_t i) {
  const SourceWord& word = words[i];
  const bool is_named = i > 0 && (words[i - 1].text == "-t" || words[i - 1].text == "--tag");
  if (!RunsCommands(format) || !is_named || word.text.find('/') == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view command = Trim(CommandProper(text, word.offset));
  if (!BuildsImage(command)) return std::nullopt;
  std::string_view folder = command.substr(command.find_last_of(" \t") + 1);
  while (!folder.empty() && (folder.front() == '"' || folder.front() == '\'')) {
    folder.remove_prefix(1);
  }
  folder = folder.substr(0, folder.find_first_of("\"'"));
  return BuiltImage{WithoutTag(word.text), folder};
}

std::string_view BaseImage(const FileFormat& format, const SourceWord& word) {
  if (!format.Is("dockerfile") || word.head != "FROM" || word.text == word.head) return {};
  return WithoutTag(word.text);
}

}  // namespace prereq
