#include "passages/relative_links.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestLink = 2048;

// `](img/two words.png)`: where a target ends that has a blank at `at`; `at` where a title follows.
std::size_t EndWithBlanks(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_of(")(\"'=<>\r\n#?", at);
  const bool goes_on = end < text.size() && text[end] == ')' && text[end - 1] != ' ';
  return goes_on ? end : at;
}

// The target that begins behind a lead; nullopt where none does.
std::optional<Span> TargetAt(std::string_view text, std::size_t at, std::string_view lead) {
  if (lead == "]:") {
    const std::size_t start = at;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    if (at == start) return std::nullopt;
  }
  std::string_view ends = " \t\r\n)#?\"";
  if (at < text.size() && text[at] == '<' && lead[0] == ']') {
    ends = ">\r\n#?";
    ++at;
  } else if (lead[0] != ']') {
    if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return std::nullopt;
    ends = text[at] == '"' ? "\"\r\n#?" : "'\r\n#?";
    ++at;
  }
  const std::string_view near = text.substr(0, at + kLongestLink + 1);
  std::size_t end = std::min(near.find_first_of(ends, at), near.size());
  if (lead == "](" && end < near.size() && near[end] == ' ') end = EndWithBlanks(near, end);
  if (end == at || end - at > kLongestLink) return std::nullopt;
  return Span{at, end - at};
}

}  // namespace

std::vector<Span> LinkTargets(std::string_view text) {
  constexpr std::array<std::string_view, 4> kLeads = {"](", "]:", "href=", "src="};
  std::vector<Span> targets;
  for (const std::string_view lead : kLeads) {
    for (std::size_t at = text.find(lead); at != std::string_view::npos;
         at = text.find(lead, at + 1)) {
      if (const auto target = TargetAt(text, at + lead.size(), lead)) targets.push_back(*target);
    }
  }
  std::ranges::sort(targets);
  return targets;
}

std::vector<RelativeLink> FindRelativeLinks(const std::string& path, std::string_view text,
                                            const std::function<bool(const std::string&)>& known) {
  std::vector<RelativeLink> links;
  for (const Span span : LinkTargets(text)) {
    const std::string_view written = text.substr(span.offset, span.length);
    if (written.front() == '/' || written.find(':') != std::string_view::npos) continue;
    const auto target = FollowPath(ParentPath(path), DecodePercent(written));
    if (!target || target->empty() || !known(*target)) continue;
    links.push_back({{}, span, std::string(written), *target});
  }
  if (links.empty()) return links;
  const LineIndex lines(text);
  for (RelativeLink& link : links) link.where = lines.At(path, link.span.offset);
  return links;
}

}  // namespace prereq
