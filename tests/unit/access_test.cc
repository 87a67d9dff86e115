// Who may ask the served board; tests/serve_test.py asks it over sockets as well.
#include "server/access.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

constexpr const char* kToken = "0123456789abcdef0123456789abcdef";

HttpHead FromPage() {
  HttpHead head;
  head.method = "POST";
  head.path = "/api/check";
  head.host = "127.0.0.1:8080";
  head.origin = "http://127.0.0.1:8080";
  head.fetch_site = "same-origin";
  head.token = kToken;
  return head;
}

HttpHead Typed() {
  HttpHead head;
  head.method = "GET";
  head.path = "/";
  head.query = std::string("token=") + kToken;
  head.host = "localhost:8080";
  head.fetch_site = "none";
  return head;
}

TEST(Access, AdmitsThePageAndWhoTypedItsAddress) {
  const Access access(kToken, 8080);
  EXPECT_EQ(access.Url(), std::string("http://127.0.0.1:8080/?token=") + kToken);
  EXPECT_TRUE(access.Admits(FromPage()));
  EXPECT_TRUE(access.Admits(Typed()));
}

TEST(Access, RefusesEverythingElse) {
  const Access access(kToken, 8080);
  const auto refuses = [&](HttpHead head, std::string HttpHead::*field, const char* value) {
    head.*field = value;
    return !access.Admits(head);
  };
  for (const char* host : {"", "127.0.0.1", "127.0.0.1:80", "evil.example:8080", "[::1]:8080"}) {
    EXPECT_TRUE(refuses(FromPage(), &HttpHead::host, host)) << host;
    EXPECT_TRUE(refuses(Typed(), &HttpHead::host, host)) << host;
  }
  for (const char* origin : {"", "null", "http://evil.example", "http://localhost:8080"}) {
    EXPECT_TRUE(refuses(FromPage(), &HttpHead::origin, origin)) << origin;
  }
  for (const char* token : {"", "0", "0123456789abcdef0123456789abcdee"}) {
    EXPECT_TRUE(refuses(FromPage(), &HttpHead::token, token)) << token;
  }
  EXPECT_TRUE(refuses(FromPage(), &HttpHead::fetch_site, "none"));
  EXPECT_TRUE(refuses(Typed(), &HttpHead::fetch_site, "cross-site"));
  EXPECT_TRUE(refuses(Typed(), &HttpHead::query, "token="));
  EXPECT_TRUE(refuses(Typed(), &HttpHead::path, "/api/state"));
  EXPECT_TRUE(refuses(Typed(), &HttpHead::method, "HEAD"));
  HttpHead twins = FromPage();
  twins.has_twins = true;
  EXPECT_FALSE(access.Admits(twins));
  EXPECT_FALSE(Access("", 8080).Admits(Typed()));
}

}  // namespace
}  // namespace prereq
