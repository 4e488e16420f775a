import Foundation
import Triage

/// Rule texts in memory whose next save goes wrong in a way that a test chooses.
package final class FaultyStorage: RuleStorage {
  package enum Fault {
    case refuses
    case isKilledBefore(journal: String)
  }

  package var fault: Fault?
  /// The journal, and what a kill at the moment of the save left of it.
  private var killed: (path: String, journal: Data)?
  private let texts = RuleTextsInMemory([TestSession.location: TestSession.rule])

  package init() {}

  /// The engine that was killed is gone, with what it wrote after its end.
  package func afterTheKill() throws {
    fault = nil
    if let (path, journal) = killed { try journal.write(to: URL(fileURLWithPath: path)) }
  }

  package func text(of path: String) throws(RuleStorageError) -> String { try texts.text(of: path) }

  package func save(
    _ text: String, to path: String, replacing sha256: String
  ) throws(RuleStorageError) {
    switch fault {
    case .refuses: throw .failed("no space left on the device")
    // What a kill leaves: nothing written, and nobody told.
    case .isKilledBefore(let journal):
      killed = (journal, (try? Data(contentsOf: URL(fileURLWithPath: journal))) ?? Data())
    case nil: try texts.save(text, to: path, replacing: sha256)
    }
  }
}
