import Basics
import Foundation
import Triage
import TriageUI

/// Keeps choices for the next session in the user's files: columns, filters, the theme.
///
/// A failure is reported and otherwise ignored.
struct FilesExecutor {
  private let stores: KeptChoices
  private let worker: Worker
  private let mailbox: Mailbox

  init(_ stores: KeptChoices, _ worker: Worker, _ mailbox: Mailbox) {
    self.stores = stores
    self.worker = worker
    self.mailbox = mailbox
  }

  /// - Parameter state: the one that returned the effect.
  func perform(_ effect: Effect.Files, of state: State) {
    switch effect {
    case .saveColumns(let entries):
      if let columns = stores.columns { keep { try columns.save(entries) } }
    case .saveFilter(let filter):
      if let filters = stores.filters { keep { try filters.add(filter) } }
    case .endTour:
      if let tour = stores.tour { keep { try tour.end() } }
    case .saveEventSize(let size):
      if let layout = stores.layout { keep { try layout.save(size) } }
    case .export(let export): write(export, of: state)
    case .saveTheme(let name):
      // At once, so that it is kept even if the user quits now.
      if stores.keepsTheme { mailbox.post(.settings(.themeKept(keep(theme: name)))) }
    }
  }

  private func keep(_ body: @escaping @Sendable () throws -> Void) {
    worker.perform { [mailbox] in
      do {
        try body()
      } catch {
        // No job has the number 0: the message only reports the reason.
        mailbox.post(.list(.failed(job: 0, "\(error)")))
      }
    }
  }

  /// An existing file is not replaced: its name may have been typed by mistake.
  private func write(_ export: ListExport, of state: State) {
    worker.perform { [mailbox] in
      do {
        guard !FileManager.default.fileExists(atPath: export.path) else {
          return mailbox.post(.refused("\(export.path) exists; nothing was written"))
        }
        try OutputFile.write(export.bytes(of: state), to: export.path)
        mailbox.post(.list(.exported(export.path, count: export.count)))
      } catch {
        mailbox.post(.refused("\(export.path) cannot be written: \(error)"))
      }
    }
  }

  private func keep(theme name: String) -> Result<String, TriageRefusal> {
    do {
      let file = try ConfigurationFile(environment: ProcessInfo.processInfo.environment)
      try file.set("theme", to: name)
      return .success(file.path)
    } catch {
      return .failure(TriageRefusal("\(error)"))
    }
  }

  func finish(within seconds: Double) { worker.finish(within: seconds) }
}
