/// A csv reader that accepts only RFC 4180's grammar: lines end with CR LF, quoted fields are
/// closed, and other fields have no quotes, commas or line ends.
struct StrictCSV {
  private var bytes: ArraySlice<UInt8>
  private(set) var rows: [[String]] = []

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  init(_ text: String) throws(Malformed) {
    bytes = Array(text.utf8)[...]
    while !bytes.isEmpty { rows.append(try row()) }
  }

  private mutating func row() throws(Malformed) -> [String] {
    var fields: [String] = []
    while true {
      fields.append(try field())
      switch bytes.popFirst() {
      case 0x2C: continue
      case 0x0D where bytes.popFirst() == 0x0A: return fields
      case let byte: throw Malformed(description: "\(byte.map(Int.init) ?? -1) behind \(fields)")
      }
    }
  }

  private mutating func field() throws(Malformed) -> String {
    var field: [UInt8] = []
    guard bytes.first == 0x22 else {
      while let byte = bytes.first, ![0x2C, 0x0D, 0x0A].contains(byte) {
        if byte == 0x22 { throw Malformed(description: "a quote in a field without quotes") }
        field.append(byte)
        bytes = bytes.dropFirst()
      }
      return String(decoding: field, as: UTF8.self)
    }
    bytes = bytes.dropFirst()
    while let byte = bytes.popFirst() {
      if byte == 0x22 {
        guard bytes.first == 0x22 else { return String(decoding: field, as: UTF8.self) }
        bytes = bytes.dropFirst()
      }
      field.append(byte)
    }
    throw Malformed(description: "quotes that do not end")
  }
}
