import HitStore
import Sigma

/// Merges sorted runs of detections.
struct DetectionMerge {
  private var runs: [DetectionRun]
  /// The first detection of each unfinished run.
  private var heads: [RuleDetection?] = []

  init(_ runs: [DetectionRun]) { self.runs = runs }

  /// The next detection by time and eventID; nil at the end.
  mutating func next() throws(Spool.Failure) -> RuleDetection? {
    if heads.isEmpty {
      for index in runs.indices { heads.append(try runs[index].next()) }
    }
    var first: Int?
    for (index, head) in heads.enumerated() {
      guard let head else { continue }
      if let first, let least = heads[first], !Self.isBefore(head, least) { continue }
      first = index
    }
    guard let first else { return nil }
    let detection = heads[first]
    heads[first] = try runs[first].next()
    return detection
  }

  private static func isBefore(_ a: RuleDetection, _ b: RuleDetection) -> Bool {
    a.time != b.time
      ? a.time < b.time : a.event.utf8.lexicographicallyPrecedes(b.event.utf8)
  }
}

/// A sorted run: in memory, or read from a spool chunk by chunk.
struct DetectionRun {
  private var buffer: [UInt8] = []
  private var index = 0
  /// How much of `buffer` is filled.
  private var filled: Int
  private let spool: Spool?
  /// The rest of the run in the spool.
  private var rest: Spool.Extent
  private let chunk: Int

  /// Smaller reads would cost more in calls than they save in memory.
  static let minimumChunkBytes = 16 << 10

  init(_ bytes: [UInt8]) {
    buffer = bytes
    filled = bytes.count
    spool = nil
    rest = Spool.Extent(offset: 0, length: 0)
    chunk = 0
  }

  init(_ extent: Spool.Extent, of spool: Spool, chunk: Int) {
    filled = 0
    self.spool = spool
    rest = extent
    self.chunk = chunk
  }

  mutating func next() throws(Spool.Failure) -> RuleDetection? {
    guard try holds(DetectionCoding.lengthBytes) else { return nil }
    let length = buffer.withUnsafeBytes { DetectionCoding.length($0, at: index) }
    guard try holds(length) else { return nil }
    defer { index += length }
    return buffer.withUnsafeBytes { DetectionCoding.detection($0, at: index) }
  }

  /// Fetches this many bytes from `index` on. False if there are fewer.
  private mutating func holds(_ count: Int) throws(Spool.Failure) -> Bool {
    if filled - index >= count { return true }
    guard let spool, rest.length > 0 else { return false }
    let kept = Array(buffer[index..<filled])
    let wanted = min(rest.length, max(chunk, count))
    var fresh: [UInt8] = []
    guard spool.read(Spool.Extent(offset: rest.offset, length: wanted), into: &fresh) else {
      throw Spool.Failure(
        description: "the temporary file with the detections cannot be read back")
    }
    buffer = kept + fresh
    filled = buffer.count
    index = 0
    rest = Spool.Extent(offset: rest.offset + UInt64(wanted), length: rest.length - wanted)
    return filled >= count
  }
}
