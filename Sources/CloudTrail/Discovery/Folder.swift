#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads the names in a folder, and nothing else.
enum Folder {
  struct Entry {
    var name: [UInt8]
    /// Whether it is a folder, not a link to one; nil if the file system does not say.
    var isFolder: Bool?

    /// Hidden entries are not read: `.DS_Store`, `.git`, the temporary file of a download.
    var isHidden: Bool { name.first == UInt8(ascii: ".") }
  }

  /// The entries of a folder. Nil if it can't be read; `errno` says why.
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

  /// The number of files in a folder and the folders below it. A link counts as one and is not
  /// followed.
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
