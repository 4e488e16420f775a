import Basics

/// Checks a value and everything in it, and lists where its parts are. Nothing is copied: texts and
/// numbers stay in the file until someone asks for them.
///
///     {"country": {"iso_code": "SE"}}
///
///     0  map          1 pair      end 5
///     1    text       country     end 2
///     2    map        1 pair      end 5
///     3      text     iso_code    end 4
///     4      text     SE          end 5
///
/// A record is checked whole, also what nobody asks for, so that it does not depend on the question
/// whether a lookup fails. The decoder has its own stack and does not recurse.
///
/// Limits on depth and values: MaxMind DB File Format Specification 2.0, "Data Section" (2026);
/// on text: MaxMind's own readers since GHSA-hj94-g986-h9r7.
struct RecordDecoder {
  /// A part of a value.
  struct Node {
    enum Kind: UInt8 {
      case map, array, text, bytes, double, float, unsigned, signed, boolean
    }
    let kind: Kind
    /// The first byte of its content in the file.
    let start: Int
    /// Bytes of its content; pairs of a map, values of an array; 0 or 1 for a boolean.
    let size: Int
    /// The first node after it and everything in it.
    var end: Int
  }

  /// Containers entered and pointers followed.
  static let maximumDepth = 512
  /// Pointers to shared values can make a few bytes into millions of values.
  static let maximumValues = 65_536
  /// Bytes of texts in a record, counted each time.
  static let maximumText = 2 << 20

  private let file: PagedFile
  private let section: Range<Int>
  private(set) var nodes: [Node] = []

  /// A container whose values are being read.
  private struct Open {
    let node: Int
    let isMap: Bool
    /// Values left, keys included.
    var left: Int
    /// Where to read on afterwards, if a pointer led here.
    let returning: Int?
  }

  private var open: [Open] = []
  private var place: Int
  /// Containers and pointers around the value at `place`.
  private var depth = 0
  private var values = 1
  private var text = 0

  /// The value at `offset` of the section.
  static func decode(
    _ file: PagedFile, section: Range<Int>, at offset: Int
  ) throws(RecordProblem) -> [Node] {
    var decoder = RecordDecoder(file, section, at: offset)
    try decoder.run()
    return decoder.nodes
  }

  private init(_ file: PagedFile, _ section: Range<Int>, at offset: Int) {
    self.file = file
    self.section = section
    place = section.lowerBound + offset
  }

  private mutating func run() throws(RecordProblem) {
    repeat {
      let isKey = open.last.map { $0.isMap && $0.left.isMultiple(of: 2) } ?? false
      try value(isKey: isKey)
      closeFinished()
    } while !open.isEmpty
  }

  /// Closes containers that have all their values.
  private mutating func closeFinished() {
    while let last = open.last, last.left == 0 {
      nodes[last.node].end = nodes.count
      open.removeLast()
      depth -= last.returning == nil ? 1 : 2
      if let returning = last.returning { place = returning }
    }
  }

  private mutating func value(isKey: Bool) throws(RecordProblem) {
    if !open.isEmpty { open[open.count - 1].left -= 1 }
    var control = try byte()
    var returning: Int?
    if control >> 5 == TypeCode.pointer {
      let target = try pointer(control)
      returning = place
      place = target
      guard depth < Self.maximumDepth else { throw .tooDeep }
      depth += 1
      control = try byte()
      if control >> 5 == TypeCode.pointer { throw .pointerToPointer }
    }
    var code = control >> 5
    if code == TypeCode.extended {
      let (sum, overflows) = try byte().addingReportingOverflow(7)
      guard !overflows, sum >= TypeCode.int32 else { throw .unknownType }
      code = sum
    }
    let size = try size(control & 31)
    if isKey, code != TypeCode.text { throw .keyNotText }
    switch code {
    case TypeCode.map: return try enter(.map, size, values: 2 * size, returning)
    case TypeCode.array: return try enter(.array, size, values: size, returning)
    default: try scalar(code, size)
    }
    if let returning {
      place = returning
      depth -= 1
    }
  }

  private mutating func enter(
    _ kind: Node.Kind, _ size: Int, values count: Int, _ returning: Int?
  ) throws(RecordProblem) {
    // Each value takes a byte at least.
    guard count <= section.upperBound - place else { throw .moreValuesThanBytes }
    values += count
    guard values <= Self.maximumValues else { throw .tooManyValues }
    guard depth < Self.maximumDepth else { throw .tooDeep }
    depth += 1
    open.append(
      Open(node: nodes.count, isMap: kind == .map, left: count, returning: returning))
    nodes.append(Node(kind: kind, start: place, size: size, end: 0))
  }

