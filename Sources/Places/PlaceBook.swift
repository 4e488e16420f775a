import Basics

/// The databases of a session, and what they say together.
///
///     let book = PlaceBook(databases: [city, asn], aws: ranges)
///     book.answer("81.2.69.160").text        // "Lyon, FR"
///
/// Nothing is ever looked up elsewhere: an address of an investigation is told to nobody.
public struct PlaceBook: Sendable {
  /// In the order in which they are asked.
  public let databases: [PlaceDatabase]
  public let aws: AWSRanges?
  public let labels: [NamedRanges]

  public init(
    databases: [PlaceDatabase] = [], aws: AWSRanges? = nil, labels: [NamedRanges] = []
  ) {
    (self.databases, self.aws, self.labels) = (databases, aws, labels)
  }

  /// Whether nothing is known beyond the kinds of addresses.
  public var isEmpty: Bool { databases.isEmpty && aws == nil && labels.isEmpty }

  public func answer(_ text: String?) -> PlaceAnswer { answer(SourceAddress(text)) }

  public func answer(_ source: SourceAddress) -> PlaceAnswer {
    var answer = PlaceAnswer(source)
    guard let address = source.address else { return answer }
    switch source.kind {
    case .public:
      ask(databases, about: address, &answer)
      answer.aws = aws?.range(of: address)
    case _ where source.kind.mayBeOwn: ask(databases.filter(\.isOwn), about: address, &answer)
    default: break
    }
    let system = answer.system?.fact.number
    for ranges in labels where ranges.has(address, system) {
      answer.ownLabels.append(ranges.label)
    }
    return answer
  }

  /// A place is taken whole from one database, the finest and of equal ones the first; the AS from
  /// the first that has one; labels are united.
  private func ask(
    _ databases: [PlaceDatabase], about address: IPNetwork, _ answer: inout PlaceAnswer
  ) {
    var others: [PlaceAnswer.Disagreement] = []
    for database in databases {
      let found: (facts: RecordFacts, extent: Extent)?
      do { found = try database.find(address) } catch {
        answer.failed.append(database.name.file)
        continue
      }
      guard let (facts, extent) = found else { continue }
      answer.labels.formUnion(facts.labels)
      if let place = facts.place {
        if place.basis == .country {
          others.append(
            PlaceAnswer.Disagreement(countryCode: place.countryCode, database: database.name))
        }
        if answer.place.map({ place.fineness > $0.fact.fineness }) ?? true {
          answer.place = .init(fact: place, network: extent, database: database.name)
        }
      }
      if let system = facts.system, answer.system == nil {
        answer.system = .init(fact: system, network: extent, database: database.name)
      }
    }
    if let place = answer.place?.fact, place.basis == .country {
      answer.disagreements = others.filter { $0.countryCode != place.countryCode }
    }
  }
}
