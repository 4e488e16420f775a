import Scanning
import Sessions
import TriageUI

/// The choices of an analyst that are kept for the next session, and their files.
public struct KeptChoices: Sendable {
  private(set) var columns: ColumnsStore?
  private(set) var filters: FilterHistory?
  private(set) var tour: TourStore?
  private(set) var layout: LayoutStore?
  let keepsTheme: Bool

  /// All choices for sessions over these rules.
  public init(of rules: RuleSet, environment: [String: String]) {
    columns = ColumnsStore(rules: rules, environment: environment)
    filters = FilterHistory(environment: environment)
    tour = TourStore(environment: environment)
    layout = LayoutStore(environment: environment)
    keepsTheme = true
  }

  private init(keepsTheme: Bool) { self.keepsTheme = keepsTheme }

  /// Only the theme. A replay shows the columns and filters of its session.
  public static let themeOnly = KeptChoices(keepsTheme: true)
  /// None. Pictures, recordings and tests leave no trace.
  static let none = KeptChoices(keepsTheme: false)

  /// Applies the kept choices to a state. Reports an unreadable file if there is no other notice.
  public func restore(into state: inout State) {
    if let size = layout?.load() { state.settings.eventSize = size }
    let notice = state.notice
    defer { state.notice = notice ?? state.notice }
    do {
      if let kept = try columns?.load() {
        state.list.columns = Columns(kept, of: state.table)
      }
    } catch {
      state.notice = .warning("\(error)")
    }
    do {
      if let filters { state.settings.filterHistory = try filters.load() }
    } catch {
      state.notice = .warning("\(error)")
    }
  }
}
