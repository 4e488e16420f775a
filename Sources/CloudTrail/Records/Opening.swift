/// How an object begins: `{"Records":[`, or `{` and its first name.
enum Opening {
  /// An object whose first member is a list of records. The length includes the bracket.
  case list(length: Int)
  /// Any other object, and the range of its first name, with its escapes; empty: `{}`.
  case object(firstName: Range<Int>)
  /// The bytes end before this is known.
  case cutOff

  /// Names of lists that are read element by element if they come first in an object, however long
  /// they are. This does not change what is found: `{"Records":[` of S3, `lookup-events`,
  /// CloudWatch Logs and its Insights, CloudTrail Lake.
  private static let streamedLists = [
    "Records", "Events", "events", "logEvents", "results", "QueryResultRows",
  ].map { Array($0.utf8) }

  /// Longer than any first name that is looked for.
  private static let maximumLength = 256

  /// - Parameter bytes: begin with `{`.
  init(_ bytes: UnsafeRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.maximumLength))
    let ifShort: Opening = bytes.count < Self.maximumLength ? .cutOff : .object(firstName: 0..<0)
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
