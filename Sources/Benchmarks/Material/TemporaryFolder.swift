import Dispatch
import Foundation

/// Where the logs lie while they are measured. It goes when the program ends, by Ctrl-C too.
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
        // Whoever still writes may make a folder anew behind the first pass.
        for _ in 0..<3 { try? FileManager.default.removeItem(atPath: path) }
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
