/// Inflates gzip files of ordinary size at one go, with libdeflate.
///
/// Files that are larger, damaged, or of an unusual make are left to `Inflater`, which goes byte by byte and knows how far
/// it came. One per reader; its buffers are kept from file to file.
final class WholeFileInflater {
  /// CloudTrail delivers files of some megabytes at most; two buffers of these sizes are what a worker takes.
  static let mostCompressedBytes = 4 << 20
  static let mostInflatedBytes = 32 << 20

  private let decompressor: LibDeflate.Decompressor
  private var input = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 16)
  private var output = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 16)
  /// What of `output` was not read yet.
  private var rest: Range<Int> = 0..<0

  init?(_ library: LibDeflate?) {
    guard let decompressor = LibDeflate.Decompressor(library) else { return nil }
    self.decompressor = decompressor
  }

  deinit {
    input.deallocate()
    output.deallocate()
  }

  /// Takes in a file: `start` is its beginning, `read` gives what follows, 0 at its end.
  ///
  /// - Returns: whether all of it is inflated, and can be read.
  func take(
    _ start: UnsafeRawBufferPointer, byteCount: Int, read: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Bool {
    rest = 0..<0
    // A file that has grown since it was found has more bytes than it had: one byte more tells.
    guard byteCount <= Self.mostCompressedBytes, start.count <= byteCount else { return false }
    Self.reserve(byteCount + 1, in: &input)
    input.copyMemory(from: start)
    var filled = start.count
    while filled <= byteCount {
      let count = read(UnsafeMutableRawBufferPointer(rebasing: input[filled...byteCount]))
      if count == 0 { break }
      filled += count
    }
    return filled == byteCount
      && inflate(UnsafeRawBufferPointer(rebasing: input[..<filled]))
  }

  /// Puts inflated bytes into `buffer`; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(rest.count, buffer.count)
    buffer.copyMemory(
      from: UnsafeRawBufferPointer(rebasing: output[rest.lowerBound..<rest.lowerBound + count]))
    rest = rest.lowerBound + count..<rest.upperBound
    return count
  }

  private func inflate(_ file: UnsafeRawBufferPointer) -> Bool {
    // RFC 1952: the last four bytes are the inflated size of the last member, which usually is the only one.
    guard file.count >= 18 else { return false }
    let size = file.loadUnaligned(fromByteOffset: file.count - 4, as: UInt32.self).littleEndian
    guard size <= Self.mostInflatedBytes else { return false }
    Self.reserve(Int(size), in: &output)
    guard let step = decompressor.inflate(file, into: output), step.consumed == file.count else {
      return false
    }
    rest = 0..<step.produced
    return true
  }

  private static func reserve(_ count: Int, in buffer: inout UnsafeMutableRawBufferPointer) {
    guard buffer.count < count else { return }
    buffer.deallocate()
    buffer = .allocate(byteCount: count + count / 4, alignment: 16)
  }
}
