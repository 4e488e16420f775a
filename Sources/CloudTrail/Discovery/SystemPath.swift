/// A path as the system has it: bytes, not necessarily UTF-8.
///
/// `caf\xE9.json`, written on a Latin-1 system, has the text `caf�.json`. Only its bytes can open
/// it.
struct SystemPath: Sendable, Hashable {
  /// Without the zero at the end.
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// For people. Bytes that are not UTF-8 become U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the text represents the path exactly.
  var isText: Bool { text.utf8.elementsEqual(bytes) }

  func appending(_ name: [UInt8]) -> SystemPath {
    let slash = bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return SystemPath(bytes: bytes + slash + name)
  }

  var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R { body(cString) }
}
