#include "sites/permalink_form.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "base/path.h"

namespace prereq {
namespace {

// Whatever is neither a letter, nor a digit, nor one of `kept` becomes one `-`; none at the ends.
std::string Dashed(std::string_view text, std::string_view kept) {
  std::string dashed;
  bool gap = false;
  for (const char c : text) {
    const bool stays = IsAlphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
                       kept.find(c) != std::string_view::npos;
    if (!stays) {
      gap = !dashed.empty();
      continue;
    }
    if (gap) dashed += '-';
    gap = false;
    dashed += c;
  }
  return dashed;
}

}  // namespace

std::optional<std::string> FilledPermalink(std::string_view form, std::string_view name,
                                           std::string_view slug) {
  const std::string_view own = slug.empty() ? BaseName(name) : slug;
  std::string filled;
  for (std::size_t at = 0; at < form.size();) {
    if (form[at] != ':') {
      filled += form[at++];
      continue;
    }
    std::size_t end = at + 1;
    while (end < form.size() && (IsLetter(form[end]) || form[end] == '_')) ++end;
    const std::string_view word = form.substr(at + 1, end - at - 1);
    const std::size_t slash = name.find('/');
    if (word == "collection") {
      filled += name.substr(0, slash);
    } else if (word == "path") {
      filled += name.substr(slash + 1);
    } else if (word == "output_ext") {
      filled += ".html";
    } else if (word == "name") {
      filled += FoldName(Dashed(BaseName(name), {}));
    } else if (word == "title") {
      filled += Dashed(own, "._~!$&'()+,;=@");
    } else if (word == "slug") {
      filled += FoldName(Dashed(own, {}));
    } else {
      return std::nullopt;
    }
    at = end;
  }
  return filled;
}

}  // namespace prereq
