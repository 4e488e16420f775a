import ArgumentParser
import Basics
import Foundation
import Places

/// The databases that say where addresses are.
struct GeoOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A geolocation database, or a folder of them: MaxMind DB files (GeoLite2, GeoIP2, DB-IP, IPinfo and others) or Tor's geoip and geoip6. Can be given several times. none: no database. Without it, the usual folders are searched: DatabaseDirectory of GeoIP.conf, /usr/share/GeoIP, /var/lib/GeoIP, /usr/local/share/GeoIP, /usr/share/tor.",
      valueName: "path"))
  var geo: [String] = []

  @Option(
    help: ArgumentHelp(
      "AWS's list of its own addresses: https://ip-ranges.amazonaws.com/ip-ranges.json, which you download; trailsift never goes online.",
      valueName: "file"))
  var awsRanges: String?

  @Option(
    help: ArgumentHelp(
      "Give a name to the networks in a file: a CIDR or an AS such as AS64500 on each line. Can be given several times. Addresses with a label vpn, proxy, tor, relay, hosting or anonymous are not compared for two places.",
      valueName: "name=file"))
  var label: [String] = []

  @Flag(help: "Look no address up.")
  var noGeo = false

  func validate() throws {
    for label in label {
      guard let (name, file) = label.cut(at: "="), !name.isEmpty, !file.isEmpty,
        name.utf8.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: ",") })
      else {
        throw ValidationError("--label takes name=file, not “\(label)”")
      }
    }
    if isOff, geo.contains(where: { $0 != "none" }) {
      throw ValidationError("use only one of --geo and --no-geo")
    }
  }

  /// Whether the command line names what to look addresses up in.
  var namesDatabases: Bool { !geo.isEmpty || awsRanges != nil || !label.isEmpty }

  var isOff: Bool { noGeo || geo.contains("none") }

  /// - Parameter configured: `geo:` of config.yml.
  func sources(configured: [String]) -> PlaceSources {
    var sources = PlaceSources()
    // Tests and pictures are the same on every machine.
    sources.searches = ProcessInfo.processInfo.environment["TRAILSIFT_GEO"] != "none"
    if isOff {
      sources.searches = false
    } else {
      (sources.named, sources.configured) = (geo, configured)
    }
    sources.awsRanges = awsRanges
    sources.labels = label.compactMap { label in
      label.cut(at: "=").map { .init(name: String($0.before), path: String($0.behind)) }
    }
    return sources
  }
}

extension GeoOptions {
  /// The databases of a workbench, opened when the first address is looked up. Nil with `--no-geo`.
  ///
  /// - Parameter configured: `geo:` of config.yml.
  /// - Throws: if a path of the command line does not exist.
  func provider(configured: [String]) throws -> PlaceProvider? {
    if isOff, awsRanges == nil, label.isEmpty { return nil }
    let sources = sources(configured: configured)
    for path in sources.named + [awsRanges].compactMap(\.self) + sources.labels.map(\.path)
    where !FileManager.default.fileExists(atPath: path) {
      Console.error("\(path): no such file or folder")
      throw ExitCode.inputMissing
    }
    return PlaceProvider(sources)
  }
}

extension OpenedPlaces {
  /// Ends the program if a path of the command line does not exist. Other files that are not used
  /// are reported by `warnings`.
  func requireNamed() throws {
    let missing = problems.filter { $0.isError && $0.refusal.isMissing }
    if missing.isEmpty { return }
    for problem in missing { Console.error(problem.description) }
    throw ExitCode.inputMissing
  }

  /// Whether a file that the command line names is not used.
  var hasErrors: Bool { problems.contains(where: \.isError) }
}
