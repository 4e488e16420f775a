/// What reading one file came to.
public struct FileReport: Sendable, Hashable {
  public let path: String
  /// Bytes read from disk.
  public internal(set) var compressedBytes: Int64 = 0
  /// Bytes after gzip, as UTF-8; the same where there is none.
  public internal(set) var inflatedBytes: Int64 = 0
  public internal(set) var counts = RecordCounts()
  /// Set when there were records and none was an event: what they seem to be.
  public internal(set) var guess: RecordKind?
  /// What was found broken; nil when all was well.
  public internal(set) var damage: FileDamage?
  /// Set when the file gave no records at all and is to be called skipped.
  public internal(set) var skipped: SkipReason?
  /// Whether it is an archive, whose members have reports of their own.
  public internal(set) var isArchive = false
  /// Set when `progress` asked to stop before the end.
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

  /// Of records that lie elsewhere than in a file of logs.
  public init(path: String, counts: RecordCounts, bytes: Int64) {
    self.path = path
    self.counts = counts
    compressedBytes = bytes
    inflatedBytes = bytes
  }
}
