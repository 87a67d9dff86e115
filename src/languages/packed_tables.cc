#include "languages/packed_tables.h"

#include <zlib.h>

#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string>

#include "parser.h"  // of the library: what a language is made of

namespace prereq {
namespace {

// The length of the unpacked bytes is what a gzip file ends with, its lowest byte first.
uInt UnpackedSize(const PackedTable& packed) {
  uInt size = 0;
  for (int i = 1; i <= 4; ++i) size = size << 8U | *(packed.gzip_end - i);
  return size;
}

// The table, whose entries begin at even addresses; nullptr when it is damaged.
std::unique_ptr<std::uint16_t[]> Unpack(const PackedTable& packed) {
  const uInt size = UnpackedSize(packed);
  auto table = std::make_unique<std::uint16_t[]>(size / sizeof(std::uint16_t) + 1);
  z_stream stream{};
  stream.next_in = const_cast<unsigned char*>(packed.gzip);  // zlib's type; it only reads them
  stream.avail_in = static_cast<uInt>(packed.gzip_end - packed.gzip);
  stream.next_out = reinterpret_cast<unsigned char*>(table.get());
  stream.avail_out = size;
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  const int begun = inflateInit2(&stream, kGzipOnly);
  if (begun == Z_MEM_ERROR) throw std::bad_alloc();
  if (begun != Z_OK) return nullptr;
  const int end = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (end == Z_MEM_ERROR) throw std::bad_alloc();
  return end == Z_STREAM_END ? std::move(table) : nullptr;
}

// How many bytes a grammar's generator wrote: later versions of the form have more members.
std::size_t SizeOf(const TSLanguage& language) {
  constexpr std::uint32_t kWithStateIds = 14, kWithNames = 15;
  if (language.abi_version >= kWithNames) return sizeof(TSLanguage);
  return language.abi_version >= kWithStateIds ? offsetof(TSLanguage, name)
                                               : offsetof(TSLanguage, primary_state_ids);
}

// Where the member points to the place of a packed table, makes it point to the table.
template <typename Entry>
bool PointTo(const Entry*& member, const PackedTable& packed, const std::uint16_t* table) {
  static_assert(alignof(Entry) <= alignof(std::uint16_t));
  if (reinterpret_cast<const unsigned char*>(member) != packed.place) return false;
  member = reinterpret_cast<const Entry*>(table);
  return true;
}

}  // namespace

UnpackedGrammar::UnpackedGrammar(std::string_view name, const TSLanguage* language)
    : language_(language) {
  for (const PackedTable& packed : PackedTables()) {
    if (packed.grammar != name) continue;
    if (!copy_) {
      copy_ = std::make_shared<TSLanguage>();
      std::memcpy(copy_.get(), language, SizeOf(*language));
      language_ = copy_.get();
    }
    tables_.push_back(Unpack(packed));
    const std::uint16_t* table = tables_.back().get();
    if (table == nullptr || !(PointTo(copy_->parse_table, packed, table) ||
                              PointTo(copy_->small_parse_table, packed, table) ||
                              PointTo(copy_->parse_actions, packed, table))) {
      throw std::logic_error("the tables of the grammar of " + std::string(name) + " are damaged");
    }
  }
}

}  // namespace prereq
