#include "plan/text_form.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"

namespace prereq {
namespace {

bool IsAlnum(char c) { return IsDigit(c) || IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

// Whether `word` stands at `at` and no letter or digit goes on from it.
bool StandsAt(std::string_view text, std::size_t at, std::string_view word) {
  if (word.empty() || !text.substr(at).starts_with(word)) return false;
  const std::size_t end = at + word.size();
  if (at > 0 && IsAlnum(text[at - 1]) && IsAlnum(word.front())) return false;
  return end == text.size() || !IsAlnum(text[end]) || !IsAlnum(word.back());
}

// `modules/NAME`, `03_NAME`, `NAME.md`: a name there is a part of a path.
bool IsInPath(std::string_view text, std::size_t at, std::size_t end) {
  if (at > 0 && text[at - 1] == '/') return true;
  if (at > 1 && (text[at - 1] == '_' || text[at - 1] == '-') && IsAlnum(text[at - 2])) return true;
  if (end >= text.size()) return false;
  return text[end] == '/' || (text[end] == '.' && end + 1 < text.size() && IsLetter(text[end + 1]));
}

std::string WithSeparators(std::string_view slug, char from, char to) {
  std::string text(slug);
  std::ranges::replace(text, from, to);
  return text;
}

int DigitsOf(int value) { return static_cast<int>(fmt::format("{}", value).size()); }

}  // namespace

TextForm TextForm::Literal(std::string_view text) {
  TextForm form;
  for (const char c : text) form.AddByte(c);
  return form;
}

void TextForm::AddByte(char c) {
  if (pieces_.empty() || pieces_.back().kind != Piece::Kind::kLiteral) pieces_.emplace_back();
  pieces_.back().text += c;
}

TextForm TextForm::Read(std::string_view text, const ModuleWords& words, bool title_first) {
  const std::string dashed = WithSeparators(words.slug, '_', '-');
  const std::string underlined = WithSeparators(words.slug, '-', '_');
  TextForm form;
  const auto slug_at = [&](std::size_t at) -> std::size_t {
    for (const auto& [slug, kind] :
         {std::pair(words.slug, Piece::Kind::kSlug), std::pair(dashed, Piece::Kind::kDashedSlug),
          std::pair(underlined, Piece::Kind::kUnderlinedSlug)}) {
      if (!StandsAt(text, at, slug)) continue;
      form.pieces_.push_back({kind, {}});
      return slug.size();
    }
    return 0;
  };
  const auto title_at = [&](std::size_t at) -> std::size_t {
    std::size_t longest = 0;
    for (const std::string& title : words.titles) {
      if (title.size() > longest && StandsAt(text, at, title)) longest = title.size();
    }
    if (longest > 0) form.pieces_.push_back({Piece::Kind::kTitle, {}});
    return longest;
  };
  const auto number_at = [&](std::size_t at) -> std::size_t {
    if (!IsDigit(text[at]) || (at > 0 && IsDigit(text[at - 1])) || words.number.suffix != '\0') {
      return 0;
    }
    std::size_t end = at;
    while (end < text.size() && IsDigit(text[end])) ++end;
    int value = 0;
    const auto [stop, error] = std::from_chars(text.data() + at, text.data() + end, value);
    if (error != std::errc() || stop != text.data() + end || value != words.number.value) return 0;
    const int length = static_cast<int>(end - at);
    const bool padded = text[at] == '0' && length > 1;
    form.pieces_.push_back({Piece::Kind::kNumber,
                            {},
                            padded        ? length
                            : length == 1 ? 1
                                          : 0,
                            length});
    return end - at;
  };
  for (std::size_t at = 0; at < text.size();) {
    const bool in_path = IsInPath(text, at, at + words.slug.size());
    std::size_t taken = 0;
    if (title_first && !in_path) taken = title_at(at);
    if (taken == 0) taken = slug_at(at);
    if (taken == 0 && !(title_first && !in_path)) taken = title_at(at);
    if (taken == 0) taken = number_at(at);
    if (taken == 0) form.AddByte(text[at]);
    at += std::max<std::size_t>(taken, 1);
  }
  return form;
}

std::vector<TextForm> TextForm::Of(std::string_view text, const ModuleWords& words) {
  std::vector<TextForm> forms{Read(text, words, true)};
  TextForm other = Read(text, words, false);
  if (!(other == forms.front())) forms.push_back(std::move(other));
  return forms;
}

std::optional<std::string> TextForm::Fill(Number number, std::string_view slug,
                                          const TitleWriter& title,
                                          std::optional<int> open_width) const {
  std::string text;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    switch (piece.kind) {
      case Piece::Kind::kLiteral:
        text += piece.text;
        break;
      case Piece::Kind::kNumber:
        if (piece.width == 0 && DigitsOf(number.value) < piece.seen) {
          if (!open_width) return std::nullopt;
          text += ShowNumber(number, *open_width);
        } else {
          text += ShowNumber(number, std::max(piece.width, 1));
        }
        break;
      case Piece::Kind::kSlug:
        text += slug;
        break;
      case Piece::Kind::kDashedSlug:
        text += WithSeparators(slug, '_', '-');
        break;
      case Piece::Kind::kUnderlinedSlug:
        text += WithSeparators(slug, '-', '_');
        break;
      case Piece::Kind::kTitle: {
        const bool literal_next =
            i + 1 < pieces_.size() && pieces_[i + 1].kind == Piece::Kind::kLiteral;
        const std::size_t line = text.rfind('\n') + 1;
        const auto written =
            title(text.substr(line), literal_next ? pieces_[i + 1].text : std::string());
        if (!written) return std::nullopt;
        text += *written;
        break;
      }
    }
  }
  return text;
}

bool TextForm::Fits(std::string_view text, const ModuleWords& words) const {
  if (!HasTitle()) {
    return Fill(words.number, words.slug, [](const auto&, const auto&) { return std::nullopt; }) ==
           text;
  }
  return std::ranges::any_of(words.titles, [&](const std::string& title) {
    return Fill(words.number, words.slug,
                [&](const auto&, const auto&) { return std::optional(title); }) == text;
  });
}

bool TextForm::Has(Piece::Kind kind) const {
  return std::ranges::any_of(pieces_, [&](const Piece& piece) { return piece.kind == kind; });
}

std::size_t TextForm::CountNumbers() const {
  return static_cast<std::size_t>(std::ranges::count(pieces_, Piece::Kind::kNumber, &Piece::kind));
}

bool TextForm::HasPlaces() const {
  return std::ranges::any_of(
      pieces_, [](const Piece& piece) { return piece.kind != Piece::Kind::kLiteral; });
}

std::string TextForm::Skeleton() const {
  std::string text;
  for (const Piece& piece : pieces_) {
    text += piece.kind == Piece::Kind::kLiteral ? piece.text : std::string(1, '\x01');
  }
  return text;
}

std::optional<TextForm> CommonForm(const std::vector<TextOfModule>& texts) {
  std::optional<TextForm> best;
  std::size_t most = 1;
  std::vector<TextForm> seen;
  // Of a thousand texts not each is asked: a form of three in four is nearly always that of one of
  // these; where it is not, a person writes the entry.
  constexpr std::size_t kMostAsked = 64;
  const std::size_t step = 1 + texts.size() / kMostAsked;
  for (std::size_t i = 0; i < texts.size(); i += step) {
    const TextOfModule& one = texts[i];
    for (TextForm& form : TextForm::Of(one.text, *one.words)) {
      if (std::ranges::find(seen, form) != seen.end()) continue;
      seen.push_back(form);
      const auto fitting = static_cast<std::size_t>(std::ranges::count_if(
          texts, [&](const TextOfModule& other) { return form.Fits(other.text, *other.words); }));
      if (fitting <= most) continue;
      most = fitting;
      best = std::move(form);
    }
  }
  if (!best || most * 4 < texts.size() * 3) return std::nullopt;
  return best;
}

}  // namespace prereq
