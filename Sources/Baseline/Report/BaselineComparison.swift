/// How a baseline differs from an older one.
public struct BaselineComparison: Sendable, Codable {
  public struct Growth: Sendable, Codable {
    public var region: String
    public var from: Int
    public var to: Int
  }

  public struct ClassChange: Sendable, Codable {
    public var region: String
    public var from: RegionClass
    public var to: RegionClass
  }

  public struct Addition: Sendable, Codable {
    public var region: String
    public var name: String
  }

  /// Regions with any event.
  public var new: [String]
  public var gone: [String]
  public var grown: [Growth]
  public var classChanged: [ClassChange]
  public var newPrincipals: [Addition]
  public var newServices: [Addition]
  public var newServedFrom: [Addition]
  /// Whether a region, a principal in a region or a service in a region is new.
  public var drift: Bool

  init(from old: BaselineReport, to now: BaselineReport) {
    func sorted(_ names: some Sequence<String>) -> [String] {
      names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    let (was, isNow) = (old.regions, now.regions)
    let both = sorted(was.keys.filter { isNow[$0] != nil })
    new = sorted(isNow.keys.filter { was[$0] == nil })
    gone = sorted(was.keys.filter { isNow[$0] == nil })
    (grown, classChanged, newPrincipals, newServices, newServedFrom) = ([], [], [], [], [])
    for region in both {
      guard let before = was[region], let after = isNow[region] else { continue }
      let (from, to) = (before.counts.evidence, after.counts.evidence)
      if to >= Thresholds.grownEvents,
        to * old.window.span >= Thresholds.grownFactor * from * now.window.span
      {
        grown.append(Growth(region: region, from: from, to: to))
      }
      if before.regionClass != after.regionClass {
        classChanged.append(
          ClassChange(region: region, from: before.regionClass, to: after.regionClass))
      }
      func added<Value>(_ before: [String: Value], _ after: [String: Value]) -> [Addition] {
        sorted(after.keys.filter { before[$0] == nil }).map { Addition(region: region, name: $0) }
      }
      newPrincipals += added(before.principals, after.principals)
      newServices += added(before.services, after.services)
      newServedFrom += added(before.servedFrom, after.servedFrom)
    }
    drift = !new.isEmpty || !newPrincipals.isEmpty || !newServices.isEmpty
  }
}

extension BaselineReport {
  /// The same with what is different from an older one.
  public func compared(with old: BaselineReport) -> BaselineReport {
    var report = self
    report.comparison = BaselineComparison(from: old, to: self)
    return report
  }
}
