#include "languages/packed_tables.h"

#include <zlib.h>

#include <stdexcept>
#include <string>

namespace prereq {
namespace {

// The length of the unpacked bytes is what a gzip file ends with, its lowest byte first.
uInt UnpackedSize(const PackedTable& packed) {
  uInt size = 0;
  for (int i = 1; i <= 4; ++i) size = size << 8U | *(packed.gzip_end - i);
  return size;
}

bool Unpack(const PackedTable& packed) {
  z_stream stream{};
  stream.next_in = const_cast<unsigned char*>(packed.gzip);  // zlib's type; it only reads them
  stream.avail_in = static_cast<uInt>(packed.gzip_end - packed.gzip);
  stream.next_out = packed.table;
  stream.avail_out = UnpackedSize(packed);
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) return false;
  const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
  return inflateEnd(&stream) == Z_OK && whole;
}

}  // namespace

void UnpackTables(std::string_view grammar) {
  for (const PackedTable& packed : PackedTables()) {
    if (packed.grammar != grammar || Unpack(packed)) continue;
    throw std::logic_error("the tables of the grammar of " + std::string(grammar) + " are damaged");
  }
}

}  // namespace prereq
