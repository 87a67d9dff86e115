#include "passages/relative_links.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestLink = 2048;

class LinkFinder {
 public:
  LinkFinder(const std::string& path, std::string_view text,
             const std::function<bool(const std::string&)>& known)
      : path_(path), text_(text), known_(known) {}

  std::vector<RelativeLink> Run() {
    constexpr std::array<std::string_view, 4> kLeads = {"](", "]:", "href=", "src="};
    for (const std::string_view lead : kLeads) {
      for (std::size_t at = text_.find(lead); at != std::string_view::npos;
           at = text_.find(lead, at + 1)) {
        Look(at + lead.size(), lead);
      }
    }
    std::ranges::sort(links_, {}, [](const RelativeLink& link) { return link.span; });
    if (!links_.empty()) {
      const LineIndex lines(text_);
      for (RelativeLink& link : links_) link.where = lines.At(path_, link.span.offset);
    }
    return std::move(links_);
  }

 private:
  void Look(std::size_t at, std::string_view lead) {
    if (lead == "]:") {
      const std::size_t start = at;
      while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
      if (at == start) return;
    }
    std::string_view ends = " \t\r\n)#?\"";
    if (at < text_.size() && text_[at] == '<' && lead[0] == ']') {
      ends = ">\r\n#?";
      ++at;
    } else if (lead[0] != ']') {
      if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return;
      ends = text_[at] == '"' ? "\"\r\n#?" : "'\r\n#?";
      ++at;
    }
    const std::size_t end = std::min(text_.find_first_of(ends, at), text_.size());
    if (end == at || end - at > kLongestLink) return;
    const std::string_view written = text_.substr(at, end - at);
    if (written.front() == '/' || written.find(':') != std::string_view::npos) return;
    const auto target = FollowPath(ParentPath(path_), DecodePercent(written));
    if (!target || target->empty() || !known_(*target)) return;
    links_.push_back({{}, {at, written.size()}, std::string(written), *target});
  }

  const std::string& path_;
  std::string_view text_;
  const std::function<bool(const std::string&)>& known_;
  std::vector<RelativeLink> links_;
};

}  // namespace

std::vector<RelativeLink> FindRelativeLinks(const std::string& path, std::string_view text,
                                            const std::function<bool(const std::string&)>& known) {
  return LinkFinder(path, text, known).Run();
}

}  // namespace prereq
