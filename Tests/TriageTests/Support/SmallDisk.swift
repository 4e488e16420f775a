import Foundation

/// A disk of 64 KiB, mounted for a test: only the superuser of a Linux can, elsewhere there is none.
final class SmallDisk {
  private let temporary: TemporaryFolder
  var folder: URL { temporary.url }

  init?() throws {
    temporary = try TemporaryFolder()
    guard
      Self.run("mount", "-t", "tmpfs", "-o", "size=64k,mode=755", "tmpfs", temporary.url.path)
    else {
      print("skipped: no small disk can be mounted here")
      return nil
    }
  }

  deinit { _ = Self.run("umount", folder.path) }

  /// Writes until nothing more fits.
  func fill() throws {
    let path = folder.appendingPathComponent("filler").path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    var size = 4_096
    while size > 0 {
      let bytes = [UInt8](repeating: 0x78, count: size)
      if write(descriptor, bytes, size) != size { size /= 2 }
    }
  }

  func makeRoom() throws {
    try FileManager.default.removeItem(atPath: folder.appendingPathComponent("filler").path)
  }

  private static func run(_ arguments: String...) -> Bool {
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
