/// How a file is packed, by its first bytes. The content decides, not the name.
enum Packing: Equatable {
  case gzip, tar, zip
  case foreign(PackedFormat)

  /// The length of a tar header; no other magic number needs more.
  static let maximumMagicLength = 512

  /// Nil: it is not packed, or the packing is unknown.
  init?(_ bytes: UnsafeRawBufferPointer) {
    func begins(_ magic: [UInt8], at offset: Int = 0) -> Bool {
      bytes.count >= offset + magic.count
        && bytes[offset..<offset + magic.count].elementsEqual(magic)
    }
    if begins([0x1F, 0x8B]) {
      self = .gzip
    } else if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6])
      || begins([0x50, 0x4B, 7, 8, 0x50, 0x4B, 3, 4])
      || begins([0x50, 0x4B, 0x30, 0x30, 0x50, 0x4B, 3, 4])
    {
      self = .zip
    } else if let format = PackedFormat.allCases.first(where: { $0.magics.contains { begins($0) } })
    {
      self = .foreign(format)
    } else if TarHeader(bytes)?.isValid == true {
      self = .tar
    } else {
      return nil
    }
  }
}

/// A packing that is not read, and how to unpack it.
public enum PackedFormat: Sendable, Hashable, CaseIterable {
  case zstd, xz, bzip2, lz4, lzip, lzma, compress, snappy, sevenZip, rar, parquet, avro, orc, sqlite

  var magics: [[UInt8]] {
    switch self {
    case .zstd: [[0x28, 0xB5, 0x2F, 0xFD]]
    case .xz: [[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]]
    case .bzip2: (0x31...0x39).map { [0x42, 0x5A, 0x68, $0] }
    case .lz4: [[0x04, 0x22, 0x4D, 0x18]]
    case .lzip: [Array("LZIP".utf8)]
    case .lzma: [[0x5D, 0, 0]]
    case .compress: [[0x1F, 0x9D]]
    case .snappy: [[0xFF, 6, 0, 0, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]]
    case .sevenZip: [[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]]
    case .rar: [[0x52, 0x61, 0x72, 0x21, 0x1A, 7]]
    case .parquet: [Array("PAR1".utf8)]
    case .avro: [Array("Obj".utf8) + [1]]
    case .orc: [Array("ORC".utf8)]
    case .sqlite: [Array("SQLite format 3".utf8)]
    }
  }
}

extension PackedFormat: CustomStringConvertible {
  /// `packed with zstd, which is not read; unpack it first: zstd -d FILE`
  public var description: String {
    switch self {
    case .zstd: packed("zstd", "zstd -d FILE")
    case .xz: packed("xz", "xz -d FILE")
    case .bzip2: packed("bzip2", "bzip2 -d FILE")
    case .lz4: packed("lz4", "lz4 -d FILE")
    case .lzip: packed("lzip", "lzip -d FILE")
    case .lzma: packed("lzma", "xz --format=lzma -d FILE")
    case .compress: packed("compress", "uncompress FILE")
    case .snappy: packed("Snappy", "snzip -d FILE")
    case .sevenZip: packed("7-Zip", "7z x FILE")
    case .rar: packed("RAR", "unrar x FILE")
    case .parquet: table("a Parquet", "duckdb -c \"COPY (FROM 'FILE') TO 'FILE.json'\"")
    case .avro: table("an Avro", "avro-tools tojson FILE")
    case .orc: table("an ORC", "orc-tools data FILE")
    case .sqlite: "an SQLite database, which is not read; export the events as JSON"
    }
  }

  private func packed(_ name: String, _ command: String) -> String {
    "packed with \(name), which is not read; unpack it first: \(command)"
  }

  private func table(_ name: String, _ command: String) -> String {
    "\(name) table, which is not read; convert it to JSON first: \(command)"
  }
}
