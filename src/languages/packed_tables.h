// Parse tables that the program carries compressed: those of the large grammars are 29 MB of mostly
// equal rows, and few trees hold more than two of these languages. grammars.cmake packs them.
#pragma once

#include <span>
#include <string_view>

namespace prereq {

/// One table of one grammar.
struct PackedTable {
  std::string_view grammar;       // as tools/grammars.lock has it
  unsigned char* table;           // where the grammar reads it; zeros until it is unpacked
  const unsigned char* gzip;      // the table as gzip wrote it
  const unsigned char* gzip_end;  // one past its last byte
};

/// All packed tables, two a grammar.
std::span<const PackedTable> PackedTables();

/// Puts the tables of this grammar where it reads them. Does nothing for a grammar that is not
/// packed. Call it once for each grammar, before the grammar is used and while no other thread uses
/// it. Throws std::logic_error when the program's own copy is damaged.
void UnpackTables(std::string_view grammar);

}  // namespace prereq
