import Foundation

/// A disk of 64 KiB, mounted for a test. Only the superuser of a Linux can do that:
///
///     @Test(.enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
package final class SmallDisk {
  package let folder: ScratchFolder

  package static let isAvailable = (try? SmallDisk()) != nil

  private struct CannotMount: Error {}

  package init() throws {
    folder = try ScratchFolder()
    let options = ["-t", "tmpfs", "-o", "size=64k,mode=755", "tmpfs", folder.url.path]
    guard Self.run(["mount"] + options) else { throw CannotMount() }
  }

  deinit { _ = Self.run(["umount", folder.url.path]) }

  /// Writes until nothing more fits.
  package func fill() throws {
    let path = folder.path("filler")
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    var size = 4_096
    while size > 0 {
      let bytes = [UInt8](repeating: 0x78, count: size)
      if write(descriptor, bytes, size) != size { size /= 2 }
    }
  }

  package func makeRoom() throws {
    try FileManager.default.removeItem(atPath: folder.path("filler"))
  }

  private static func run(_ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
