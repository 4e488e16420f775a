/// A JSON object that is written key by key, in order: a line of a journal, of ndjson, of a report.
///
///     var line = JSONLine()
///     line.add("seq", 3)
///     line.add("t", milliseconds: 12.48)
///     line.text                             // {"seq":3,"t":12.48}
///
/// Control characters are escaped.
public struct JSONLine: Sendable {
  private var written: [UInt8] = [UInt8(ascii: "{")]

  public init() {}

  /// In UTF-8, without a line end.
  public var bytes: [UInt8] { written + [UInt8(ascii: "}")] }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func add(_ key: String, _ value: String) {
    add(key) { JSONEscaping.append(value, to: &$0) }
  }

  /// A missing value is null.
  public mutating func add(_ key: String, orNull value: String?) {
    add(key) { bytes in
      if let value { JSONEscaping.append(value, to: &bytes) } else { bytes += Array("null".utf8) }
    }
  }

  public mutating func add(_ key: String, _ value: Int) {
    add(key) { $0.append(contentsOf: String(value).utf8) }
  }

  /// Seconds, with milliseconds.
  public mutating func add(_ key: String, milliseconds value: Double) {
    add(key) { $0.append(contentsOf: String((value * 1_000).rounded() / 1_000).utf8) }
  }

  public mutating func add(_ key: String, _ values: [String]) {
    addList(key, values) { JSONEscaping.append($0, to: &$1) }
  }

  public mutating func add(_ key: String, _ line: JSONLine) {
    add(key) { $0 += line.bytes }
  }

  public mutating func add(_ key: String, _ lines: [JSONLine]) {
    addList(key, lines) { $1 += $0.bytes }
  }

  /// A value by its `Codable` form, keys sorted.
  public mutating func add(_ key: String, encoding value: some Encodable) {
    add(key) { $0 += (try? JSONText.line(value)) ?? Array("null".utf8) }
  }

  /// A value written by `value`.
  public mutating func add(_ key: String, value: (inout [UInt8]) -> Void) {
    if written.count > 1 { written.append(UInt8(ascii: ",")) }
    JSONEscaping.append(key, to: &written)
    written.append(UInt8(ascii: ":"))
    value(&written)
  }

  private mutating func addList<Element>(
    _ key: String, _ elements: [Element], _ write: (Element, inout [UInt8]) -> Void
  ) {
    add(key) { bytes in
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(element, &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
  }
}
