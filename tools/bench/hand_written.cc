#include "bench/hand_written.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace bench {

Csr::Csr(int nodes, const std::vector<int>& from, const std::vector<int>& to)
    : first(static_cast<std::size_t>(nodes) + 1, 0), into(from.size()) {
  for (const int v : from) ++first[static_cast<std::size_t>(v) + 1];
  for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (std::size_t e = 0; e < from.size(); ++e)
    into[next[static_cast<std::size_t>(from[e])]++] = to[e];
}

std::vector<int> Kahn(int nodes, const Csr& csr) {
  std::vector<int> waits(static_cast<std::size_t>(nodes), 0), order;
  order.reserve(waits.size());
  for (const int w : csr.into) ++waits[static_cast<std::size_t>(w)];
  for (int v = 0; v < nodes; ++v) {
    if (waits[static_cast<std::size_t>(v)] == 0) order.push_back(v);
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto v = static_cast<std::size_t>(order[i]);
    for (std::uint32_t a = csr.first[v]; a < csr.first[v + 1]; ++a) {
      if (--waits[static_cast<std::size_t>(csr.into[a])] == 0) order.push_back(csr.into[a]);
    }
  }
  return order;
}

std::size_t OrderEdges(const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) std::exit(2);
  std::vector<int> from, to;
  std::vector<char> block(1U << 18U);
  int value = 0, first = -1, most = 0;
  bool inside = false;
  const auto end_number = [&] {
    most = std::max(most, value);
    if (first < 0) {
      first = value;
    } else {
      if (first != value) from.push_back(first), to.push_back(value);
      first = -1;
    }
    value = 0;
    inside = false;
  };
  for (std::size_t count = 0; (count = std::fread(block.data(), 1, block.size(), file)) > 0;) {
    for (std::size_t i = 0; i < count; ++i) {
      if (block[i] >= '0' && block[i] <= '9') {
        value = value * 10 + (block[i] - '0');
        inside = true;
      } else if (inside) {
        end_number();
      }
    }
  }
  if (inside) end_number();
  std::fclose(file);
  return Kahn(most + 1, Csr(most + 1, from, to)).size();
}

void ReadOnly(const std::string& folder, const std::vector<std::string>& paths, int threads) {
  const int root = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) std::exit(2);
  std::atomic<std::size_t> next{0};
  const auto reader = [&] {
    constexpr std::size_t kBatch = 32;
    std::vector<char> buffer(std::size_t{1} << 20U);
    for (std::size_t begin = next.fetch_add(kBatch); begin < paths.size();
         begin = next.fetch_add(kBatch)) {
      for (std::size_t i = begin; i < std::min(paths.size(), begin + kBatch); ++i) {
        const int file = openat(root, paths[i].c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) continue;
        while (read(file, buffer.data(), buffer.size()) == static_cast<ssize_t>(buffer.size())) {
        }
        close(file);
      }
    }
  };
  std::vector<std::thread> pool;
  for (int i = 1; i < threads; ++i) pool.emplace_back(reader);
  reader();
  for (std::thread& thread : pool) thread.join();
  close(root);
}

}  // namespace bench
