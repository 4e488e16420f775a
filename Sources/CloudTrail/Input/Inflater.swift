import CZlib

/// zlib's inflate for gzip members, one after the other, or for one raw deflate stream.
final class Inflater {
  enum Outcome {
    case intact
    case corrupt
    /// Everything was inflated, but the trailer's CRC-32 or length differs.
    case checksumDiffers
  }

  struct Step {
    var consumed: Int
    var produced: Int
    var outcome: Outcome
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private var isInitialised = false

  /// Whether no member has begun: at the start, and after a member's trailer.
  private(set) var isBetweenMembers = true

  private let isRaw: Bool

  init(isRaw: Bool = false) {
    self.isRaw = isRaw
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
  }

  deinit {
    if isInitialised { inflateEnd(stream) }
    stream.deallocate()
  }

  /// Prepares for a new member.
  func start() {
    let code =
      isInitialised
      ? inflateReset(stream)
      : isRaw ? trailsift_inflate_init_raw(stream) : trailsift_inflate_init_gzip(stream)
    // Without memory for zlib's 32 KB window, the first `inflate` fails.
    isInitialised = isInitialised || code == Z_OK
    isBetweenMembers = false
  }

  /// Inflates until the input is consumed, the output is full, or the member ends or is broken.
  func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Step {
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let given = Int(stream.pointee.avail_out)
    let code = CZlib.inflate(stream, Z_NO_FLUSH)
    var outcome = Outcome.intact
    switch code {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isBetweenMembers = true
    default: outcome = isChecksumError ? .checksumDiffers : .corrupt
    }
    return Step(
      consumed: input.count - Int(stream.pointee.avail_in),
      produced: given - Int(stream.pointee.avail_out), outcome: outcome)
  }

  /// Whether bytes begin like a zlib stream (RFC 1950, section 2.2). Some text does too.
  static func mayBeZlib(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count > 2 && bytes[0] == 0x78 && (UInt16(bytes[0]) << 8 | UInt16(bytes[1])) % 31 == 0
  }

  /// The content of consecutive gzip members, or of one zlib stream; nil if they are damaged, or
  /// have more than that.
  func inflateAll(_ input: UnsafeRawBufferPointer, atMost limit: Int) -> [UInt8]? {
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    var rest = input
    while rest.count >= 2,
      (rest[0] == 0x1F && rest[1] == 0x8B)
        || (output.isEmpty && Self.mayBeZlib(rest))
    {
      start()
      while !isBetweenMembers {
        let step = chunk.withUnsafeMutableBytes { inflate(rest, into: $0) }
        output.append(contentsOf: chunk[..<step.produced])
        rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
        guard step.outcome == .intact, output.count <= limit,
          step.produced > 0 || step.consumed > 0
        else { return nil }
      }
    }
    return output
  }

  /// zlib has one code for all broken data; only its message identifies a wrong trailer.
  private var isChecksumError: Bool {
    guard let message = stream.pointee.msg else { return false }
    let text = String(cString: message)
    return text == "incorrect data check" || text == "incorrect length check"
  }
}
