import Basics
import HitStore
import Places
import TerminalScreen

/// What is known about the source of each hit, as text of csv and ndjson. Each address is looked up
/// once.
///
///     ,"source.geo.country_iso_code":"FR"          after "event" in ndjson
///     203.0.113.9,203.0.113.9,FR,France,,Lyon      cells of csv
struct PlaceCells: Sendable {
  private let book: PlaceBook
  /// The column of the batch with the source address.
  private let column: Int
  private var known: [[UInt8]: Texts] = [:]

  private struct Texts: Sendable {
    let json: [UInt8]
    let cells: [String]
  }

  /// Beyond so many addresses, the known ones are forgotten.
  private static let maximumKnown = 1 << 17

  init(_ book: PlaceBook, column: Int) { (self.book, self.column) = (book, column) }

  /// The members of a JSON object, each after a comma.
  mutating func json(of hit: HitBatch.Hit, in batch: HitBatch) -> [UInt8] {
    texts(of: hit, in: batch).json
  }

  mutating func cells(of hit: HitBatch.Hit, in batch: HitBatch) -> [String] {
    texts(of: hit, in: batch).cells
  }

  private mutating func texts(of hit: HitBatch.Hit, in batch: HitBatch) -> Texts {
    let value = batch.withText(of: hit, column: column) { Array($0) }
    if let texts = known[value] { return texts }
    let text = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    let fields = SourceFields(book.answer(text), input: text)
    let members = fields.json.bytes.dropFirst().dropLast()
    let texts = Texts(
      json: members.isEmpty ? [] : [UInt8(ascii: ",")] + members,
      cells: SourceFields.names.map(fields.cell))
    if known.count >= Self.maximumKnown { known.removeAll() }
    known[value] = texts
    return texts
  }
}
