/// Walks over JSON text and collects the lines of ``PrettyJSON``.
struct PrettyPrinter {
  /// Why the walk ends early.
  private enum Stop: Error {
    case noJSON, limit
  }

  private let bytes: UnsafeRawBufferPointer
  private let limits: PrettyJSON.Limits
  private var index = 0
  private var finished: [PrettyJSONLine] = []
  private var tokens: [PrettyJSONLine.Token] = []
  private var names: [String] = []
  /// The path of the line that is being filled.
  private var path = ""
  private var indent = 0
  /// Indent of the line that is being filled; `indent` may change before it ends.
  private var lineIndent = 0

  init(bytes: UnsafeRawBufferPointer, limits: PrettyJSON.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func lines() -> [PrettyJSONLine] {
    do throws(Stop) {
      try value()
      skipBlanks()
      if index < bytes.count { throw .noJSON }
    } catch {
      if error == .noJSON { putRest() }
    }
    endLine()
    if index < bytes.count {
      put(.punctuation, "… \(bytes.count - index) more bytes")
      (lineIndent, path) = (0, "")
      endLine()
    }
    return finished
  }

  /// Shows what is no JSON as it is.
  private mutating func putRest() {
    let shown = min(bytes.count - index, limits.stringBytes)
    guard shown > 0 else { return }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[index..<index + shown])
    put(.literal, String(decoding: rest, as: UTF8.self))
    index += shown
  }

  // MARK: Values

  private mutating func value() throws(Stop) {
    skipBlanks()
    guard index < bytes.count else { throw .noJSON }
    switch bytes[index] {
    case UInt8(ascii: "{"): try container(close: UInt8(ascii: "}"), named: true)
    case UInt8(ascii: "["): try container(close: UInt8(ascii: "]"), named: false)
    case UInt8(ascii: "\""): put(.string, try string().shown)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): put(.number, word())
    case UInt8(ascii: "a")...UInt8(ascii: "z"): put(.literal, word())
    default: throw .noJSON
    }
  }

  private mutating func container(close: UInt8, named: Bool) throws(Stop) {
    guard indent < PickedEvent.maximumDepth else { throw .noJSON }
    let open = Unicode.Scalar(bytes[index])
    index += 1
    skipBlanks()
    if index < bytes.count, bytes[index] == close {
      index += 1
      put(.punctuation, "\(open)\(Unicode.Scalar(close))")
      return
    }
    put(.punctuation, String(open))
    indent += 1
    try newLine()
    while true {
      if named { try name() }
      try value()
      if named { names.removeLast() }
      skipBlanks()
      guard index < bytes.count else { throw .noJSON }
      if bytes[index] == UInt8(ascii: ",") {
        index += 1
        put(.punctuation, ",")
        try newLine()
      } else if bytes[index] == close {
        index += 1
        indent -= 1
        try newLine()
        put(.punctuation, String(Unicode.Scalar(close)))
        return
      } else {
        throw .noJSON
      }
    }
  }

  private mutating func name() throws(Stop) {
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw .noJSON }
    let (shown, text) = try string()
    put(.key, shown)
    names.append(text)
    path = names.joined(separator: ".")
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { throw .noJSON }
    index += 1
    put(.punctuation, ": ")
  }

  /// Reads the string at hand: as shown, quotes included, and its text.
  private mutating func string() throws(Stop) -> (shown: String, text: String) {
    var close = index + 1
    while close < bytes.count, bytes[close] != UInt8(ascii: "\"") {
      close += bytes[close] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard close < bytes.count else { throw .noJSON }
    let inner = UnsafeRawBufferPointer(rebasing: bytes[(index + 1)..<close])
    index = close + 1
    let shown = UnsafeRawBufferPointer(rebasing: inner.prefix(limits.stringBytes))
    let more = inner.count > shown.count ? "… \(inner.count - shown.count) more bytes" : ""
    var text: [UInt8] = []
    JSONString.appendDecoded(shown, to: &text)
    return ("\"\(PrettyJSON.shown(shown))\(more)\"", String(decoding: text, as: UTF8.self))
  }

  private mutating func word() -> String {
    let start = index
    while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
  }

  // MARK: Lines

  private mutating func put(_ kind: PrettyJSONLine.Token.Kind, _ text: String) {
    tokens.append(PrettyJSONLine.Token(kind: kind, text: text))
  }

  private mutating func endLine() {
    guard !tokens.isEmpty else { return }
    finished.append(PrettyJSONLine(indent: lineIndent, tokens: tokens, path: path))
    tokens = []
  }

  private mutating func newLine() throws(Stop) {
    endLine()
    lineIndent = indent
    path = names.joined(separator: ".")
    if finished.count >= limits.lines || index > limits.bytes { throw .limit }
  }
}
