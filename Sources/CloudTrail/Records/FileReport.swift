/// The result of reading one file.
public struct FileReport: Sendable, Hashable {
  public let path: String
  /// Bytes read from disk.
  public internal(set) var compressedBytes: Int64 = 0
  /// Bytes after inflating, as UTF-8; without gzip, the bytes of the file.
  public internal(set) var inflatedBytes: Int64 = 0
  public internal(set) var counts = RecordCounts()
  /// Set if there were records and none was an event: what they seem to be.
  public internal(set) var guess: RecordKind?
  /// What is broken; nil if nothing is.
  public internal(set) var damage: FileDamage?
  /// Set if the file had no records and counts as skipped.
  public internal(set) var skipped: SkipReason?
  /// Whether it is an archive, whose members have reports of their own.
  public internal(set) var isArchive = false
  /// Set if `progress` asked to stop before the end.
  public internal(set) var wasStopped = false

  public init(path: String) {
    self.path = path
  }

  mutating func note(_ gzip: FileDamage.Gzip) {
    var damage = self.damage ?? FileDamage()
    damage.gzip = damage.gzip ?? gzip
    self.damage = damage
  }

  mutating func note(_ archive: FileDamage.Archive) {
    var damage = self.damage ?? FileDamage()
    damage.archive = damage.archive ?? archive
    self.damage = damage
  }

  /// For records that are not in a log file.
  public init(path: String, counts: RecordCounts, bytes: Int64) {
    self.path = path
    self.counts = counts
    compressedBytes = bytes
    inflatedBytes = bytes
  }
}
