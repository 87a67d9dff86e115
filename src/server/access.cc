#include "server/access.h"

#include "base/format.h"

namespace prereq {
namespace {

constexpr std::string_view kTokenKey = "token=";

}  // namespace

bool IsSameSecret(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (one[i] ^ other[i]));
  }
  return difference == 0;
}

std::string Access::Url() const {
  return fmt::format("http://127.0.0.1:{}/?{}{}", port_, kTokenKey, token_);
}

bool Access::Admits(const HttpHead& head) const {
  if (head.has_twins || token_.empty()) return false;
  const std::string number = fmt::format("127.0.0.1:{}", port_);
  const std::string name = fmt::format("localhost:{}", port_);
  if (head.host != number && head.host != name) return false;
  const bool is_post = head.method == "POST";
  if (head.origin.empty() ? is_post : head.origin != "http://" + head.host) return false;
  // `none`: the person typed or pasted the address.
  const std::string& site = head.fetch_site;
  if (!site.empty() && site != "same-origin" && (is_post || site != "none")) return false;
  if (!head.token.empty()) return IsSameSecret(head.token, token_);
  return head.method == "GET" && head.path == "/" && head.query.starts_with(kTokenKey) &&
         IsSameSecret(std::string_view(head.query).substr(kTokenKey.size()), token_);
}

}  // namespace prereq
