/// Why a file is not used as a database.
public enum DatabaseRefusal: Error, Sendable, Hashable {
  case unreadable(String, isMissing: Bool)
  case notAFile
  case tooLarge
  case noMetadata
  /// The metadata can't be decoded.
  case brokenMetadata(RecordProblem)
  case metadataNotAMap
  /// A key that must be an unsigned number, or text, is missing or something else.
  case missing(String)
  case outOfRange(String)
  case format(Int)
  case recordSize(Int)
  case ipVersion(Int)
  case emptyTree
  case treePastData
  case noSeparator
}

/// `no separator behind the search tree`
extension DatabaseRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason, _): reason
    case .notAFile: "not a regular file"
    case .tooLarge: "larger than any database"
    case .noMetadata: "not a MaxMind DB file: it has no metadata"
    case .brokenMetadata(let problem): "broken metadata: \(problem)"
    case .metadataNotAMap: "broken metadata: not a map"
    case .missing(let key): "broken metadata: \(key) is missing or of the wrong type"
    case .outOfRange(let key): "broken metadata: \(key) is too large"
    case .format(let version): "format \(version), and only format 2 is known"
    case .recordSize(let size): "records of \(size) bits, and only 24, 28 and 32 are known"
    case .ipVersion(let version): "IP version \(version)"
    case .emptyTree: "an empty search tree"
    case .treePastData: "the search tree runs past the data"
    case .noSeparator: "no separator behind the search tree"
    }
  }

  /// Whether the path does not exist.
  public var isMissing: Bool {
    if case .unreadable(_, isMissing: true) = self { true } else { false }
  }
}

/// Why one lookup can't be answered. Others may be.
public enum RecordProblem: Error, Sendable, Hashable {
  case pastEnd
  case pointerOutside
  case pointerToPointer
  case tooDeep
  case tooManyValues
  case moreValuesThanBytes
  case tooMuchText
  case unknownType
  case wrongSize
  case keyNotText
  case notUTF8
  /// The search tree is deeper than an address is long.
  case deepTree
  /// A record of the search tree leads to no data.
  case treeOutside
  /// The file was changed while it was in use, or can't be read any more.
  case unreadable
}

/// `a pointer to a pointer`
extension RecordProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .pastEnd: "a value runs past the end of its section"
    case .pointerOutside: "a pointer out of its section"
    case .pointerToPointer: "a pointer to a pointer"
    case .tooDeep: "values nested too deep"
    case .tooManyValues: "too many values in a record"
    case .moreValuesThanBytes: "more values announced than there are bytes"
    case .tooMuchText: "too much text in a record"
    case .unknownType: "a value of an unknown type"
    case .wrongSize: "a number of the wrong size"
    case .keyNotText: "a key that is not text"
    case .notUTF8: "text that is not UTF-8"
    case .deepTree: "the search tree is deeper than an address is long"
    case .treeOutside: "the search tree leads outside the data"
    case .unreadable: "the file was changed while it was in use"
    }
  }

  init(_ failure: PagedFile.Failure) {
    switch failure {
    case .outside: self = .pastEnd
    case .changed, .unreadable: self = .unreadable
    }
  }
}
