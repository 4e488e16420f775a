import Basics

/// Files in archives: tar and zip, gzip in gzip, and these in each other. They are read as a
/// stream, like the files of a folder, and nothing is written to disk.
///
/// ```
/// l.tar.gz ─▶ gzip ─▶ tar ─┬▶ AWSLogs/a.json.gz ─▶ gzip ─▶ records of l.tar.gz/AWSLogs/a.json.gz
///                          └▶ more.zip ─▶ zip ─┬▶ b.json ─▶ records of l.tar.gz/more.zip/b.json
/// ```
extension RecordReader {
  /// The maximum depth of archives in archives.
  static let maximumArchiveDepth = 3
  /// The maximum depth of gzip in gzip.
  static let maximumGzipDepth = 4
  /// The maximum length of a tar's long names and attributes.
  private static let maximumAttributesSize: Int64 = 1 << 20

  /// Reads the window, unpacking as often as needed.
  func readContents(
    _ path: String, isNamedGzip: Bool, depth: Int, gzips: Int, _ body: (RecordKind) -> Void
  ) -> FileReport {
    var report = FileReport(path: path)
    switch packing() {
    case nil:
      if depth > 0 { onMember(path) }
      beginFile()
      let hasJSON = cutTopLevel(body)
      report.counts = counts
      if counts.event == 0, counts.notEvent > 0 { report.guess = guess }
      if damage.placeCount > 0 { report.damage = damage }
      if !hasJSON, !window.isStopped, !isInputDamaged {
        report.skipped = skipReason(isNamedGzip: isNamedGzip)
        report.counts = RecordCounts()
        report.damage = nil
      }
    case .gzip where gzips < Self.maximumGzipDepth:
      let layer = InflatedBytes(window, isGzip: true, limit: limit)
      withWindow(over: layer) {
        report = readContents(
          path, isNamedGzip: true, depth: depth, gzips: gzips + 1, body)
        report.inflatedBytes = window.total
      }
      if let damage = layer.damage { report.note(damage) }
    case .tar where depth < Self.maximumArchiveDepth:
      readArchive(into: &report) { readTar(path, depth, body) }
    case .zip where depth < Self.maximumArchiveDepth:
      readArchive(into: &report) { readZip(path, depth, body) }
    case .gzip, .tar, .zip: report.skipped = .packedTooDeep
    case .foreign(let format): report.skipped = .packed(format)
    }
    return report
  }

