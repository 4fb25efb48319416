#pragma once
#include <cstdint>
#include <vector>

#include "engine/run/inputs.hpp"
#include "engine/sampling/sobol.hpp"

/// The base of a Saltelli design: two independent samples of the inputs, A and B.
namespace e2roi::study {

/// Most base rows that can fall into one block of rows: a design has at least three a base row.
inline constexpr int kMostBaseRows = 88;
/// Columns hold the rows of A from 0 on and those of B from here on.
inline constexpr int kFirstOfB = 128;

class BaseRows {
 public:
  virtual ~BaseRows() = default;
  virtual std::uint64_t size() const = 0;

  /// Inputs of base rows `first` … first+count-1, count <= kMostBaseRows; rows from size() on may
  /// have any valid values. Called from several threads at once.
  ///
  /// columns  [input id][model::kBlockDraws]: A in 0 … count-1, B in kFirstOfB …; in the unit of
  ///          the record
  virtual void fill(std::uint64_t first, int count, double* columns) const = 0;

  /// Draws whose monthly noise a row of A and of B has.
  struct Noise {
    std::uint64_t a, b;
  };
  virtual Noise noise(std::uint64_t row) const { return {2 * row, 2 * row + 1}; }
};

/// Drawn from the inputs' distributions at the points of a scrambled Sobol sequence: A and B are
/// its first and its second half of dimensions.
class DrawnBase : public BaseRows {
 public:
  DrawnBase(const scenario::Scenario& scenario, std::uint64_t size);
  std::uint64_t size() const override { return size_; }
  void fill(std::uint64_t first, int count, double* columns) const override;

 private:
  std::uint64_t seed_, size_;
  run::InputSampler sampler_;
  std::vector<int> drawn_;
  sampling::ScrambledSobol points_;
};

/// Given row by row, as read from a file. Inputs that it says nothing of are at their medians.
class GivenBase : public BaseRows {
 public:
  /// inputs  ids of the columns
  GivenBase(const scenario::Scenario& scenario, std::vector<int> inputs);

  /// Appends a base row: values of A and of B in the order of `inputs`, and their noise.
  void add(const double* a, const double* b, Noise noise);

  std::uint64_t size() const override { return noise_.size(); }
  void fill(std::uint64_t first, int count, double* columns) const override;
  Noise noise(std::uint64_t row) const override { return noise_[row]; }

 private:
  std::vector<double> medians_;  ///< by input id
  std::vector<int> inputs_;
  std::vector<double> a_, b_;  ///< [row][input]
  std::vector<Noise> noise_;
};

}  // namespace e2roi::study
