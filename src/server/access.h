// Who may ask: the person who was given the address with its token, from a page of this very
// server.
//
// A page of another site can send requests to 127.0.0.1, and after DNS rebinding even read the
// answers; other users of the machine can connect as well. So each request must carry the token,
// name this server as its host, and come from its own page. No cookies: browsers send those of one
// port to all ports of a host.
#pragma once

#include <string>
#include <string_view>

#include "server/http.h"

namespace prereq {

class Access {
 public:
  /// `token` is a secret of at least 32 hex digits.
  Access(std::string token, int port) : token_(std::move(token)), port_(port) {}

  /// Where the page is, token included.
  [[nodiscard]] std::string Url() const;
  /// Whether the request may be answered. The page itself carries the token in its query; all else
  /// in a field, which forms and links of other sites cannot set.
  [[nodiscard]] bool Admits(const HttpHead& head) const;

 private:
  std::string token_;
  int port_;
};

/// Whether both are the same, in a time that says nothing of where they differ.
bool IsSameSecret(std::string_view one, std::string_view other);

}  // namespace prereq
