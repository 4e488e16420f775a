import Dispatch
import Foundation

/// The folder of the logs. It is removed when the program ends, also by Ctrl-C.
final class TemporaryFolder {
  let path: String
  private let signals: [any DispatchSourceSignal]

  init() throws {
    let path = NSTemporaryDirectory() + "trailsift-benchmarks-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    self.path = path
    signals = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // A writer may create a folder again during the first pass.
        for _ in 0..<3 { try? FileManager.default.removeItem(atPath: path) }
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
