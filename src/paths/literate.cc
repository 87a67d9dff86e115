#include "paths/literate.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace prereq {
namespace {

// Endings and that of plain code of the same language.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLiterate = {
    {{".lagda.md", "x.agda"},
     {".lagda.tex", "x.agda"},
     {".lagda.typ", "x.agda"},
     {".lagda", "x.agda"},
     {".lhs.md", "x.hs"},
     {".lhs", "x.hs"},
     {".idr.md", "x.idr"},
     {".lidr", "x.idr"}}};

// Before and behind code, each on a line of its own.
constexpr std::string_view kCodeFence = "```", kCodeBegin = "\\begin{code}",
                           kCodeEnd = "\\end{code}";

}  // namespace

const FileFormat* CodeOfLiterate(std::string_view path) {
  const auto* row = std::ranges::find_if(
      kLiterate, [&](const auto& ending) { return path.ends_with(ending.first); });
  return row == kLiterate.end() ? nullptr : &FormatOf(row->second);
}

std::string LiterateCode(std::string_view text) {
  std::string code(text);
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at), trimmed = Trim(line);
    const bool fence = trimmed.starts_with(kCodeFence);
    const bool bird = !inside && line.starts_with('>');
    if (fence || trimmed.starts_with(kCodeBegin)) {
      inside = !inside || !fence;
    } else if (trimmed.starts_with(kCodeEnd)) {
      inside = false;
    } else if (inside || bird) {
      if (bird) code[at] = ' ';
      at = end + 1;
      continue;
    }
    std::fill(code.begin() + static_cast<std::ptrdiff_t>(at),
              code.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    at = end + 1;
  }
  return code;
}

std::string_view WithoutEndings(std::string_view path) {
  for (const auto& [ending, code] : kLiterate) {
    if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size());
  }
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  const std::size_t first = slash == std::string_view::npos ? 0 : slash + 1;
  return dot == std::string_view::npos || dot <= first ? path : path.substr(0, dot);
}

}  // namespace prereq
