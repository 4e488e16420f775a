import HitStore
import Places
import RuleEditing
import Sessions

extension TriageEngine {
  /// Journals what is known about the sources of hits that were just judged. Losing this loses no
  /// decision, so a full disk does not stop the session.
  func keepPlaces(of hits: [HitID], _ table: HitTable) {
    guard let book = places?.book, !book.databases.isEmpty || book.aws != nil,
      let column = table.column(of: PlaceField.sourceField)
    else { return }
    var answers: [String: PlaceAnswer] = [:]
    for hit in hits {
      guard answers.count < Self.maximumKeptPlaces, let row = table.row(of: hit) else { continue }
      let value = table.text(row, column: column)
      guard !value.isEmpty, answers[value] == nil else { continue }
      let answer = book.answer(value)
      if answer.source.isAddress, session.keptPlaces.answers[value] != answer {
        answers[value] = answer
      }
    }
    if !answers.isEmpty {
      look(
        .places(
          of: session.decisions.last?.sequence ?? 0, KeptPlaces(answers, from: book)))
    }
  }

  /// A verdict on a group can have many more addresses; these are enough to see where it was from.
  private static let maximumKeptPlaces = 1_000

  /// A test of the networks of the AS that all sources are in. Other tools know no AS, so that a rule
  /// can only have the networks that it had for these hits.
  func systemTest(of sources: [String?]) -> RuleException.FieldTest? {
    guard let book = places?.book, !book.databases.isEmpty else { return nil }
    var networks: [String] = []
    var system: (fact: AutonomousSystem, database: String)?
    for source in Set(sources) {
      let answer = book.answer(source)
      guard answer.source.carrier == nil, let known = answer.system,
        system.map({ $0.fact.number == known.fact.number }) ?? true
      else { return nil }
      system = (known.fact, known.database.text)
      networks += known.network?.networkTexts ?? []
    }
    guard let system, 1...CommonFields.valueLimit ~= Set(networks).count else { return nil }
    let test = RuleException.FieldTest(
      field: ExceptionField.sourceAddress.path, relation: .cidr, values: Set(networks).sorted())
    systemNotes[test] =
      "\(system.fact.text) is written as the networks of these hits in \(system.database): it may have others, and rules can't name an AS."
    return test
  }
}
