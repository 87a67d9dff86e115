#include "documents/notebook.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr int kDeepestCell = 200;

void AppendUtf8(std::string& text, std::uint32_t code) {
  const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U)), put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U)), put(0x80U | ((code >> 6U) & 0x3FU)), put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U)), put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU)), put(0x80U | (code & 0x3FU));
  }
}

// Walks JSON text in place: base/json.h would forget where each string stood.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // Every function returns false after the first thing that is not JSON; `expected` then says what
  // was missing at `at`.
  std::size_t at = 0;
  std::string expected;

  char Peek() {
    while (at < text_.size() && std::string_view(" \t\r\n").find(text_[at]) != text_.npos) ++at;
    return at < text_.size() ? text_[at] : '\0';
  }
  bool Fail(std::string what) {
    expected = std::move(what);
    return false;
  }
  bool Take(char c) {
    if (Peek() != c || at >= text_.size()) return Fail(fmt::format("`{}`", c));
    ++at;
    return true;
  }

  using OnKey = std::function<bool(const std::string& key)>;
  bool Object(const OnKey& on_key) {
    return Listed('{', '}', [&] {
      std::string key;
      if (Peek() != '"') return Fail("a key in quotes");
      return String([&key](std::string_view piece, auto, auto) { key += piece; }) && Take(':') &&
             on_key(key);
    });
  }
  bool Array(const std::function<bool()>& on_item) { return Listed('[', ']', on_item); }

  // Hands over decoded text, its offset, and how many bytes it takes up.
  using OnPiece = std::function<void(std::string_view, std::size_t, std::size_t)>;
  bool String(const OnPiece& on_piece) {
    if (!Take('"')) return false;
    while (at < text_.size() && text_[at] != '"') {
      const std::size_t start = at;
      if (text_[at] == '\\') {
        std::string decoded;
        if (!Escape(decoded)) return false;
        on_piece(decoded, start, at - start);
      } else {
        while (at < text_.size() && text_[at] != '"' && text_[at] != '\\') ++at;
        on_piece(text_.substr(start, at - start), start, at - start);
      }
    }
    if (at >= text_.size()) return Fail("the end of a string");
    ++at;
    return true;
  }

  bool Skip() {
    switch (Peek()) {
      case '{':
        return Object([this](const std::string&) { return Skip(); });
      case '[':
        return Array([this] { return Skip(); });
      case '"':
        return String([](auto, auto, auto) {});
      default:
        return Word();
    }
  }

 private:
  bool Listed(char open, char close, const std::function<bool()>& item) {
    if (!Take(open)) return false;
    if (++depth_ > kDeepestCell) return Fail(fmt::format("at most {} levels", kDeepestCell));
    if (Peek() != close) {
      do {
        if (!item()) return false;
      } while (Peek() == ',' && ++at > 0);
    }
    --depth_;
    return Take(close);
  }

  bool Word() {
    const std::size_t start = at;
    while (at < text_.size() &&
           (std::string_view("+-.").find(text_[at]) != text_.npos ||
            (text_[at] >= '0' && text_[at] <= '9') || (text_[at] >= 'a' && text_[at] <= 'z') ||
            (text_[at] >= 'A' && text_[at] <= 'Z'))) {
      ++at;
    }
    return at > start || Fail("a JSON value");
  }

  std::optional<std::uint32_t> FourHexDigits() {
    if (text_.size() - at < 4) return std::nullopt;
    std::uint32_t code = 0;
    for (const char c : text_.substr(at, 4)) {
      const std::size_t digit = std::string_view("0123456789abcdef").find(Lower({&c, 1}));
      if (digit == std::string_view::npos) return std::nullopt;
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    at += 4;
    return code;
  }

  bool Escape(std::string& decoded) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at;
    if (at >= text_.size()) return Fail("an escape sequence");
    const std::size_t letter = kLetters.find(text_[at]);
    if (letter != std::string_view::npos) {
      decoded = kMeanings[letter];
      ++at;
      return true;
    }
    if (text_[at] != 'u') return Fail("an escape sequence");
    ++at;
    auto code = FourHexDigits();
    if (!code) return Fail("four hex digits");
    // Half of a surrogate pair alone means no character.
    if (*code >= 0xD800 && *code < 0xDC00 && text_.substr(at, 2) == "\\u") {
      const std::size_t back = at;
      at += 2;
      const auto low = FourHexDigits();
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
      } else {
        at = back;
      }
    }
    AppendUtf8(decoded, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : *code);
    return true;
  }

  std::string_view text_;
  int depth_ = 0;
};

class NotebookReader {
 public:
  explicit NotebookReader(std::string_view text) : scan(text) {}

  bool Read() {
    return scan.Object([this](const std::string& key) {
      if (key == "cells") return Cells();
      if (key == "worksheets" && scan.Peek() == '[') {
        return scan.Array([this] {
          return scan.Object([this](const std::string& inner) {
            return inner == "cells" ? Cells() : scan.Skip();
          });
        });
      }
      if (key == "metadata" && scan.Peek() == '{') {
        const std::size_t begin = scan.at;
        if (!Metadata()) return false;
        notebook.metadata = {begin, scan.at - begin};
        return true;
      }
      return scan.Skip();
    }) && (scan.Peek() == '\0' || scan.Fail("the end of the file"));
  }

  Scanner scan;
  Notebook notebook;
  bool has_cells = false;

 private:
  bool Text(std::string& text) {
    if (scan.Peek() != '"') return scan.Skip();
    text.clear();
    return scan.String([&text](std::string_view piece, auto, auto) { text += piece; });
  }

