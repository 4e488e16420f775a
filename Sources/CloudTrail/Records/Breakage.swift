import EventJSON

/// Remembers bytes that were read without success, so that they are not read over and over:
/// `{"a":{"a":{"a":…` could be tried as a record at each brace.
struct Breakage {
  /// Objects that are still open at `openEnd`, by their offsets.
  private var openObjects: Set<Int64> = []
  private var openEnd: Int64 = 0

  /// The range that was read without success, and how many bytes of it were read again.
  private var start: Int64 = 0
  private var end: Int64 = 0
  private var readAgain: Int64 = 0

  /// A range may be read again this many times, plus this many bytes, to find the records in it.
  private static let patience: Int64 = 4
  private static let alwaysReadAgain: Int64 = 64 << 10

  /// Notes that an object at `offset` continues after `bytes`, which begin with it.
  mutating func noteOpenObjects(in bytes: UnsafeRawBufferPointer, at offset: Int64) {
    openObjects = []
    openEnd = offset + Int64(bytes.count)
    var open: [(offset: Int, isObject: Bool)] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = JSONStringEnd.find(in: bytes, from: index + 1).close
      case UInt8(ascii: "{"): open.append((index, true))
      case UInt8(ascii: "["): open.append((index, false))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
      default: break
      }
      index += 1
    }
    for place in open where place.isObject { openObjects.insert(offset + Int64(place.offset)) }
  }

  /// The offset that the object at an offset reaches at least, if known.
  func end(ofOpenObjectAt offset: Int64) -> Int64? {
    !openObjects.isEmpty && openObjects.contains(offset) ? openEnd : nil
  }

  /// Notes that reading from `from` failed at `to`. Returns whether that was too often.
  mutating func isWasteful(from: Int64, to: Int64) -> Bool {
    guard from < end else {
      (start, end, readAgain) = (from, to, 0)
      return false
    }
    readAgain += to - from
    end = max(end, to)
    return readAgain > Self.patience * (end - start) + Self.alwaysReadAgain
  }
}
