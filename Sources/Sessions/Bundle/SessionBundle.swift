import Basics
import CloudTrail
import Foundation
import HitStore

/// A session with its events, read from one file. It may come from anyone, so all of it is checked
/// before any of it is used.
///
///     let bundle = try SessionBundle(path: "case-4711.trailsift")
///     HeadlessReplay(bundle.contents)
///     Scan(request, of: bundle.events)
public struct SessionBundle: Sendable {
  public let manifest: BundleManifest
  /// The session's file, byte for byte.
  public let journal: [UInt8]
  public let contents: JournalContents
  public let events: KeptEvents

  /// Whether a file begins like gzip, which no journal does.
  public static func isBundle(_ path: String) -> Bool {
    (try? PlainFile.read(path, atMost: 2)) == [0x1F, 0x8B]
  }

  /// The manifest lists each file with hits; this is enough for millions.
  private static let maximumManifestBytes = 256 << 20
  /// Enough for a million decisions.
  private static let maximumJournalBytes = 256 << 20
  private static let maximumEventHeadBytes = 128

  public init(path: String) throws(BundleError) {
    var stream = try BundleStream(path: path)
    let first = try stream.line(limit: Self.maximumManifestBytes, what: "manifest")
    manifest = try Self.manifest(first, stream)
    guard manifest.journal.bytes <= Self.maximumJournalBytes else {
      throw stream.broken("its journal claims \(manifest.journal.bytes) bytes, which is too long")
    }
    journal = try stream.bytes(manifest.journal.bytes, what: "journal")
    guard SHA256.hex(of: journal) == manifest.journal.sha256 else {
      throw stream.broken("its journal does not have the SHA-256 that the manifest names")
    }
    do {
      contents = try JournalContents(data: Data(journal), path: path)
    } catch {
      throw stream.broken("\(error)")
    }
    events = try Self.events(manifest, &stream)
  }

  private static func manifest(
    _ line: [UInt8], _ stream: BundleStream
  ) throws(BundleError) -> BundleManifest {
    struct Version: Decodable {
      let format: Int
      enum CodingKeys: String, CodingKey { case format = "trailsift_bundle" }
    }
    guard let version = try? JSONDecoder().decode(Version.self, from: Data(line)) else {
      throw stream.broken("it does not begin with a bundle's manifest")
    }
    guard version.format <= BundleManifest.currentFormat else {
      throw .newerFormat(path: stream.path, format: version.format)
    }
    guard let manifest = try? JSONDecoder().decode(BundleManifest.self, from: Data(line)) else {
      throw stream.broken("its manifest lacks something")
    }
    let counts = [
      version.format - 1, manifest.journal.bytes, manifest.events.count, manifest.events.bytes,
    ]
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw stream.broken("its manifest has a number that nothing has")
    }
    return manifest
  }

  private static func events(
    _ manifest: BundleManifest, _ stream: inout BundleStream
  ) throws(BundleError) -> KeptEvents {
    let spool: Spool
    do { spool = try Spool() } catch {
      throw .cannotRead(path: stream.path, reason: "\(error)")
    }
    var events: [KeptEvents.Event] = []
    stream.beginHashing()
    while try !stream.isAtEnd() {
      guard events.count < manifest.events.count else {
        throw stream.broken(
          "more follows than the \(manifest.events.count) events that its manifest names")
      }
      let number = events.count + 1
      let line = try stream.line(limit: maximumEventHeadBytes, what: "line before event \(number)")
      guard let head = try? JSONDecoder().decode(BundledEventHead.self, from: Data(line)),
        manifest.files.indices.contains(head.file), head.bytes > 0,
        head.bytes <= RecordReader.maximumRecordBytes
      else { throw stream.broken("the line before event \(number) is not what it should be") }
      let bytes = try stream.bytes(head.bytes, what: "event \(number)")
      guard try stream.bytes(1, what: "event \(number)") == [UInt8(ascii: "\n")] else {
        throw stream.broken("event \(number) is longer than its line says")
      }
      do {
        let offset = try spool.append(bytes)
        events.append(
          .init(file: head.file, extent: .init(offset: offset, length: bytes.count)))
      } catch {
        throw .cannotRead(path: stream.path, reason: "\(error)")
      }
    }
    let (count, hash) = stream.hashed
    guard events.count == manifest.events.count, count == manifest.events.bytes else {
      throw stream.broken(
        "it holds \(events.count) events in \(count) bytes, and its manifest names \(manifest.events.count) in \(manifest.events.bytes)"
      )
    }
    guard hash == manifest.events.sha256 else {
      throw stream.broken("its events do not have the SHA-256 that the manifest names")
    }
    return KeptEvents(files: manifest.files, events: events, spool: spool)
  }
}
