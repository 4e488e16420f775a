import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, read page by page as they are wanted, and kept.
///
///     let file = try PagedFile("GeoLite2-City.mmdb")      // reads nothing yet
///     let node = try file.bytes(at: 1_204 * 6, count: 6)  // reads one page, once
///
/// A mapping of the file itself would be as fast to open, but a program that cuts the file short
/// (`cp` onto it) would then end this one with SIGBUS. Here the pages are private: a file replaced by
/// renaming stays readable, and one that is written over is noticed at the next page, where reading
/// fails with `changed`.
///
/// All access to the memory goes through `bytes(at:count:)`, which checks its bounds also in a
/// release build.
final class PagedFile {
  /// Why bytes can't be had.
  enum Failure: Error {
    case outside
    /// The file was written to since it was opened.
    case changed
    case unreadable(FileCalls.Failure)
  }

  let count: Int
  private let descriptor: Int32
  private let opened: FileStatus
  private let memory: UnsafeMutableRawBufferPointer
  private var isLoaded: [Bool]

  private static let pageBits = 16
  /// The largest tree that a database can have is 32 GiB; real files are below 1 GiB.
  private static let maximumCount = 16 << 30

  init(_ path: String) throws(DatabaseRefusal) {
    do { descriptor = try FileCalls.system.openForReading(path) } catch {
      throw .unreadable(error.reason, isMissing: error.code == ENOENT)
    }
    let status: FileStatus
    do { status = try FileCalls.system.status(of: descriptor) } catch {
      close(descriptor)
      throw .unreadable(error.reason, isMissing: false)
    }
    guard status.isRegularFile else {
      close(descriptor)
      throw .notAFile
    }
    guard status.size <= Self.maximumCount else {
      close(descriptor)
      throw .tooLarge
    }
    opened = status
    count = Int(status.size)
    let pages = (count + (1 << Self.pageBits) - 1) >> Self.pageBits
    isLoaded = Array(repeating: false, count: pages)
    if count == 0 {
      memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      return
    }
    // Address space only: the system gives memory to the pages that are read.
    let space = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let space, space != MAP_FAILED else {
      close(descriptor)
      throw .tooLarge
    }
    memory = UnsafeMutableRawBufferPointer(start: space, count: count)
  }

  deinit {
    close(descriptor)
    if let start = memory.baseAddress { munmap(start, count) }
  }

  /// So many bytes from `offset` on, valid while the file is.
  @inline(__always)
  func bytes(at offset: Int, count wanted: Int) throws(Failure) -> UnsafeRawBufferPointer {
    guard offset >= 0, wanted >= 0, offset <= count, wanted <= count - offset else {
      throw .outside
    }
    if wanted > 0 {
      let first = offset >> Self.pageBits
      let last = (offset + wanted - 1) >> Self.pageBits
      if !isLoaded[first] || first != last { try load(first...last) }
    }
    return UnsafeRawBufferPointer(rebasing: memory[offset..<offset + wanted])
  }

  @inline(never)
  private func load(_ pages: ClosedRange<Int>) throws(Failure) {
    for page in pages where !isLoaded[page] {
      let start = page << Self.pageBits
      let part = UnsafeMutableRawBufferPointer(
        rebasing: memory[start..<min(count, start + 1 << Self.pageBits)])
      let isWhole: Bool
      let status: FileStatus
      do throws(FileCalls.Failure) {
        isWhole = try FileCalls.system.fill(part, from: descriptor, at: start)
        status = try FileCalls.system.status(of: descriptor)
      } catch { throw .unreadable(error) }
      guard isWhole, status.isUnchanged(since: opened) else { throw .changed }
      isLoaded[page] = true
    }
  }
}
