#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reading the names in a folder, and nothing else of what lies there.
enum Folder {
  struct Entry {
    var name: [UInt8]
    /// Whether it is a folder and no link to one; nil where the file system does not say.
    var isFolder: Bool?

    /// Such entries are not read: `.DS_Store`, `.git`, the temporary file of a download.
    var isHidden: Bool { name.first == UInt8(ascii: ".") }
  }

  /// What lies in a folder. Nil: it can't be read, and `errno` says why.
  static func entries(_ path: SystemPath) -> [Entry]? {
    guard let folder = path.withCString({ opendir($0) }) else { return nil }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        Array(bytes.prefix { $0 != 0 })
      }
      if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { continue }
      let type = Int32(entry.pointee.d_type)
      entries.append(
        Entry(
          name: name,
          isFolder: type == Int32(DT_UNKNOWN) ? nil : type == Int32(DT_DIR)))
    }
    return entries
  }

  /// How many files lie in a folder and in those below it. Links count as one and are not followed.
  static func countFiles(_ path: SystemPath) -> Int {
    var count = 0
    for entry in entries(path) ?? [] {
      let entryPath = path.appending(entry.name)
      count += entry.isFolder ?? isFolder(entryPath) ? countFiles(entryPath) : 1
    }
    return count
  }

  private static func isFolder(_ path: SystemPath) -> Bool {
    var status = stat()
    return path.withCString({ lstat($0, &status) }) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
