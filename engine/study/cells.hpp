#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// The cells of a sweep: a grid, or a list read from a file.
namespace e2roi::study {

/// Values that one key takes.
struct Axis {
  std::string key;  ///< a knob or a key of the scenario, as given
  std::vector<double> values;
};

/// Most values of all axes of a grid together, most samples of a list.
inline constexpr std::size_t kMostCells = 100'000;

struct Cells {
  std::vector<Axis> axes;
  bool is_list = false;  ///< cell i has value i of every axis; else all combinations
  std::string file;      ///< of a list
  /// Where the value of a list stands: [sample][axis], line and column from 1.
  struct Place {
    int line, column;
  };
  std::vector<std::vector<Place>> value_places;
  std::vector<Place> key_places;   ///< [axis]
  std::vector<std::string> lines;  ///< of the file, line 1 first

  std::size_t size() const;
  /// The values of all axes in a cell; of a grid the last axis is fastest.
  std::vector<double> values(std::size_t cell) const;
};

/// A grid from texts KEY=FROM:TO:COUNT, one to three. Throws core::UsageError.
Cells grid_of(const std::vector<std::string>& texts);

/// A list from a CSV file: a first line of keys, then a sample a line, numbers with a decimal
/// point. Quotes, blanks around fields, empty lines and Windows line ends are fine. Throws
/// core::FileError if the file cannot be read, scenario::InvalidScenario with every mistake.
Cells list_of(const std::filesystem::path& file);

}  // namespace e2roi::study
