// The floors as programs of their own, linked to nothing else.
//
//     bench_floors order EDGES.edges     read pairs of numbers, order the nodes
//     bench_floors read FOLDER LIST      read each file of FOLDER that a line of LIST names
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>

#include "bench/hand_written.h"

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "order" && argc == 3) {
    std::printf("%zu\n", bench::OrderEdges(argv[2]));
    return 0;
  }
  if (what != "read" || argc != 4) return 2;
  std::ifstream list(argv[3]);
  std::vector<std::string> paths;
  for (std::string line; std::getline(list, line);) paths.push_back(line);
  bench::ReadOnly(argv[2], paths,
                  static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
  return 0;
}
