#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/cell_figures.hpp"
#include "engine/analysis/report.hpp"

/// Sweep: what becomes of paths over a grid of assumptions.  SWEEP.md.
namespace e2roi::analysis {

struct SweepAxis {
  std::string name;              ///< "openness", "inputs.finance.margin"
  std::vector<double> values;    ///< at least one
  bool scales_the_plan = false;  ///< 0 = nothing of it, 1 = as planned: more of it is more social
};

struct Sweep {
  std::string title;
  std::uint64_t draws = 0;  ///< of each cell
  std::vector<SweepAxis> axes;
  /// Not a grid but a list: cell i has value i of every axis.
  bool is_list = false;
  std::vector<Label> paths;
  std::vector<std::vector<CellFigures>>
      cells;  ///< [cell][path]; of a grid the last axis is fastest

  /// Values of the axes in a cell, by their places.
  std::vector<std::size_t> places(std::size_t cell) const;
  /// The cell at those places of a grid.
  std::size_t cell_at(const std::vector<std::size_t>& places) const;
};

/// Number of the cell and the path with the highest median NPV, of those where the path does
/// anything: where nothing is left of it, it is worth exactly 0. The first if none does anything.
struct BestCell {
  std::size_t cell = 0, path = 0;
};
BestCell best_cell(const Sweep& sweep);

/// Kind "sweep": table cells (path and the axes of the grid; of a list: path, sample) and of a list
/// table samples (sample). On a terminal the path of the best cell only: as a table over one axis,
/// as matrices over two.
Report sweep_report(const Sweep& sweep);

}  // namespace e2roi::analysis
