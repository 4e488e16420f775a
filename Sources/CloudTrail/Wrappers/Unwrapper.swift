import EventJSON

/// Finds the records inside an object that is none itself, by the table of ``Wrapper``s.
struct Unwrapper {
  /// Wrappers within wrappers: more than three deep is nobody's delivery.
  static let maximumDepth = 3

  /// The members that the wrappers ask for, which a reader picks besides all others.
  static let fields: [String] = Wrapper.all.flatMap {
    [$0.listMember, $0.recordMember, $0.companion].compactMap { $0 }
  }

  private struct Slots {
    var list: Int?
    var record: Int?
    var companion: Int?
  }

  private let slots: [Slots]

  /// - Parameter firstSlot: the slot of the first of `fields`.
  init(firstSlot: Int) {
    var next = firstSlot
    func slot(_ member: String?) -> Int? {
      guard member != nil else { return nil }
      defer { next += 1 }
      return next
    }
    slots = Wrapper.all.map {
      Slots(
        list: slot($0.listMember), record: slot($0.recordMember), companion: slot($0.companion))
    }
  }

  /// The values that hold the records, in order: objects, strings of JSON, or what should be one of
  /// these and is not. Nil when the object is no wrapper.
  func wrapped(in event: PickedEvent) -> [JSONValue]? {
    for wrapper in slots {
      if let slot = wrapper.record, wrapper.companion.map(event.isPresent) ?? true,
        let value = event.values(at: slot).first(where: { holdsRecord($0, event) })
      {
        return [value]
      }
      if let slot = wrapper.list, let list = event.values(at: slot).first(where: { _ in true }),
        list.kind == .array
      {
        return event.values(at: slot).filter { $0.kind != .array }
      }
    }
    return nil
  }

  /// A list's member may have any name; a string counts only if it looks like an object.
  private func holdsRecord(_ value: JSONValue, _ event: PickedEvent) -> Bool {
    switch value.kind {
    case .object: true
    case .string: event.rawBytes(of: value).first == UInt8(ascii: "{")
    default: false
    }
  }

  /// The text of a string value of the record `bytes`.
  static func decoded(_ value: JSONValue, in bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let inner = UnsafeRawBufferPointer(rebasing: bytes[value.range])
    return value.hasEscapes ? JSONEscaping.decoded(inner) : [UInt8](inner)
  }
}
