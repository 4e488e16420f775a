import Foundation
import Triage

/// Rule texts in memory, whose next save fails in a way that a test chooses.
package final class FaultyStorage: RuleStorage {
  package enum Fault {
    case refuses
    case isKilledBefore(journal: String)
  }

  package var fault: Fault?
  /// The journal, and the rest of it after a kill during the save.
  private var killed: (path: String, journal: Data)?
  private let texts = RuleTextsInMemory([TestSession.location: TestSession.rule])

  package init() {}

  /// The killed engine is gone, with everything it wrote afterwards.
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
    // The result of a kill: nothing written, and nothing reported.
    case .isKilledBefore(let journal):
      killed = (journal, (try? Data(contentsOf: URL(fileURLWithPath: journal))) ?? Data())
    case nil: try texts.save(text, to: path, replacing: sha256)
    }
  }
}