  /// The packing by the first bytes. JSON is known by the first byte alone, without waiting for
  /// more.
  private func packing() -> Packing? {
    guard window.fill(1) else { return nil }
    if [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), 0xEF].contains(window[0]) {
      return nil
    }
    _ = window.fill(Packing.maximumMagicLength)
    return Packing(window.bytes)
  }

  private func withWindow(over layer: any ByteProvider, _ body: () -> Void) {
    let outer = window
    window = spareWindows.popLast() ?? ByteWindow(source: layer)
    window.reset(source: layer)
    window.onRefill = { !outer.isStopped }
    body()
    window.onRefill = { true }
    spareWindows.append(window)
    window = outer
  }

  // MARK: Archives

  private func readArchive(into report: inout FileReport, _ read: () -> FileDamage.Archive?) {
    let before = membersRead
    report.isArchive = true
    let problem = read()
    report.wasStopped = window.isStopped
    if window.isStopped { return }
    if limit.isExceeded {
      report.note(.unpacksTooMuch)
    } else if let problem {
      report.note(problem)
    } else if membersRead == before {
      report.skipped = .archiveWithoutLogs
    }
  }

  private func readTar(_ path: String, _ depth: Int, _ body: (RecordKind) -> Void)
    -> FileDamage.Archive?
  {
    var longName: [UInt8]?
    while !limit.isExceeded, !window.isStopped {
      guard window.fill(TarHeader.length), let header = TarHeader(window.bytes) else {
        // Some writers omit the two empty blocks.
        return window.count == 0 && !isInputDamaged ? nil : .truncated(offset: window.offset)
      }
      if header.isEnd { return nil }
      guard header.isValid else { return .corrupt(offset: window.offset) }
      window.consume(TarHeader.length)
      let padding = (512 - header.size % 512) % 512
      switch header.type {
      case UInt8(ascii: "L"), UInt8(ascii: "x"):
        guard header.size <= Self.maximumAttributesSize, window.fill(Int(header.size)) else {
          return .truncated(offset: window.offset)
        }
        let bytes = Array(window.bytes[..<Int(header.size)])
        window.consume(bytes.count)
        longName =
          header.type == UInt8(ascii: "L")
          ? Array(bytes.prefix { $0 != 0 }) : Self.path(inAttributes: bytes) ?? longName
        guard window.skip(padding) else { return .truncated(offset: window.offset) }
        continue
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        let layer = StoredBytes(window, count: header.size, limit: limit)
        readMember(longName ?? header.name, of: path, isEmpty: header.size == 0, depth, body) {
          ($0, nil)
        } layer: {
          layer
        }
        guard window.skip(layer.remaining + padding) else {
          return .truncated(offset: window.offset)
        }
      case UInt8(ascii: "5"), UInt8(ascii: "g"), UInt8(ascii: "K"):
        guard window.skip(header.size + padding) else { return .truncated(offset: window.offset) }
        if header.type != UInt8(ascii: "5") { continue }
      default:
        skipMember(longName ?? header.name, of: path, .notAFile)
        // A link has no content, whatever its size is.
        let isLink = [UInt8(ascii: "1"), UInt8(ascii: "2")].contains(header.type)
        guard window.skip(isLink ? 0 : header.size + padding) else {
          return .truncated(offset: window.offset)
        }
      }
      longName = nil
    }
    return nil
  }

  /// The path in a pax header: `30 path=AWSLogs/…/a.json.gz⏎`.
  private static func path(inAttributes bytes: [UInt8]) -> [UInt8]? {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let blank = line.firstIndex(of: 0x20) else { continue }
      let attribute = line[(blank + 1)...]
      if attribute.starts(with: "path=".utf8) { return Array(attribute.dropFirst(5)) }
    }
    return nil
  }

  private func readZip(_ path: String, _ depth: Int, _ body: (RecordKind) -> Void)
    -> FileDamage.Archive?
  {
    while !limit.isExceeded, !window.isStopped {
      guard window.fill(4) else { return .truncated(offset: window.offset) }
      let signature: UInt32 = ZipHeader.number(window.bytes, at: 0)
      if signature == ZipHeader.descriptorSignature || signature == 0x3030_4B50 {
        // The signature of an archive that was meant to be split.
        window.consume(4)
        continue
      }
      guard signature == ZipHeader.signature else {
        return skipZipDirectory()
      }
      guard window.fill(ZipHeader.length) else { return .truncated(offset: window.offset) }
      var header = ZipHeader(window.bytes)
      let length = ZipHeader.length + header.nameLength + header.extraLength
      guard window.fill(length) else { return .truncated(offset: window.offset) }
      let nameEnd = ZipHeader.length + header.nameLength
      let name = Array(window.bytes[ZipHeader.length..<nameEnd])
      guard header.readExtra(UnsafeRawBufferPointer(rebasing: window.bytes[nameEnd..<length]))
      else {
        return .corrupt(offset: window.offset)
      }
      window.consume(length)
      if let problem = readZipMember(header, name, path, depth, body) { return problem }
    }
    return nil
  }

  /// Skips the central directory after the last member; its presence shows that no member is
  /// missing (sections 4.3.12 to 4.3.16).
  private func skipZipDirectory() -> FileDamage.Archive? {
    while window.fill(4) {
      let length: Int64
      switch ZipHeader.number(window.bytes, at: 0) as UInt32 {
      case 0x0605_4B50:
        return window.fill(22) ? nil : .truncated(offset: window.offset)
      case 0x0201_4B50:
        guard window.fill(46) else { return .truncated(offset: window.offset) }
        let lengths = [28, 30, 32].map { ZipHeader.number(window.bytes, at: $0) as UInt16 }
        length = 46 + lengths.reduce(0) { $0 + Int64($1) }
      case 0x0606_4B50:
        guard window.fill(12) else { return .truncated(offset: window.offset) }
        length = 12 + Int64(clamping: ZipHeader.number(window.bytes, at: 4) as UInt64)
      case 0x0706_4B50: length = 20
      case 0x0505_4B50:
        guard window.fill(6) else { return .truncated(offset: window.offset) }
        length = 6 + Int64(ZipHeader.number(window.bytes, at: 4) as UInt16)
      case 0x0806_4B50:
        guard window.fill(8) else { return .truncated(offset: window.offset) }
        length = 8 + Int64(ZipHeader.number(window.bytes, at: 4) as UInt32)
      default: return .corrupt(offset: window.offset)
      }
      guard window.skip(length) else { return .truncated(offset: window.offset) }
    }
    return .truncated(offset: window.offset)
  }

  private func readZipMember(
    _ header: ZipHeader, _ name: [UInt8], _ path: String, _ depth: Int,
    _ body: (RecordKind) -> Void
  ) -> FileDamage.Archive? {
    let isSized = !header.hasDescriptor || header.packedSize > 0
    let isRead = !header.isEncrypted && (header.method == 0 || header.method == 8)
    guard isRead, isSized || header.method == 8 else {
      let reason: SkipReason = header.isEncrypted ? .encrypted : .unknownCompression
      skipMember(name, of: path, reason)
      guard isSized else { return .unsized(offset: window.offset) }
      return window.skip(header.packedSize) ? nil : .truncated(offset: window.offset)
    }
    if name.last == UInt8(ascii: "/"), header.packedSize == 0, isSized { return nil }
    if header.method == 0 {
      let layer = StoredBytes(window, count: header.packedSize, limit: limit)
      readMember(name, of: path, isEmpty: header.packedSize == 0, depth, body) { report in
        let differs = layer.remaining == 0 && layer.checksum != UInt(header.checksum)
        return (report, differs && !header.hasDescriptor ? .checksum(offset: 0) : nil)
      } layer: {
        layer
      }
      guard window.skip(layer.remaining) else { return .truncated(offset: window.offset) }
      return header.hasDescriptor ? skipDescriptor(header.packedSize, header.packedSize) : nil
    }
    let count = isSized ? header.packedSize : .max
    let layer = InflatedBytes(window, isGzip: false, count: count, limit: limit)
    readMember(name, of: path, isEmpty: false, depth, body) { report in
      if !self.window.isStopped { layer.drain() }
      let differs = layer.checksum != UInt(header.checksum) && !header.hasDescriptor
      return (report, layer.damage ?? (differs && !limit.isExceeded ? .checksum(offset: 0) : nil))
    } layer: {
      layer
    }
    if isSized, layer.remaining > 0, !window.skip(layer.remaining) {
      return .truncated(offset: window.offset)
    }
    if !isSized, layer.damage != nil { return .corrupt(offset: window.offset) }
    return header.hasDescriptor ? skipDescriptor(layer.consumed, layer.produced) : nil
  }

  /// Skips the descriptor after a member whose size was not known before it (section 4.3.9).
  private func skipDescriptor(_ packed: Int64, _ size: Int64) -> FileDamage.Archive? {
    guard window.fill(12) else { return .truncated(offset: window.offset) }
    _ = window.fill(24)
    let signature: UInt32 = ZipHeader.number(window.bytes, at: 0)
    let start = signature == ZipHeader.descriptorSignature ? 8 : 4
    let isLong =
      Int64(truncatingIfNeeded: ZipHeader.number(window.bytes, at: start) as UInt64) == packed
      && Int64(truncatingIfNeeded: ZipHeader.number(window.bytes, at: start + 8) as UInt64) == size
    return window.skip(Int64(start + (isLong ? 16 : 8))) ? nil : .truncated(offset: window.offset)
  }

  // MARK: Members

  private func memberPath(_ name: [UInt8], of path: String) -> String {
    var name = name[...]
    while name.starts(with: "./".utf8) { name = name.dropFirst(2) }
    while name.first == UInt8(ascii: "/") { name = name.dropFirst() }
    return path + "/" + String(decoding: name, as: UTF8.self)
  }

  private func skipMember(_ name: [UInt8], of path: String, _ reason: SkipReason) {
    limit.addMember()
    var report = FileReport(path: memberPath(name, of: path))
    report.skipped = reason
    if reason.isFailure { membersRead += 1 }
    onMemberDone(report)
  }

  /// Reads a member like a file of a folder.
  private func readMember(
    _ name: [UInt8], of path: String, isEmpty: Bool, _ depth: Int, _ body: (RecordKind) -> Void,
    finish: (FileReport) -> (FileReport, FileDamage.Gzip?), layer: () -> any ByteProvider
  ) {
    let parts = name.split(separator: UInt8(ascii: "/"))
    let isHidden = parts.contains { part in
      part.first == UInt8(ascii: ".") && !part.elementsEqual(".".utf8)
        && !part.elementsEqual("..".utf8)
    }
    if isHidden || parts.first?.elementsEqual("__MACOSX".utf8) == true {
      return skipMember(name, of: path, .hidden)
    }
    if parts.dropLast().contains(where: { $0.elementsEqual("CloudTrail-Digest".utf8) }) {
      return skipMember(name, of: path, .digest)
    }
    if isEmpty { return skipMember(name, of: path, .empty) }
    limit.addMember()
    let memberPath = memberPath(name, of: path)
    var report = FileReport(path: memberPath)
    withWindow(over: layer()) {
      report = readContents(
        memberPath, isNamedGzip: memberPath.ends(with: ".gz"), depth: depth + 1, gzips: 0, body)
      report.inflatedBytes = max(report.inflatedBytes, window.total)
      report.wasStopped = window.isStopped
    }
    let (finished, damage) = finish(report)
    report = finished
    if let damage, report.skipped == nil { report.note(damage) }
    if report.skipped == nil || report.skipped?.isFailure == true { membersRead += 1 }
    onMemberDone(report)
  }
}
