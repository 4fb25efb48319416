#include "tools/e2roi/page_file.hpp"

#include <cerrno>
#include <fstream>

#include "tools/e2roi/result_target.hpp"

namespace e2roi::program {

std::filesystem::path page_target(const Arguments& arguments, const std::string& otherwise) {
  if (!arguments.has("out")) return beside(otherwise, ".html");
  std::filesystem::path target = arguments.get<std::string>("out");
  if (target.extension() != ".html")
    throw core::UsageError(arguments.verb + ": --out " + target.string() +
                           " must end in .html, so that no other file is replaced by mistake.");
  return target;
}

void write_page(const std::string& page, const std::filesystem::path& file,
                results::PartFile& part) {
  part.reserve(page.size());
  std::ofstream out(part.path(), std::ios::binary);
  errno = 0;
  out << page << std::flush;
  if (!out) throw results::cannot_write(file, errno == 0 ? EIO : errno, page.size());
  out.close();
  part.commit();
}

}  // namespace e2roi::program
