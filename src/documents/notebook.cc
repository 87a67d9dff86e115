#include "documents/notebook.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/format.h"
#include "base/text.h"
#include "documents/json_scanner.h"

namespace prereq {
namespace {

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

  JsonScanner scan;
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
    return c == '_' || c == ',' || c == ' ' || IsAlphanumeric(c);
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
