/// How an object begins: `{"Records":[`, or `{` and its first name.
enum Opening {
  /// An object whose first member is a list of records; the length counts to behind the bracket.
  case list(length: Int)
  /// Any other object, and where the name that it begins with lies, escapes and all; empty: `{}`.
  case object(firstName: Range<Int>)
  /// The bytes end before it is clear.
  case cutOff

  /// The lists that are read element by element when they come first in an object, however long they
  /// are. It makes no difference to what is found: `{"Records":[` of S3, `lookup-events`, CloudWatch
  /// Logs and its Insights, CloudTrail Lake.
  private static let streamedLists = [
    "Records", "Events", "events", "logEvents", "results", "QueryResultRows",
  ].map { Array($0.utf8) }

  /// What is longer than this is no name of a first member that anybody looks for.
  private static let longest = 256

  /// - Parameter bytes: begin with `{`.
  init(_ bytes: UnsafeRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.longest))
    let ifShort: Opening = bytes.count < Self.longest ? .cutOff : .object(firstName: 0..<0)
    guard let open = Self.pastBlanks(bytes, 1) else {
      self = ifShort
      return
    }
    guard bytes[open] == UInt8(ascii: "\"") else {
      self = .object(firstName: 0..<0)
      return
    }
    guard let close = bytes[(open + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
      self = ifShort
      return
    }
    let name = (open + 1)..<close
    guard Self.streamedLists.contains(where: { bytes[name].elementsEqual($0) }) else {
      self = .object(firstName: name)
      return
    }
    guard let colon = Self.pastBlanks(bytes, close + 1) else {
      self = ifShort
      return
    }
    guard bytes[colon] == UInt8(ascii: ":") else {
      self = .object(firstName: name)
      return
    }
    guard let value = Self.pastBlanks(bytes, colon + 1) else {
      self = ifShort
      return
    }
    self =
      bytes[value] == UInt8(ascii: "[") ? .list(length: value + 1) : .object(firstName: name)
  }

  private static func pastBlanks(_ bytes: UnsafeRawBufferPointer, _ from: Int) -> Int? {
    bytes[min(from, bytes.count)...].firstIndex { $0 > 0x20 }
  }
}
