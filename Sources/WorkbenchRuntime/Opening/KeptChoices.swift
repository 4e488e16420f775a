import Scanning
import Sessions
import TriageUI

/// Where the choices of an analyst are kept for the next session, and which are.
public struct KeptChoices: Sendable {
  private(set) var columns: ColumnsStore?
  private(set) var filters: FilterHistory?
  let keepsTheme: Bool

  /// All of them: those of sessions over these rules.
  public init(of rules: RuleSet, environment: [String: String]) {
    columns = ColumnsStore(rules: rules, environment: environment)
    filters = FilterHistory(environment: environment)
    keepsTheme = true
  }

  private init(keepsTheme: Bool) { self.keepsTheme = keepsTheme }

  /// Only the theme: a replay shows the columns and filters of its session.
  public static let themeOnly = KeptChoices(keepsTheme: true)
  /// Nothing: pictures, recordings and tests leave no trace.
  static let none = KeptChoices(keepsTheme: false)

  /// Puts what was kept into a state. A file that cannot be read is said, if there is nothing else to say.
  public func restore(into state: inout State) {
    let notice = state.notice
    defer { state.notice = notice ?? state.notice }
    do {
      if let kept = try columns?.load() {
        state.list.columns = Columns(kept, fields: state.table.columns)
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
