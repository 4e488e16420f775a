import Foundation
import HitStore
import Sigma

/// The detections of a scan, collected in any order and returned by time.
///
///     worker ─▶ append ─▶ │ 32 MB in memory │ ─▶ sorted run in a temporary file ─┐
///                                            ─▶ sorted run …                    ├─▶ DetectionMerge
///
/// A detection has only its time, its eventID, its rules and the texts that correlations need. One
/// run is in memory; the others are in a `Spool`, whose file has no name.
struct DetectionLog {
  private var bytes: [UInt8] = []
  private var records: [(time: Int64, range: Range<Int>)] = []
  private var runs: [Spool.Extent] = []
  private var spool: Spool?
  private let bound: Int
  private(set) var count = 0

  /// Bytes that are sorted in memory: some 300,000 detections.
  static let defaultBound = 32 << 20

  init(bound: Int = defaultBound) { self.bound = bound }

  /// Appends a detection; may write a run.
  mutating func append(_ detection: RuleDetection) throws(Spool.Failure) {
    let start = bytes.count
    DetectionCoding.append(detection, to: &bytes)
    records.append((detection.time, start..<bytes.count))
    count += 1
    if bytes.count + records.count * MemoryLayout<(Int64, Range<Int>)>.stride >= bound {
      try spill()
    }
  }

  /// All detections so far, by time and eventID.
  mutating func sorted() throws(Spool.Failure) -> DetectionMerge {
    if runs.isEmpty { return DetectionMerge([DetectionRun(sortedBytes())]) }
    try spill()
    let chunk = max(DetectionRun.minimumChunkBytes, bound / runs.count)
    guard let spool else { return DetectionMerge([]) }
    return DetectionMerge(runs.map { DetectionRun($0, of: spool, chunk: chunk) })
  }

  private mutating func spill() throws(Spool.Failure) {
    guard !records.isEmpty else { return }
    let sorted = sortedBytes()
    reset()
    if self.spool == nil { self.spool = try Spool() }
    guard let spool else { return }
    runs.append(Spool.Extent(offset: try spool.append(sorted), length: sorted.count))
  }

  private mutating func reset() {
    bytes = []
    records = []
  }

  private func sortedBytes() -> [UInt8] {
    var sorted: [UInt8] = []
    sorted.reserveCapacity(bytes.count)
    bytes.withUnsafeBytes { bytes in
      let order = records.sorted { a, b in
        if a.time != b.time { return a.time < b.time }
        return DetectionCoding.event(in: bytes[a.range])
          .lexicographicallyPrecedes(DetectionCoding.event(in: bytes[b.range]))
      }
      for record in order { sorted.append(contentsOf: bytes[record.range]) }
    }
    return sorted
  }
}
