import Basics

/// A baseline for people.
///
///     region        class   evidence  days  regular  change days
///     eu-central-1  normal     5,201    64        9           61
///       64 days in 13 weeks with activity, 9 regular principals, …
///     ap-east-1     never        41     2        0            2
///       first used on 2026-02-20, in the last 20 % of the window
extension BaselineReport {
  /// Regions as people decide about them: first what is proposed, last where nobody works.
  public var orderedRegions: [(name: String, report: RegionReport)] {
    regions.map { (name: $0.key, report: $0.value) }.sorted { left, right in
      func rank(_ one: (name: String, report: RegionReport)) -> (Int, Int) {
        (one.report.regionClass.rank, -one.report.counts.evidence)
      }
      return rank(left) != rank(right)
        ? rank(left) < rank(right) : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
  }

  /// `2025-12-03 to 2026-03-01T18:44:10Z (89 days, 89 with events): 12,041 events`
  public var windowSentence: String {
    "\(window.from) to \(window.to) (\(window.span.counting("day")), "
      + "\(window.loggedDays) with events): \(window.events.counting("event"))"
  }

  /// What no baseline can tell apart, to be said beside a proposal.
  public static let caution =
    "A baseline can't tell apart an insider on the company's own network, or stolen keys that are "
    + "used in the home region too. Look at the principals before you allow a region."

  public func table() -> String {
    var lines = ["Window: " + windowSentence, "Home region: \(home ?? "none")"]
    lines += [""]
    let header = ["region", "class", "evidence", "days", "regular", "change days"]
    let rows = orderedRegions.map { name, region in
      [
        name, region.regionClass.rawValue, region.atLeast(region.counts.evidence),
        "\(region.counts.days)", "\(region.counts.strongPrincipals)", "\(region.counts.changeDays)",
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      cells.enumerated().map { index, cell in
        let padding = String(
          repeating: " ", count: max(0, widths[index] - cell.unicodeScalars.count))
        return index < 2 ? cell + padding : padding + cell
      }
      .joined(separator: "  ")
    }
    lines.append(line(header))
    for (row, region) in zip(rows, orderedRegions) {
      lines.append(line(row))
      for sentence in region.report.reasons + region.report.notes { lines.append("  " + sentence) }
    }
    lines += sections(heading: { ["", $0] }, item: { "  " + $0 })
    return lines.joined(separator: "\n") + "\n"
  }

  public func markdown() -> String {
    func cell(_ text: String) -> String { Self.markdownText(text) }
    var lines = [
      "# Baseline", "", "Window: \(windowSentence)  ", "Home region: \(cell(home ?? "none"))", "",
      "| region | class | evidence | days | regular principals | change days | reasons |",
      "| --- | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for (name, region) in orderedRegions {
      let counts = region.counts
      lines.append(
        "| \(cell(name)) | \(region.regionClass.rawValue) | \(region.atLeast(counts.evidence)) "
          + "| \(counts.days) | \(counts.strongPrincipals) | \(counts.changeDays) "
          + "| \((region.reasons + region.notes).map(cell).joined(separator: "<br>")) |")
    }
    lines += sections(heading: { ["", "## " + $0, ""] }, item: { "- " + cell($0) })
    return lines.joined(separator: "\n") + "\n"
  }

  /// The rows of a table of regions, the first of them its header.
  public var rows: [[String]] {
    let header = [
      "region", "class", "evidence", "days", "weeks", "regular principals", "changes",
      "change days", "first", "last", "reasons",
    ]
    return [header]
      + orderedRegions.map { name, region in
        let counts = region.counts
        return [
          name, region.regionClass.rawValue, "\(counts.evidence)", "\(counts.days)",
          "\(counts.weeks)", "\(counts.strongPrincipals)", "\(counts.changes)",
          "\(counts.changeDays)", counts.first ?? "", counts.last ?? "",
          (region.reasons + region.notes).joined(separator: "; "),
        ]
      }
  }

  /// The parts below the regions, if they have something to say.
  private func sections(
    heading: (String) -> [String], item: (String) -> String
  ) -> [String] {
    var lines: [String] = []
    func add(_ title: String, _ items: [String]) {
      guard !items.isEmpty else { return }
      lines += heading(title) + items.map(item)
    }
    add("Regions to allow", allow.isEmpty ? ["none"] : allow)
    add("Exceptions for services", exceptions.map(\.sentence))
    add("No exception for", refusedExceptions.map(\.sentence))
    add(
      "Global services in other regions",
      globalServices.sorted { $0.key < $1.key }
        .map { "\($0.key): \($0.value.joined(separator: ", "))" })
    add(
      "Sweepers, which are no evidence",
      sweepers.map {
        "\($0.principal): \($0.calls.counting("call")) in \($0.regions.counting("region")), "
          + $0.changes.counting("change")
      })
    if let comparison { add("Since the older baseline", comparison.sentences) }
    if !allow.isEmpty { lines += ["", Self.caution] }
    return lines
  }

  /// Text that can't be Markdown: names come from logs.
  private static func markdownText(_ text: String) -> String {
    String(
      scalars: text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
        "\\`*_{}[]<>()#+!|&~".unicodeScalars.contains(scalar) ? ["\\", scalar] : [scalar]
      })
  }
}

extension RegionClass {
  /// The order in which people look at them.
  public var rank: Int {
    switch self {
    case .normal: 0
    case .review: 1
    case .never: 2
    case .unused: 3
    }
  }
}

extension RegionReport {
  /// A figure; "at least" it if not all events are counted.
  func atLeast(_ figure: Int) -> String {
    (uncounted ?? 0) > 0 ? "≥ " + figure.grouped : figure.grouped
  }
}

extension ServiceException {
  /// `userIdentity.type AWSService: 41 events on 9 days, all of the service itself`
  public var sentence: String {
    "\(field) \(value) (\(regions.joined(separator: ", "))): \(reasons.joined(separator: "; "))"
  }
}

extension BaselineComparison {
  /// One sentence for each difference.
  public var sentences: [String] {
    var lines: [String] = []
    if !new.isEmpty { lines.append("new regions: " + new.joined(separator: ", ")) }
    if !gone.isEmpty { lines.append("regions gone: " + gone.joined(separator: ", ")) }
    lines += grown.map { "\($0.region): grown from \($0.from) to \($0.to) events of evidence" }
    lines += classChanged.map { "\($0.region): \($0.from.rawValue) before, \($0.to.rawValue) now" }
    lines += newPrincipals.map { "\($0.region): new principal \($0.name)" }
    lines += newServices.map { "\($0.region): new service \($0.name)" }
    lines += newServedFrom.map { "\($0.region): calls served from \($0.name), new" }
    return lines.isEmpty ? ["nothing changed"] : lines
  }
}
