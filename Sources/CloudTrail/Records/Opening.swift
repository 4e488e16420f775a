/// How an object begins: `{"Records":[`, or `{` and its first name.
enum Opening {
  /// An object whose first member is a list of records; the length counts to behind the bracket.
  case list(length: Int)
  /// Any other object, and the name it begins with, escapes and all; none: `[]`.
  case object(firstName: [UInt8])
  /// The bytes end before it is clear.
  case cutOff

  /// The names that lists of records have, by the wrappers.
  static let listMembers: Set<[UInt8]> = Set(
    Wrapper.all.compactMap { $0.listMember.map { Array($0.utf8) } })

  /// The names of objects that such lists lie in: `hits` for `hits.hits`.
  static let listParents: Set<[UInt8]> = Set(
    listMembers.flatMap { name in
      name.indices.filter { name[$0] == UInt8(ascii: ".") }.map { Array(name[..<$0]) }
    })

  /// What is longer than this is no name of a first member that anybody looks for.
  private static let longest = 256

  /// - Parameter bytes: begin with `{`.
  init(_ bytes: UnsafeRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.longest))
    let ifShort: Opening = bytes.count < Self.longest ? .cutOff : .object(firstName: [])
    guard let open = Self.pastBlanks(bytes, 1) else {
      self = ifShort
      return
    }
    guard bytes[open] == UInt8(ascii: "\"") else {
      self = .object(firstName: [])
      return
    }
    guard let close = bytes[(open + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
      self = ifShort
      return
    }
    let name = [UInt8](bytes[(open + 1)..<close])
    guard Self.listMembers.contains(name) else {
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
