// Parse tables that the program carries compressed: those of the large grammars are 29 MB of mostly
// equal rows, and few trees hold more than two of these languages. grammars.cmake packs them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

struct TSLanguage;

namespace prereq {

/// One table of one grammar.
struct PackedTable {
  std::string_view grammar;       // as tools/grammars.lock has it
  const unsigned char* place;     // what the grammar points to where its table was
  const unsigned char* gzip;      // the table as gzip wrote it
  const unsigned char* gzip_end;  // one past its last byte
};

/// All packed tables, three a grammar.
std::span<const PackedTable> PackedTables();

/// A grammar with its tables in memory.
class UnpackedGrammar {
 public:
  /// None.
  UnpackedGrammar() = default;
  /// `language` as the grammar `name` made it. Where its tables are packed, they are unpacked for
  /// this object alone. Throws std::logic_error when the program's own copy is damaged.
  UnpackedGrammar(std::string_view name, const TSLanguage* language);

  /// What parsers and queries take: lives as long as this object.
  [[nodiscard]] const TSLanguage* language() const { return language_; }

 private:
  std::vector<std::unique_ptr<std::uint16_t[]>> tables_;
  std::shared_ptr<TSLanguage> copy_;  // with pointers to these tables
  const TSLanguage* language_ = nullptr;
};

}  // namespace prereq
