#include "references/shapes/slug_parts.h"

#include <algorithm>
#include <string>

#include "base/fold.h"

namespace prereq::references {

std::string WithUnderscores(std::string_view name) {
  std::string normal = FoldName(name);
  std::ranges::replace(normal, '-', '_');
  std::ranges::replace(normal, ' ', '_');
  return normal;
}

std::size_t SlugEnd(std::string_view text, std::size_t at, bool hyphens) {
  const std::size_t limit = std::min(text.size(), at + kReach);
  std::size_t end = at;
  while (end < limit) {
    if (text[end] == '\\' && end + 1 < limit && text[end + 1] == '_') {
      end += 2;  // TeX and Markdown: 04\_data\_loader
    } else if (text[end] == '-' ? hyphens && IdentifierAt(text, end + 1)
                                : IdentifierAt(text, end)) {
      ++end;
      while (end < limit && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    } else {
      break;
    }
  }
  return end;
}

std::optional<SlugFront> ReadSlugFront(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  const std::size_t begin = token.begin;
  if (begin == 0) return SlugFront{begin, false};
  const char last = text[begin - 1];
  for (const NumberedFolder* folder : scan.lexicon.FoldersWithStem(text, begin)) {
    return SlugFront{begin - folder->stem.size(), true};
  }
  if (last == '_' || last == '-') {
    if (const auto label = scan.lexicon.LabelBefore(text, begin - 1)) {
      return SlugFront{begin - 1 - label->length, true};
    }
    if (last == '-' && begin > 1 && IsDigit(text[begin - 2])) return std::nullopt;
    if (last == '_' && (begin == 1 || !IdentifierBefore(text, begin - 1))) {
      return SlugFront{begin, false};  // _06_autograd_: emphasis
    }
  }
  if (!IdentifierBefore(text, begin)) return SlugFront{begin, false};
  if (const auto label = scan.lexicon.LabelBefore(text, begin)) {
    return SlugFront{begin - label->length, true};
  }
  // Anybody's name that begins otherwise; number and name have to agree.
  const bool joined = begin > 1 && (IsLetter(text[begin - 2]) || text[begin - 2] == '_');
  const bool word = last == '_' ? joined : IsLetter(last);
  if (word && IsPadded(scan, token)) return SlugFront{begin, false, true};
  return std::nullopt;
}

const Reference* FolderBefore(const Scan& scan, std::size_t begin) {
  if (scan.found.empty() || begin == 0 || scan.text[begin - 1] != '/') return nullptr;
  const Reference& last = scan.found.back().reference;
  const bool is_it = last.whole.end() + 1 == begin && last.certainty == Certainty::kAgreeing;
  return is_it ? &last : nullptr;
}

std::optional<NameMatch> SlugOf(const Scan& scan, std::string_view word) {
  if (word.find('\\') == std::string_view::npos) return scan.lexicon.Slug(word);
  std::string plain(word);
  std::erase(plain, '\\');
  std::optional<NameMatch> match = scan.lexicon.Slug(plain);
  if (!match || match->length != plain.size()) return std::nullopt;
  match->length = match->whole = word.size();
  return match;
}

bool IsFileName(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && text[at] == '.' && IsLower(text[at + 1]);
}

bool MayBeModuleFile(const Scan& scan, std::size_t at, bool in_place) {
  if (at < scan.text.size() && scan.text[at] == '/') return false;
  if (!IsFileName(scan.text, at)) return in_place;
  const std::string_view rest = scan.text.substr(at);
  const auto ends = [&](std::string_view extension) {
    return rest.starts_with(extension) && !IdentifierAt(scan.text, at + extension.size());
  };
  return std::ranges::any_of(scan.lexicon.extensions(), ends) || ends(".html") || ends(".md");
}

}  // namespace prereq::references