  private mutating func scalar(_ code: UInt8, _ size: Int) throws(RecordProblem) {
    switch code {
    case TypeCode.text:
      let bytes = try take(size, asText: true)
      guard Self.isUTF8(bytes) else { throw .notUTF8 }
      append(.text, size)
    case TypeCode.bytes:
      _ = try take(size, asText: true)
      append(.bytes, size)
    case TypeCode.double: try number(.double, size, is: size == 8)
    case TypeCode.float: try number(.float, size, is: size == 4)
    case TypeCode.uint16: try number(.unsigned, size, is: size <= 2)
    case TypeCode.uint32: try number(.unsigned, size, is: size <= 4)
    case TypeCode.uint64: try number(.unsigned, size, is: size <= 8)
    case TypeCode.uint128: try number(.unsigned, size, is: size <= 16)
    case TypeCode.int32: try number(.signed, size, is: size <= 4)
    case TypeCode.boolean:
      guard size <= 1 else { throw .wrongSize }
      nodes.append(Node(kind: .boolean, start: place, size: size, end: nodes.count + 1))
    default: throw .unknownType
    }
  }

  private mutating func number(
    _ kind: Node.Kind, _ size: Int, is isRight: Bool
  ) throws(RecordProblem) {
    guard isRight else { throw .wrongSize }
    _ = try take(size)
    append(kind, size)
  }

  /// Adds the content that was just read.
  private mutating func append(_ kind: Node.Kind, _ size: Int) {
    nodes.append(Node(kind: kind, start: place - size, size: size, end: nodes.count + 1))
  }

  // MARK: - Bytes

  @inline(__always)
  private mutating func take(
    _ count: Int, asText: Bool = false
  ) throws(RecordProblem) -> UnsafeRawBufferPointer {
    // Compares what is left, since a sum could overflow.
    guard place <= section.upperBound, count <= section.upperBound - place else { throw .pastEnd }
    if asText {
      text += count
      guard text <= Self.maximumText else { throw .tooMuchText }
    }
    let bytes: UnsafeRawBufferPointer
    do { bytes = try file.bytes(at: place, count: count) } catch { throw RecordProblem(error) }
    place += count
    return bytes
  }

  @inline(__always)
  private mutating func byte() throws(RecordProblem) -> UInt8 { try take(1)[0] }

  private mutating func bigEndian(_ count: Int) throws(RecordProblem) -> Int {
    try take(count).reduce(0) { $0 << 8 | Int($1) }
  }

  /// The size that five bits and up to three bytes after them give.
  private mutating func size(_ bits: UInt8) throws(RecordProblem) -> Int {
    switch bits {
    case 29: 29 + (try bigEndian(1))
    case 30: 285 + (try bigEndian(2))
    case 31: 65_821 + (try bigEndian(3))
    default: Int(bits)
    }
  }

  /// The place that a pointer leads to.
  private mutating func pointer(_ control: UInt8) throws(RecordProblem) -> Int {
    let length = Int(control >> 3 & 3) + 1
    var target = try bigEndian(length)
    if length < 4 { target += Int(control & 7) << (8 * length) }
    target += [0, 2_048, 526_336, 0][length - 1]
    guard target < section.count else { throw .pointerOutside }
    return section.lowerBound + target
  }

  /// Whether the bytes are UTF-8, without overlong forms and surrogates.
  private static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < bytes.count {
      let start = index
      let scalar = UTF8Reading.next(bytes, &index)
      // A wrong byte reads as U+FFFD; the real one has three bytes.
      if scalar == 0xFFFD, index - start != 3 { return false }
    }
    return true
  }
}

/// The types of the format; those from 8 on take a second byte.
private enum TypeCode {
  static let extended: UInt8 = 0
  static let pointer: UInt8 = 1
  static let text: UInt8 = 2
  static let double: UInt8 = 3
  static let bytes: UInt8 = 4
  static let uint16: UInt8 = 5
  static let uint32: UInt8 = 6
  static let map: UInt8 = 7
  static let int32: UInt8 = 8
  static let uint64: UInt8 = 9
  static let uint128: UInt8 = 10
  static let array: UInt8 = 11
  static let boolean: UInt8 = 14
  static let float: UInt8 = 15
}