  bool Metadata() {
    return scan.Object([this](const std::string& key) {
      const bool kernel = key == "kernelspec" || key == "language_info";
      if (!kernel || scan.Peek() != '{') return scan.Skip();
      return scan.Object([&](const std::string& inner) {
        std::string language;
        const bool says = inner == (key == "kernelspec" ? "language" : "name");
        if (!says) return scan.Skip();
        if (!Text(language)) return false;
        if (!language.empty()) notebook.language = Lower(language);
        return true;
      });
    });
  }

  bool Cells() {
    has_cells = true;
    if (scan.Peek() != '[') return scan.Fail("a list of cells");
    bool is_first = true;
    return scan.Array([this, &is_first] {
      if (scan.Peek() != '{') return scan.Fail("a cell");
      NotebookCell cell;
      std::string type;
      const bool fine = scan.Object([&](const std::string& key) {
        if (key == "cell_type") return Text(type);
        return key == "source" || key == "input" ? Source(cell) : scan.Skip();
      });
      if (fine && type != "code" && is_first) notebook.head = cell;
      is_first = false;
      if (fine && type == "code") {
        notebook.cells.push_back(std::move(cell));
      } else if (fine && type == "markdown") {
        notebook.prose.push_back(std::move(cell));
      }
      return fine;
    });
  }

  bool Source(NotebookCell& cell) {
    const auto add = [&cell](std::string_view piece, std::size_t offset, std::size_t length) {
      cell.Append(piece, offset, length);
    };
    if (scan.Peek() == '"') return scan.String(add);
    if (scan.Peek() != '[') return scan.Skip();
    return scan.Array([&] { return scan.Peek() == '"' ? scan.String(add) : scan.Skip(); });
  }
};

// Cell magics whose cell is still Python in this very kernel.
constexpr std::array<std::string_view, 8> kPythonCells = {"capture", "memit",  "mprun", "prun",
                                                          "pypy",    "python", "time",  "timeit"};

void Blank(std::string& text, std::size_t start, std::size_t end) {
  for (std::size_t i = start; i < end; ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  }
}

// Where `!command` or `%magic` starts after `name =`; npos when the line is not such an assignment.
std::size_t MagicValue(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return equals;
  const bool is_name = std::ranges::all_of(Trim(line.substr(0, equals)), [](char c) {
    return c == '_' || c == ',' || c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  });
  const std::size_t value = line.find_first_not_of(" \t", equals + 1);
  if (!is_name || value == std::string_view::npos) return std::string_view::npos;
  return line[value] == '!' || line[value] == '%' ? value : std::string_view::npos;
}

}  // namespace

void NotebookCell::Append(std::string_view decoded, std::size_t file_offset,
                          std::size_t file_length) {
  if (decoded.empty()) return;
  pieces_.push_back({source_.size(), file_offset, file_length, decoded.size() == file_length});
  source_ += decoded;
}

const NotebookCell::Piece& NotebookCell::PieceAt(std::size_t offset) const {
  return *(std::ranges::upper_bound(pieces_, offset, {}, &Piece::start) - 1);
}

Span NotebookCell::InFile(Span in_source) const {
  const Piece& first = PieceAt(in_source.offset);
  const Piece& last = PieceAt(in_source.end() - 1);
  const std::size_t start = first.file_offset + (first.copied ? in_source.offset - first.start : 0);
  const std::size_t end =
      last.file_offset + (last.copied ? in_source.end() - last.start : last.file_length);
  return {start, end - start};
}

std::optional<std::size_t> NotebookCell::InSource(std::size_t file_offset) const {
  const auto after = std::ranges::upper_bound(pieces_, file_offset, {}, &Piece::file_offset);
  if (after == pieces_.begin()) return std::nullopt;
  const Piece& piece = *(after - 1);
  if (file_offset >= piece.file_offset + piece.file_length) return std::nullopt;
  return piece.start + (piece.copied ? file_offset - piece.file_offset : 0);
}

Result<Notebook> ReadNotebook(const std::string& path, std::string_view text) {
  NotebookReader reader(text);
  if (text.starts_with("\xef\xbb\xbf")) reader.scan.at = 3;
  if (reader.Read() && reader.has_cells) return std::move(reader.notebook);
  const std::size_t at = reader.scan.at;
  std::string message = "malformed notebook: no list `cells`";
  if (!reader.scan.expected.empty()) {
    const std::string found =
        at < text.size() ? fmt::format("`{}`", Printable(text.substr(at, 1))) : "the end";
    message = fmt::format("malformed notebook: expected {}, found {}", reader.scan.expected, found);
  }
  return Error{Error::Code::kInvalid, message, LineIndex(text).At(path, at), {}};
}

std::string WithoutMagics(std::string_view source) {
  std::string text(source);
  bool first = true;  // no line but blank ones and comments yet: a cell magic may still come
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = source.substr(start, end - start);
    const std::string_view trimmed = Trim(line);
    if (first && trimmed.starts_with("%%")) {
      const std::string_view name = trimmed.substr(2, trimmed.find_first_of(" \t") - 2);
      if (std::ranges::count(kPythonCells, name) == 0) {
        Blank(text, 0, text.size());
        return text;
      }
    }
    if (!trimmed.empty() && trimmed.front() != '#') first = false;
    if (trimmed.starts_with('%') || trimmed.starts_with('!') || trimmed.starts_with('?') ||
        trimmed.ends_with('?')) {
      Blank(text, start, end);
    } else if (const std::size_t value = MagicValue(line); value != std::string_view::npos) {
      Blank(text, start + value, end);
      text[start + value] = '0';
    }
    start = end + 1;
  }
  return text;
}

}  // namespace prereq
