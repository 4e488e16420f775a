#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Bytes that end exactly where a page begins that may not be touched: one read beyond the end, and
/// the test process traps.
final class GuardedBytes {
  private let pages: UnsafeMutableRawPointer
  private let readable: Int
  private let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  init?(capacity: Int) {
    readable = (capacity + pageSize - 1) / pageSize * pageSize
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard
      let pages = mmap(nil, readable + pageSize, PROT_READ | PROT_WRITE, flags, -1, 0),
      pages != MAP_FAILED, mprotect(pages + readable, pageSize, PROT_NONE) == 0
    else { return nil }
    self.pages = pages
  }

  deinit {
    munmap(pages, readable + pageSize)
  }

  /// A copy of `bytes` that ends at the guarded page. At most `capacity` bytes.
  func copy(_ bytes: some Collection<UInt8>) -> UnsafeRawBufferPointer {
    precondition(bytes.count <= readable)
    let buffer = UnsafeMutableRawBufferPointer(
      start: pages + (readable - bytes.count), count: bytes.count)
    buffer.copyBytes(from: bytes)
    return UnsafeRawBufferPointer(buffer)
  }
}
