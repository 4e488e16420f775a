import Basics
import EventJSON

/// Reads log files: bytes from disk → inflate → records.
///
/// ```swift
/// let reader = RecordReader(fields: ["awsRegion", "eventName"])
/// let report = reader.read(file, progress: { _ in true }) { kind in
///   // reader.event holds the record's values, reader.event.record its bytes
/// }
/// ```
///
/// One per worker thread; its buffers are kept from file to file. Memory does not grow with the
/// file, only with the longest record, and that is bounded.
public final class RecordReader {
  /// A record longer than this is counted bad and skipped. AWS limits an event to 256 KB. A record
  /// 64 times as long is not an event, and the window needs a limit.
  public static let maximumRecordBytes = 16 << 20

  /// The current record: slot i has the values of `fields[i]`.
  public let event: PickedEvent

  let source: ByteSource
  /// The bytes being read, of the file or of a member packed in it.
  var window: ByteWindow
  var spareWindows: [ByteWindow] = []
  let limit: UnpackingLimit
  /// Called before and after the files in an archive.
  var onMember: (String) -> Void = { _ in }
  var onMemberDone: (FileReport) -> Void = { _ in }
  var membersRead = 0
  let classifier: RecordClassifier
  /// Inflates texts inside records.
  let inflater = Inflater()

  // Three members are read for each record. With the runtime's exclusivity checks this costs a
  // tenth of a scan. Nothing that they call reaches the reader.

  /// The findings in the current file.
  @exclusivity(unchecked) var counts = RecordCounts()
  var damage = FileDamage()
  /// The name that the file's records begin with, such as `eventVersion`, by which a record is
  /// recognised after broken bytes.
  var usualFirstName: [UInt8] = []
  /// Hints from the names in the current record, and in all records without events so far.
  var hints = RecordHints()
  var fileHints = RecordHints()
  var hintedCount = 0
  /// The kind of the current record, by its own members.
  var ownKind = RecordKind.other
  /// The inflated size of compressed texts in the current record.
  var inflatedInside = 0
  /// The lists and objects around the current place, read element by element.
  @exclusivity(unchecked) var containers: [Container] = []
  @exclusivity(unchecked) var breakage = Breakage()
  var holdsJSON = false
  /// Strings without events before anything else.
  var strayTexts = 0
  /// Set for a CSV table without whole events.
  var isTableOfFields = false

  /// - Parameter fields: the paths that the consumer wants. After them the reader adds those by
  ///   which it recognises records, so that slot i stays `fields[i]`.
  public convenience init(fields: [String]) { self.init(fields: fields, library: .system) }

  /// - Parameter library: inflates whole files, if it is available.
  init(fields: [String], library: LibDeflate?) {
    source = ByteSource(library: library)
    event = PickedEvent(trie: FieldTrie(fields: fields + RecordClassifier.fields))
    classifier = RecordClassifier(firstSlot: fields.count)
    window = ByteWindow(source: source)
    limit = UnpackingLimit(source)
  }

  /// Reads one file and calls `body` once for each record that is a well-formed JSON object, in
  /// order. During the call `event` holds the record.
  ///
  /// - Parameters:
  ///   - progress: called with the bytes read from disk since its last call; false stops reading.
  ///   - pause: called before waiting for a pipe that has no bytes.
  ///   - member: called with the path of a file in an archive, `l.zip/a.json`, before its records.
  ///   - memberDone: called with the result of reading that file.
  ///   - body: called with the record's kind.
  public func read(
    _ file: LogFile, progress: (Int64) -> Bool, pause: () -> Void = {},
    member: (String) -> Void = { _ in }, memberDone: (FileReport) -> Void = { _ in },
    body: (RecordKind) -> Void
  ) -> FileReport {
    withoutActuallyEscaping(progress) { progress in
      withoutActuallyEscaping(pause) { pause in
        withoutActuallyEscaping(member) { member in
          withoutActuallyEscaping(memberDone) { memberDone in
            var reported: Int64 = 0
            window.reset()
            limit.reset()
            membersRead = 0
            window.onRefill = { [source] in
              let news = source.bytesRead - reported
              reported = source.bytesRead
              return progress(news)
            }
            (source.onPause, source.mayWait) = (pause, { progress(0) })
            (onMember, onMemberDone) = (member, memberDone)
            defer {
              (window.onRefill, source.onPause, source.mayWait) = ({ true }, {}, { true })
              (onMember, onMemberDone) = ({ _ in }, { _ in })
            }
            return readOpened(file, body)
          }
        }
      }
    }
  }

  private func readOpened(_ file: LogFile, _ body: (RecordKind) -> Void) -> FileReport {
    if let reason = source.open(file) {
      var report = FileReport(path: file.path)
      report.skipped = reason
      return report
    }
    defer { source.close() }
    var report = readContents(
      file.path, isNamedGzip: source.isGzip || file.path.ends(with: ".gz"), depth: 0,
      gzips: source.isGzip ? 1 : 0, body)
    report.compressedBytes = source.bytesRead
    report.inflatedBytes = max(report.inflatedBytes, window.total)
    report.wasStopped = window.isStopped
    if let damage = source.damage { report.note(damage) }
    if limit.isExceeded, !report.isArchive { report.note(.unpacksTooMuch) }
    return report
  }

  /// Prepares for a file, or a file in an archive.
  func beginFile() {
    (counts, damage, usualFirstName) = (RecordCounts(), FileDamage(), [])
    (fileHints, hintedCount, isTableOfFields) = (RecordHints(), 0, false)
  }

  /// Whether the input ends before its end.
  var isInputDamaged: Bool { source.isDamaged || limit.isExceeded }

  /// The kind of the records of a file without events.
  var guess: RecordKind {
    let kinds = counts.kinds.keys
    // Kinds that mean lost events come before kinds that never have events.
    return kinds.filter { $0 != .other && !$0.neverHoldsEvents }.max()
      ?? (fileHints.kind == .renamed ? .renamed : nil)
      ?? (kinds.contains(.other) ? .other : kinds.max() ?? .other)
  }

  /// Why a file in which nothing was found is skipped.
  func skipReason(isNamedGzip: Bool) -> SkipReason {
    if window.total == 0 { return .empty }
    if isTableOfFields { return .tableOfFields }
    return isNamedGzip && !source.isGzip ? .notGzip : .notJSON
  }
}
