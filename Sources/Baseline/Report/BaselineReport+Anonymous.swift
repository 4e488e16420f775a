import Basics

extension BaselineReport {
  /// The same without names: principals, accounts and networks are replaced, each by the same
  /// everywhere.
  ///
  ///     arn:aws:iam::111122223333:role/ci-deploy    arn:aws:iam::000000000001:role/principal-3
  ///     198.51.100.0/24                             network-2
  ///
  /// Names of regions, AWS's services and their roles stay.
  public var anonymous: BaselineReport {
    let names = PseudonymTable(self)
    var report = self
    report.sweepers = sweepers.map { sweeper in
      var sweeper = sweeper
      sweeper.principal = names.principal(sweeper.principal)
      return sweeper
    }
    report.sweepers.sort { $0.principal.utf8.lexicographicallyPrecedes($1.principal.utf8) }
    report.exceptions = exceptions.map { $0.renamed(names) }
    report.refusedExceptions = refusedExceptions.map { $0.renamed(names) }
    report.regions = regions.mapValues { region in
      var region = region
      region.reasons = region.reasons.map(names.sentence)
      region.notes = region.notes.map(names.sentence)
      region.principals = names.keys(region.principals, names.principal)
      region.networks = names.keys(region.networks, names.network)
      region.accounts = names.keys(region.accounts, names.account).mapValues { account in
        var account = account
        account.reasons = account.reasons.map(names.sentence)
        return account
      }
      return region
    }
    report.comparison?.newPrincipals = (comparison?.newPrincipals ?? []).map {
      BaselineComparison.Addition(region: $0.region, name: names.principal($0.name))
    }
    return report
  }

  /// A principal at the end of a sentence of this program.
  static let leadIns = [" principal: ", " principals: ", " acts for others: "]
  static let enabled = "enabled on "
}

extension ServiceException {
  fileprivate func renamed(_ names: PseudonymTable) -> ServiceException {
    var exception = self
    exception.reasons = reasons.map(names.sentence)
    return exception
  }
}

/// Names and what replaces them, numbered in the names' order.
private struct PseudonymTable {
  private var principals: [String: String] = [:]
  private var networks: [String: String] = [:]
  private var accounts: [String: String] = [:]
  /// Longest first, so that no part of a name is replaced.
  private var byLength: [(name: String, pseudonym: String)] = []

  init(_ report: BaselineReport) {
    var found: (principals: Set<String>, networks: Set<String>, accounts: Set<String>) =
      ([], [], [])
    var sentences = (report.exceptions + report.refusedExceptions).flatMap(\.reasons)
    found.principals.formUnion(report.sweepers.map(\.principal))
    for region in report.regions.values {
      found.principals.formUnion(region.principals.keys)
      found.networks.formUnion(region.networks.keys)
      found.accounts.formUnion(region.accounts.keys)
      sentences += region.reasons + region.notes + region.accounts.values.flatMap(\.reasons)
    }
    found.principals.formUnion((report.comparison?.newPrincipals ?? []).map(\.name))
    found.principals.formUnion(sentences.compactMap(Self.namedAtEnd))
    for principal in found.principals {
      let parts = principal.pieces(at: ":", most: 6)
      if parts.count == 6, !parts[4].isEmpty { found.accounts.insert(String(parts[4])) }
    }
    for (index, account) in Self.sorted(found.accounts).enumerated() {
      let digits = String(index + 1)
      accounts[account] = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
    for (index, principal) in Self.sorted(found.principals).enumerated() {
      principals[principal] = Self.pseudonym(principal, index + 1, accounts)
    }
    for (index, network) in Self.sorted(found.networks).enumerated() {
      networks[network] = "network-\(index + 1)"
    }
    let all = principals.map { ($0.key, $0.value) } + accounts.map { ($0.key, $0.value) }
    byLength = all.sorted {
      let (left, right) = ($0.0.utf8.count, $1.0.utf8.count)
      return left != right ? left > right : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
    }
  }

  func principal(_ name: String) -> String { principals[name] ?? name }
  func network(_ name: String) -> String { networks[name] ?? name }
  func account(_ name: String) -> String { accounts[name] ?? name }

  func keys<Value>(_ values: [String: Value], _ rename: (String) -> String) -> [String: Value] {
    var result: [String: Value] = [:]
    for (key, value) in values { result[rename(key)] = value }
    return result
  }

  /// Replaces names in a sentence of this program.
  func sentence(_ text: String) -> String {
    for (name, pseudonym) in byLength where text.has(text: name) && !name.isEmpty {
      let pieces = text.pieces(atText: name)
      return pieces.map { sentence(String($0)) }.joined(separator: pseudonym)
    }
    return text
  }

  private static func namedAtEnd(_ sentence: String) -> String? {
    let leadIns = sentence.begins(with: BaselineReport.enabled) ? [" by "] : BaselineReport.leadIns
    for leadIn in leadIns {
      let pieces = sentence.pieces(atText: leadIn)
      guard pieces.count > 1 else { continue }
      let name = pieces.dropFirst().joined(separator: leadIn)
      // "… and 3 more"
      guard let shorter = name.without(suffix: " more")?.cut(atLast: " "), !shorter.behind.isEmpty,
        shorter.behind.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
        let cut = shorter.before.without(suffix: " and")
      else { return name }
      return String(cut)
    }
    return nil
  }

  /// Keeps what kind of principal it is.
  private static func pseudonym(
    _ name: String, _ number: Int, _ accounts: [String: String]
  ) -> String {
    let parts = name.pieces(at: ":", most: 6)
    guard parts.count == 6, parts[0] == "arn" else { return "principal-\(number)" }
    let account = accounts[String(parts[4])] ?? String(parts[4])
    let kind = parts[5].cut(at: "/").map { "\($0.before)/" } ?? ""
    return parts[..<4].joined(separator: ":") + ":\(account):\(kind)principal-\(number)"
  }

  private static func sorted(_ names: Set<String>) -> [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
