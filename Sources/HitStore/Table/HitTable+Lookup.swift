// From a hit's identity to its row, and back.

extension HitTable {
  public func id(_ row: Row) -> HitID {
    HitID(rule: ruleIdentities[rule(row)], event: pool[eventIDs[row]])
  }

  /// A hit's identity as a number: quick to compare, valid only in this table.
  public struct Key: Sendable, Hashable {
    let rule: UInt16
    let eventID: StringPool.Index
  }

  public func key(_ row: Row) -> Key { Key(rule: rules[row], eventID: eventIDs[row]) }

  /// The key of a hit, or `nil` if the table does not have its event.
  public func key(of id: HitID) -> Key? {
    guard let rule = ruleIndices[id.rule], let event = pool.existingIndex(of: id.event) else {
      return nil
    }
    return Key(rule: rule, eventID: event)
  }

  /// The row of a hit, or `nil` if the table does not have it. The first one, if a hit was kept
  /// twice.
  public func row(of id: HitID) -> Row? { key(of: id).flatMap { rows(of: $0).min() } }

  /// All rows of a hit: one, or more if duplicates are kept.
  public func rows(of key: Key) -> [Row] {
    places.rows(eventID: key.eventID).filter { rules[$0] == key.rule }
  }

  public func eventID(_ row: Row) -> String { pool[eventIDs[row]] }

  /// Whether a row is this rule's hit of this event.
  func holds(rule: Int, event: String) -> Bool {
    pool.existingIndex(of: event).map { index in
      places.rows(eventID: index).contains { Int(rules[$0]) == rule }
    } ?? false
  }

  /// Whether a hit is of this event.
  public func holdsEvent(_ id: String) -> Bool {
    pool.existingIndex(of: id).map { places.rows(eventID: $0).contains { _ in true } } ?? false
  }

  /// The hits on events with these ids.
  package func rows(ofEvents ids: Set<String>, rules: Set<Int>) -> [Row] {
    ids.compactMap(pool.existingIndex)
      .flatMap { places.rows(eventID: $0).filter { rules.contains(rule($0)) } }
      .sorted()
  }

  /// The names of a rule: its identity, and last its title, which says most.
  func ruleNames(_ rule: Int) -> [String] {
    [ruleIdentities[rule], ruleColumns.rules[rule].title]
  }
}
