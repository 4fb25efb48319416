#pragma once
#include <cstddef>
#include <istream>
#include <string>
#include <vector>

/// CSV files of numbers: one line of names, then lines of as many finite numbers, separated by
/// commas. No quotes, no comments; lines end in LF or CR LF; a byte order mark is passed over.
namespace e2roi::study {

class NumberCsv {
 public:
  /// Reads the names. `name` is the file's, for messages. Throws core::Error (kInvalidScenario)
  /// with file, line and column: no names, a name that is empty or there twice.
  NumberCsv(std::istream& in, std::string name);

  const std::vector<std::string>& names() const { return names_; }

  /// The next line's numbers; false at the end of the file, before which empty lines may stand.
  /// Throws core::Error as above: another number of values, a value that is no finite number, an
  /// empty line before others, a line above a megabyte; core::FileError if reading fails.
  bool next(std::vector<double>& values);

  /// Number of the line that next() gave last, the names' being 1.
  std::size_t line() const { return line_; }

  /// Throws core::Error about that line's value number `column`, which is quoted, or where
  /// `column` is beyond them about the line.
  [[noreturn]] void refuse(std::size_t column, const std::string& what) const;

 private:
  bool read_line();
  std::string field(std::size_t column) const;
  void split();

  std::istream& in_;
  std::string name_;
  std::vector<std::string> names_;
  std::vector<char> buffer_;
  std::string text_;                 ///< of the line
  std::vector<std::size_t> starts_;  ///< of the line's fields in it, and one beyond its end
  std::size_t line_ = 0;
};

}  // namespace e2roi::study
