import Basics
import CloudTrail
import Foundation
import RuleEditing
import Scanning
import Sessions
import Sigma

extension SessionHeader {
  /// The header of a new session.
  ///
  /// - Parameters:
  ///   - editsTo: the path of the `--edits-to` file, if there is one.
  ///   - placeholderFiles: files with values of placeholders, which edits may change.
  ///   - defined: the values of `--define`.
  ///   - isRecorded: whether the header is saved. If so, it has absolute paths and sizes of files.
  ///     Otherwise paths stay as given.
  public init(
    over rules: RuleSet, logs: [String], options: ScanOptions, editsTo: String? = nil,
    placeholderFiles: [PlaceholderFile] = [], defined: [String: [String]] = [:],
    author: String, clock: SessionClock, isRecorded: Bool
  ) {
    let place = isRecorded ? Self.absolute : { $0 }
    self.init(
      tool: "trailsift " + Version.current, author: author, started: clock.timestamp,
      rules: rules.files.map {
        RuleRecord(
          path: $0.path, absolutePath: place($0.path), sha256: SHA256.hex(of: $0.text.utf8),
          text: $0.text)
      },
      editsTo: editsTo,
      logs: logs.map {
        LogRecord(path: $0, absolutePath: place($0), bytes: isRecorded ? Self.byteCount($0) : nil)
      },
      options: options)
    files = Self.records(ofFilters: rules) + placeholderFiles.map(Self.record)
    // Only values in files can be edited; the others are kept separately.
    if !placeholderFiles.isEmpty { self.options.defined = defined.isEmpty ? nil : defined }
  }

  private static func records(ofFilters rules: RuleSet) -> [FileRecord] {
    rules.filterFiles.map { file in
      let isThere = RuleFileStore.exists(file.path)
      return FileRecord(
        kind: .filters, path: file.path, absolutePath: absolute(file.path),
        sha256: isThere ? SHA256.hex(of: file.text.utf8) : nil, text: isThere ? file.text : nil)
    }
  }

  private static func record(of file: PlaceholderFile) -> FileRecord {
    FileRecord(
      kind: .placeholders, path: file.path, absolutePath: absolute(file.path),
      sha256: SHA256.hex(of: file.text.utf8), text: file.text)
  }

  /// The absolute path of a file; `-` is standard input.
  public static func absolute(_ path: String) -> String {
    path == "-" ? "-" : URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Bytes of a file, or of all files in a folder; nil if the folder has too many files to count
  /// quickly.
  private static func byteCount(_ path: String) -> Int64? {
    var files = 0
    var bytes: Int64 = 0
    _ = LogDiscovery.discover([path], selection: LogSelection()) { found in
      files += found.count
      bytes += found.reduce(0) { $0 + max(0, $1.byteCount) }
      return files < maximumCountedFiles
    }
    return files < maximumCountedFiles ? bytes : nil
  }

  private static let maximumCountedFiles = 20_000
}
