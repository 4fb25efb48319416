#pragma once
#include <string>
#include <vector>

/// A program as a process, from its start to its end.
namespace e2roi::speed {

/// What a process took [s].
struct Taken {
  double wall = 0;       ///< from its start to its end
  double processor = 0;  ///< of its threads, in itself and in the system
  double own = 0;        ///< of these, in itself
  Taken& operator+=(const Taken& other) {
    wall += other.wall;
    processor += other.processor;
    own += other.own;
    return *this;
  }
};

/// Runs a program, its output to nowhere, and waits for its end. Throws std::runtime_error if it
/// fails.
Taken run_program(std::vector<std::string> words);

}  // namespace e2roi::speed
