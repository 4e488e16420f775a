import Basics
import Foundation
import TestSupport
import Testing

@testable import MaxMindDB

/// MaxMind's own test databases: each network has the record that another reader finds, in full.
///
/// The other reader is `mmdb.py`, in Python, beside the public data.
@Suite struct MaxMindDataTests {
  static let data = "data/geoip/maxmind-db/test-data"
  static let isAvailable =
    SharedData.has(data) && SharedData.has("geo/mmdb.py")
    && FileManager.default.fileExists(atPath: "/usr/bin/python3")

  @Test(.enabled(if: isAvailable, "needs ../shared/data/geoip, ../shared/geo and Python 3"))
  func readsEachNetworkLikeTheOtherReader() throws {
    let folder = SharedData.root.appending(path: Self.data)
    var databases: [String: MaxMindDatabase] = [:]
    var count = 0
    for line in try Self.otherReader(folder).split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(parts.count == 4)
      let database =
        try databases[parts[0]] ?? MaxMindDatabase(folder.appending(path: parts[0]).path)
      databases[parts[0]] = database
      guard case .network(let address) = IPNetwork.parse(parts[1]) else {
        Issue.record("\(parts[1])")
        continue
      }
      count += 1
      var got = "failed"
      var prefix = "-"
      do {
        if let answer = try database.find(address) {
          prefix = "\(answer.prefix)"
          got = try database.read(at: answer.offset, Self.text)
        } else {
          got = "none"
        }
      } catch {
        prefix = "-"
      }
      #expect(got == parts[3] && prefix == parts[2], "\(parts[0]) \(parts[1])")
    }
    #expect(databases.count > 30 && count > 5_000)
  }

  /// A record as text that both readers write alike.
  private static func text(_ record: MMDBRecord) -> String {
    switch record.content {
    case .map:
      var values: [String: String] = [:]
      for (key, value) in record.pairs { values[hex(key.utf8)] = text(value) }
      return "{"
        + values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: ",") + "}"
    case .array: return "[" + record.elements.map(text).joined(separator: ",") + "]"
    case .text(let text): return "s" + hex(text.utf8)
    case .bytes(let bytes): return "b" + hex(bytes)
    case .double(let value): return "d\(value.bitPattern)"
    case .float(let value): return "d\(Double(value).bitPattern)"
    case .unsigned(let value): return "u0:\(value)"
    case .large(let high, let low): return "u\(high):\(low)"
    case .signed(let value): return "i\(value)"
    case .boolean(let value): return value ? "true" : "false"
    }
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Lines of file, address, prefix and record, for both ends of each network.
  private static func otherReader(_ folder: URL) throws -> String {
    let program = """
      import sys, struct, ipaddress
      from pathlib import Path
      sys.path.insert(0, sys.argv[1])
      import mmdb
      def text(v):
          if isinstance(v, dict):
              return "{" + ",".join(f"{k}={x}" for k, x in sorted((k.encode().hex(), text(x)) for k, x in v.items())) + "}"
          if isinstance(v, list): return "[" + ",".join(map(text, v)) + "]"
          if isinstance(v, bool): return "true" if v else "false"
          if isinstance(v, str): return "s" + v.encode().hex()
          if isinstance(v, bytes): return "b" + v.hex()
          if isinstance(v, float): return "d%d" % struct.unpack(">Q", struct.pack(">d", v))
          if isinstance(v, mmdb.Uint): return f"u{v >> 64}:{v & (1 << 64) - 1}"
          return f"i{v}"
      def networks(d, node=0, value=0, depth=0):
          bits = 32 if d.ip_version == 4 else 128
          if node >= d.node_count or depth == bits:
              yield value << (bits - depth), (value + 1 << (bits - depth)) - 1
              return
          for bit in 0, 1:
              yield from networks(d, d._child(node, bit), value << 1 | bit, depth + 1)
      for path in sorted(Path(sys.argv[2]).glob("*.mmdb")):
          try:
              d = mmdb.Database(path.read_bytes())
          except mmdb.Refused:
              continue
          seen = set()
          for first, last in networks(d):
              for number in first, last:
                  kind = ipaddress.IPv4Address if d.ip_version == 4 else ipaddress.IPv6Address
                  addresses = [kind(number)]
                  if d.ip_version == 6 and number < 1 << 32: addresses.append(ipaddress.IPv4Address(number))
                  for a in addresses:
                      if a in seen: continue
                      seen.add(a)
                      try:
                          record, prefix = d.lookup(a)
                          if record is None: prefix = "-"
                          shown = "none" if record is None else text(record)
                      except mmdb.BadRecord:
                          prefix, shown = "-", "failed"
                      ip = ":".join(f"{int(a) >> 112 - 16 * i & 0xffff:x}" for i in range(8)) if a.version == 6 else a
                      print(path.name, ip, prefix, shown, sep="\\t")
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", program, SharedData.root.appending(path: "geo").path, folder.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
