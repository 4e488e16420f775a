import EventJSON

/// Finds what is inside an object or array that is not an event, in one pass over its bytes: the
/// outermost objects that are events, and the strings that may be JSON.
///
/// ```
/// {"logEvents":[{"id":"1","message":"{\"eventVersion\":…}"},{"id":"2","message":"started"}]}
///                                    └ a text ┘
/// {"data":{"aws":{"eventVersion":…}}}
///                └ an event ┘
/// ```
///
/// It does not look inside events: a policy in `requestParameters` is part of its event.
struct RecordContents {
  /// An event to deliver or a text to look into.
  struct Item {
    /// From brace to brace, or between the quotes.
    var range: Range<Int>
    /// The kind of the object; nil for a text.
    var kind: RecordKind?
    var hasEscapes = false
    /// The index in `elements` of the list element around it; -1: none.
    var element: Int
  }

  /// An object that is an element of a list. If one element of a list has an event, all elements
  /// are records.
  struct Element {
    var range: Range<Int>
    var kind = RecordKind.other
    /// The element around it; -1: none.
    var outer: Int
    var list: Int
    var holdsEvents = false
  }

  /// An object or list that is not closed yet.
  private struct Open {
    var start: Int
    var isObject: Bool
    var shape = EventShape()
    /// The number of items when it was opened.
    var firstItem: Int
    /// The innermost element that it is or is inside.
    var element: Int
    /// A list's number.
    var list = -1
  }

  /// The kind of the outermost object.
  private(set) var kind = RecordKind.other
  private(set) var items: [Item] = []
  private(set) var elements: [Element] = []
  /// Whether an event was found in a list, by the list's number.
  private var lists: [Bool] = []
  private var stack: [Open] = []

  /// No event is shorter than this.
  static let shortestEvent = 40
  /// In a list with more elements than this, only the events count.
  private static let maximumElements = 1 << 18
  /// JSON after a syslog header or the like begins within this many bytes.
  static let maximumPrefixLength = 256

  /// - Parameters:
  ///   - bytes: a well-formed object or array.
  ///   - hints: collects hints from the names; nil: names are ignored.
  init(of bytes: UnsafeRawBufferPointer, hints: inout RecordHints, takesHints: Bool) {
    var index = 0
    // The member whose value comes next, if it is one that identifies the object.
    var member: EventShape.Member?
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"):
        note(member)
        member = nil
        open(at: index, isObject: true)
        index += 1
      case UInt8(ascii: "["):
        note(member)
        member = nil
        open(at: index, isObject: false)
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        index += 1
        close(end: index, hints: &hints)
      case UInt8(ascii: "\""):
        let (end, hasEscapes) = JSONStringEnd.find(in: bytes, from: index + 1)
        let range = index + 1..<end
        let text = UnsafeRawBufferPointer(rebasing: bytes[range])
        index = min(end + 1, bytes.count)
        if isName(before: &index, in: bytes) {
          member = EventShape.Member(text)
          if takesHints { hints.note(name: text) }
        } else {
          if let member { stack[stack.count - 1].shape.note(member, text: text) }
          member = nil
          if takesHints, text.elementsEqual("CONTROL_MESSAGE".utf8) { hints.note(.controlMessage) }
          if takesHints, text.elementsEqual("s3:TestEvent".utf8) { hints.note(.s3Notification) }
          if Self.mayHoldJSON(text) {
            items.append(
              Item(range: range, hasEscapes: hasEscapes, element: stack.last?.element ?? -1))
          }
        }
      case UInt8(ascii: "n"):
        member = nil
        index += 4
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0...0x20:
        index += 1
      default:
        note(member)
        member = nil
        index += 1
        while index < bytes.count, !Self.endsScalar(bytes[index]) { index += 1 }
      }
    }
  }

  /// Notes for the lists around the item that it has an event.
  mutating func markFound(_ item: Item) {
    var element = item.element
    while element >= 0, !elements[element].holdsEvents {
      elements[element].holdsEvents = true
      lists[elements[element].list] = true
      element = elements[element].outer
    }
  }

  /// Elements without events in lists that have some.
  var recordsWithoutEvents: some Sequence<Element> {
    elements.lazy.filter { !$0.holdsEvents && lists[$0.list] }
  }

  // MARK: Opening and closing

  private func note(_ member: EventShape.Member?, in open: inout Open) {
    if let member { open.shape.note(member) }
  }

  private mutating func note(_ member: EventShape.Member?) {
    if let member { stack[stack.count - 1].shape.note(member) }
  }

  private mutating func open(at index: Int, isObject: Bool) {
    var element = stack.last?.element ?? -1
    if isObject, let list = stack.last, !list.isObject, elements.count < Self.maximumElements {
      elements.append(Element(range: index..<index, outer: element, list: list.list))
      element = elements.count - 1
    }
    var opened = Open(
      start: index, isObject: isObject, firstItem: items.count, element: element)
    if !isObject {
      opened.list = lists.count
      lists.append(false)
    }
    stack.append(opened)
  }

  private mutating func close(end: Int, hints: inout RecordHints) {
    guard let closed = stack.popLast() else { return }
    guard closed.isObject else { return }
    let range = closed.start..<end
    let kind = closed.shape.kind
    if kind != .other, !kind.isEvent { hints.note(kind) }
    if closed.element >= 0, elements[closed.element].range.lowerBound == closed.start {
      elements[closed.element].range = range
      elements[closed.element].kind = kind
    }
    if stack.isEmpty { self.kind = kind }
    guard kind.isEvent else { return }
    items.removeSubrange(closed.firstItem...)
    items.append(Item(range: range, kind: kind, element: closed.element))
  }

  // MARK: Strings

  /// Whether a string just before `index` is a name; if so, `index` moves past the colon.
  private func isName(before index: inout Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    guard stack.last?.isObject == true else { return false }
    var next = index
    while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
    guard next < bytes.count, bytes[next] == UInt8(ascii: ":") else { return false }
    index = next + 1
    return true
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
      || byte == UInt8(ascii: "]")
  }

  /// Whether a string is long enough for an event and looks like JSON, JSON after a header, gzip in
  /// base64, or JSON in base64.
  private static func mayHoldJSON(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= shortestEvent else { return false }
    return text.prefix(maximumPrefixLength).contains(UInt8(ascii: "{")) || Base64Text.mayBe(text)
      || text.first == UInt8(ascii: "[") || text.first == UInt8(ascii: "\\")
  }
}
