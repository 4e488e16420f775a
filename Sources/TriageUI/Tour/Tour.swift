import HitStore
import TerminalScreen

/// The tour of `trailsift demo`: five things to do, one at a time on the line of notices.
///
///     tour 3/5  a allows the hit's region, if people work there: read its effect, then Enter
///
/// It follows what the analyst does, in any order, and takes no key. Esc ends it.
public struct Tour: Sendable {
  enum Step: Int, CaseIterable {
    case look, judge, allow, review, undo
  }

  private(set) var done: Set<Step> = []

  public init() {}

  /// The first thing not done yet.
  var step: Step? { Step.allCases.first { !done.contains($0) } }

  /// Takes note of what the state shows to be done.
  mutating func follow(_ state: State) {
    if state.list.cursor > 0 || state.surfaces.showsEvent { done.insert(.look) }
    if !state.session.verdicts.isEmpty { done.insert(.judge) }
    if state.session.hasChangedRules { done.insert(.allow) }
    guard done.contains(.allow) else { return }
    if let page = state.surfaces.page as? TextSurface, page.kind == .diff { done.insert(.review) }
    // Taken back before the diff was seen: there is nothing to see now.
    if !state.session.hasChangedRules { done.formUnion([.review, .undo]) }
  }

  /// What to do next.
  func words(in state: State) -> String {
    guard let step else { return "" }
    let what =
      switch step {
      case .look:
        "these are hits: \(state.key(.moveDown)) and \(state.key(.moveUp)) move, "
          + "\(state.key(.enterEvent)) goes to the event"
      case .judge:
        "\(state.key(.markBenignTruePositive)) judges the hit benign, "
          + "\(state.key(.markTruePositive)) real, \(state.key(.markFalsePositive)) false: try one"
      case .allow:
        state.surfaces.dialog == nil
          ? "\(state.key(.allowRegion)) on a hit: its region is normal here, the rule learns it"
          : "read what it silences and the diff; then Enter writes the rule"
      case .review: "the rule has learned: \(state.key(.showDiff)) shows what has changed in it"
      case .undo:
        "\(state.key(.undo)) in the list takes it back: the file is as before, byte for byte"
      }
    return "tour \(step.rawValue + 1)/\(Step.allCases.count)  \(what)"
  }
}

extension State {
  /// Moves the tour on, and ends it after its last step.
  mutating func followTour() -> [Effect] {
    guard var tour, !isTooSmall else { return [] }
    tour.follow(self)
    self.tour = tour
    guard tour.step == nil else { return [] }
    self.tour = nil
    let end =
      "end of the tour: \(key(.help)) help, \(key(.quit)) quits"
    notice = .done((notice.map { $0.text + "; " } ?? "") + end)
    return [.files(.endTour)]
  }

  /// Ends the tour for ever. Nil if there is none.
  mutating func leaveTour() -> [Effect]? {
    if tour == nil { return nil }
    tour = nil
    notice = .done("the tour is over; trailsift demo --tour shows it again")
    return [.files(.endTour)]
  }
}
