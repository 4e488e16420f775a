/// Inflates gzip files of ordinary size as a whole, with libdeflate.
///
/// Larger, damaged or unusual files are left to `Inflater`, which goes byte by byte and knows where
/// it stopped. One per reader; its buffers are kept from file to file.
final class WholeFileInflater {
  /// CloudTrail delivers files of some megabytes at most. Each worker has two buffers of these
  /// sizes.
  static let maximumCompressedBytes = 4 << 20
  static let maximumInflatedBytes = 32 << 20

  private let decompressor: LibDeflate.Decompressor
  private var input = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 16)
  private var output = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 16)
  /// The part of `output` that was not read yet.
  private var rest: Range<Int> = 0..<0

  init?(_ library: LibDeflate?) {
    guard let decompressor = LibDeflate.Decompressor(library) else { return nil }
    self.decompressor = decompressor
  }

  deinit {
    input.deallocate()
    output.deallocate()
  }

  /// Inflates a file: `start` is its beginning, and `read` gives the rest, 0 at the end.
  ///
  /// - Returns: whether all of it was inflated, and can be read.
  func take(
    _ start: UnsafeRawBufferPointer, byteCount: Int, read: (UnsafeMutableRawBufferPointer) -> Int
  ) -> Bool {
    rest = 0..<0
    // One byte more shows whether the file has grown since it was found.
    guard byteCount <= Self.maximumCompressedBytes, start.count <= byteCount else { return false }
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
    // RFC 1952: the last four bytes are the inflated size of the last member, which usually is the
    // only one.
    guard file.count >= 18 else { return false }
    let size = file.loadUnaligned(fromByteOffset: file.count - 4, as: UInt32.self).littleEndian
    guard size <= Self.maximumInflatedBytes else { return false }
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
