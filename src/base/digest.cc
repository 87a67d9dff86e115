// Digests through libcrypto, which uses the processor's SHA instructions. Its functions for one
// digest each are called old since version 3; the new ones look up providers first, which each
// start would pay for, and a static program would carry all of them.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/digest.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

namespace prereq {
namespace {

using Sha1Digest = std::array<unsigned char, SHA_DIGEST_LENGTH>;

Sha1Digest Sha1Of(std::initializer_list<std::string_view> parts) {
  Sha1Digest digest{};
  SHA_CTX hash;
  SHA1_Init(&hash);
  for (const std::string_view part : parts) SHA1_Update(&hash, part.data(), part.size());
  SHA1_Final(digest.data(), &hash);
  return digest;
}

std::array<unsigned char, SHA256_DIGEST_LENGTH> Sha256Of(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX hash;
  SHA256_Init(&hash);
  SHA256_Update(&hash, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &hash);
  return digest;
}

std::string Base64(std::span<const unsigned char> digest) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < digest.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, digest.size() - at);
    unsigned bits = 0;
    for (std::size_t i = 0; i < 3; ++i) bits = bits << 8U | (i < count ? digest[at + i] : 0U);
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= count ? kLetters[bits >> (18U - 6U * i) & 63U] : '=';
    }
  }
  return text;
}

std::string Hex(std::span<const unsigned char> digest) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    text += kHex[byte >> 4U];
    text += kHex[byte & 15U];
  }
  return text;
}

}  // namespace

std::string Sha256(std::string_view bytes) { return Hex(Sha256Of(bytes)); }

std::string Sha256Base64(std::string_view bytes) { return Base64(Sha256Of(bytes)); }

std::string GitBlobId(std::string_view bytes) {
  const std::string head = "blob " + std::to_string(bytes.size()) + '\0';
  return Hex(Sha1Of({head, bytes}));
}

std::string Sha1(std::string_view bytes) {
  const Sha1Digest digest = Sha1Of({bytes});
  return {digest.begin(), digest.end()};
}

bool IsSha256(std::string_view text) {
  return text.size() == 2 * SHA256_DIGEST_LENGTH && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace prereq
