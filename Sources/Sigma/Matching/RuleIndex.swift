import EventJSON

/// Finds which of many rules an event could match, with one look-up for each indexed field.
///
/// Nearly every rule requires some field to be one of a few constants. The rule can be skipped
/// unless the event has one of them:
///
///     rule 0   eventName: [StopLogging, DeleteTrail]       needs eventName
///     rule 1   eventSource: s3.amazonaws.com               needs eventName: rules name more of
///              eventName: PutBucketAcl                     them, so it tells events apart better
///     rule 2   userAgent|contains: kali                    needs nothing that can be looked up
///
///     event  eventName: StopLogging ──hash──▶ stoplogging  → 0
///                                             deletetrail  → 0       candidates: 0, and 2 always
///                                             putbucketacl → 1
///
/// Candidates are then evaluated completely. A look-up only compares hashes: a false candidate
/// costs time, but does not change the result.
final class RuleIndex: Sendable {
  /// A field with constants that rules need.
  struct Field {
    var slot: Int32
    /// The rules that need it, to try for a text with letters beyond ASCII, which would have to be
    /// folded first.
    var rules: Rules
  }

  /// A slice of `rules`; an empty one marks a free entry.
  struct Rules {
    var first: Int32 = 0
    var count: Int32 = 0
  }

  /// A constant of a field, in a hash table with open addressing.
  struct Entry {
    var hash: UInt64 = 0
    var rules = Rules()
  }

  private let fields: ConstantTable<Field>
  /// A power of two in number; at most half are used.
  private let entries: ConstantTable<Entry>
  private let rules: ConstantTable<Int32>
  /// The rules to try for every event, one bit each.
  private let always: ConstantTable<UInt64>

  init(fields: [Field], entries: [Entry], rules: [Int32], always: [UInt64]) {
    self.fields = ConstantTable(fields)
    self.entries = ConstantTable(entries)
    self.rules = ConstantTable(rules)
    self.always = ConstantTable(always)
  }

  deinit {
    fields.deallocate()
    entries.deallocate()
    rules.deallocate()
    always.deallocate()
  }

  /// Calls `body` with every rule that the event could match, in rising order.
  func forEachCandidate(_ event: PickedEvent, _ body: (Int) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: always.count) {
      (candidates: UnsafeMutableBufferPointer<UInt64>) -> Void in
      for word in 0..<always.count {
        candidates.initializeElement(at: word, to: always[Int32(word)])
      }
      for index in 0..<Int32(fields.count) {
        let field = fields[index]
        for value in event.values(at: Int(field.slot))
        where value.kind != .array && value.kind != .null {
          let found = event.withText(of: value) { rules(for: $0, field) }
          for place in found.first..<found.first + found.count {
            let rule = Int(rules[place])
            candidates[rule >> 6] |= 1 << UInt64(rule & 63)
          }
        }
      }
      for word in 0..<always.count {
        var rest = candidates[word]
        while rest != 0 {
          body(word << 6 | rest.trailingZeroBitCount)
          rest &= rest &- 1
        }
      }
    }
  }

  /// The rules that a text of a field makes candidates.
  private func rules(for text: UnsafeRawBufferPointer, _ field: Field) -> Rules {
    guard let hash = Self.hash(text, field.slot) else { return field.rules }
    let mask = Int32(entries.count - 1)
    var place = Int32(truncatingIfNeeded: hash) & mask
    while entries[place].rules.count > 0, entries[place].hash != hash {
      place = (place + 1) & mask
    }
    return entries[place].rules
  }

  /// The hash of a field's text, ignoring case; nil beyond ASCII.
  static func hash(_ text: UnsafeRawBufferPointer, _ slot: Int32) -> UInt64? {
    guard let hash = ConstantSet.hash(text, isCased: false) else { return nil }
    return hash &+ UInt64(truncatingIfNeeded: slot) &* 0x9E37_79B9_7F4A_7C15
  }
}
