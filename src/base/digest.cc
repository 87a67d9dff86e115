// SHA-256 through libcrypto: it uses the processor's SHA instructions, and libgit2 loads that
// library into the program anyway, so it adds nothing to start-up or installation.
#include "base/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>

namespace prereq {
namespace {

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

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return Hex(digest);
}

std::string GitBlobId(std::string_view bytes) {
  const std::string head = "blob " + std::to_string(bytes.size()) + '\0';
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha1(), nullptr);
  EVP_DigestUpdate(hash.get(), head.data(), head.size());
  EVP_DigestUpdate(hash.get(), bytes.data(), bytes.size());
  EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr);
  return Hex(digest);
}

std::string Sha1(std::string_view bytes) {
  std::string digest(20, '\0');
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(hash.get(), EVP_sha1(), nullptr);
  EVP_DigestUpdate(hash.get(), bytes.data(), bytes.size());
  EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

bool IsSha256(std::string_view text) {
  return text.size() == 2 * SHA256_DIGEST_LENGTH && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace prereq
