#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Extended attributes and access control lists, carried from the old file to the new one.
///
/// On Linux an access control list is the attribute `system.posix_acl_access`. Attributes that the
/// system sets (`security.*`) are not copied.
enum FileAttributes {
  static func copy(
    from original: Int32, to copy: Int32, calls: FileCalls
  ) throws(FileCalls.Failure) {
    #if os(Linux)
      guard let functions = Functions.found else { return }
      for name in try names(of: original, functions, calls) where !name.begins(with: "security.") {
        guard let value = try value(of: name, in: original, functions, calls) else { continue }
        try calls.call(.copyAttributes) { functions.set(copy, name, value, value.count, 0) }
      }
    #else
      try calls.call(.copyAttributes) {
        fcopyfile(original, copy, nil, copyfile_flags_t(COPYFILE_XATTR | COPYFILE_ACL))
      }
    #endif
  }

  #if os(Linux)
    /// Swift's module of the C library lacks `sys/xattr.h`, so its three functions are looked up by
    /// name (`xattr(7)`).
    private struct Functions: Sendable {
      typealias List = @convention(c) (Int32, UnsafeMutableRawPointer?, Int) -> Int
      typealias Get =
        @convention(c) (
          Int32, UnsafePointer<CChar>, UnsafeMutableRawPointer?, Int
        ) -> Int
      typealias Set =
        @convention(c) (
          Int32, UnsafePointer<CChar>, UnsafeRawPointer?, Int, Int32
        ) -> Int32

      let list: List
      let get: Get
      let set: Set

      static let found: Functions? = {
        let program = dlopen(nil, RTLD_NOW)
        guard let list = dlsym(program, "flistxattr"), let get = dlsym(program, "fgetxattr"),
          let set = dlsym(program, "fsetxattr")
        else { return nil }
        return Functions(
          list: unsafeBitCast(list, to: List.self), get: unsafeBitCast(get, to: Get.self),
          set: unsafeBitCast(set, to: Set.self))
      }()
    }

    /// Largest list of names and largest value that Linux has (`xattr(7)`).
    private static let largest = 1 << 16

    private static func names(
      of file: Int32, _ functions: Functions, _ calls: FileCalls
    ) throws(FileCalls.Failure) -> [String] {
      var list = [UInt8](repeating: 0, count: largest)
      do {
        let count = try calls.call(.copyAttributes) { functions.list(file, &list, list.count) }
        return list[..<count].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      } catch {
        if error.code == EOPNOTSUPP { return [] }
        throw error
      }
    }

    /// Nil for an attribute that was removed meanwhile.
    private static func value(
      of name: String, in file: Int32, _ functions: Functions, _ calls: FileCalls
    ) throws(FileCalls.Failure) -> [UInt8]? {
      var value = [UInt8](repeating: 0, count: largest)
      do {
        let count = try calls.call(.copyAttributes) {
          functions.get(file, name, &value, value.count)
        }
        return Array(value[..<count])
      } catch {
        if error.code == ENODATA { return nil }
        throw error
      }
    }
  #endif
}
