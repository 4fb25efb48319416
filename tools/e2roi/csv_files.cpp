#include "tools/e2roi/csv_files.hpp"

#include <cerrno>
#include <cstring>

namespace e2roi::program {

CsvTarget::CsvTarget(const Arguments& arguments, const char* option) {
  if (!arguments.has(option)) return;
  path_ = arguments.get<std::string>(option);
  if (path_.extension() != ".csv")
    throw core::UsageError(arguments.verb + ": --" + option + " writes CSV and '" + path_.string() +
                           "' does not end in .csv.");
  part_ = std::make_unique<results::PartFile>(path_);
}

void CsvTarget::write(const std::function<void(std::ostream&)>& writer) {
  std::ofstream out(part_->path(), std::ios::binary | std::ios::trunc);
  errno = 0;
  writer(out);
  out.flush();
  if (!out) throw results::cannot_write(path_, errno == 0 ? EIO : errno, 0);
  out.close();
  part_->commit();
}

std::ifstream opened(const std::string& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file))
    throw core::FileError("cannot read " + file + ": " +
                          std::strerror(errno == 0 ? EISDIR : errno));
  return in;
}

}  // namespace e2roi::program
