// A keyed digest: the journal's, taken twice, each time behind the seal.
#include "apply/seal.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace prereq {
namespace {

std::string Keyed(const std::string& seal, std::string_view journal) {
  return Sha256(seal + "\n" + Sha256(seal + "\n" + Sha256(journal)));
}

}  // namespace

std::string SealJournal(const std::vector<std::string>& seals, std::string_view journal) {
  if (seals.empty()) return Sha256(journal) + "\n";
  std::string text;
  for (const std::string& seal : seals) text += Keyed(seal, journal) + "\n";
  return text;
}

bool IsSealed(const std::vector<std::string>& seals, std::string_view journal,
              std::string_view marker) {
  if (seals.empty()) return marker == Sha256(journal) + "\n";
  const std::vector<std::string_view> lines = Lines(marker);
  return std::ranges::any_of(seals, [&](const std::string& seal) {
    return std::ranges::find(lines, std::string_view(Keyed(seal, journal))) != lines.end();
  });
}

}  // namespace prereq
