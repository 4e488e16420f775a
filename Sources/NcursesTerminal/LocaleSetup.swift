import Basics
import Foundation

/// The terminal's character set, which ncurses takes from the C locale.
enum LocaleSetup {
  /// Uses the user's locale. If none is set (containers, cron, some ssh sessions), or a UTF-8
  /// locale that is not installed, assumes UTF-8. With a locale that is not UTF-8 the screen is
  /// ASCII.
  /// - Returns: whether the terminal understands UTF-8.
  static func apply() -> Bool {
    let isTaken = setlocale(LC_ALL, "") != nil || setlocale(LC_CTYPE, "") != nil
    let environment = ProcessInfo.processInfo.environment
    // The first variable that is set counts.
    let wanted = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    if wanted == nil || (!isTaken && isUTF8(wanted?.cut(at: ".")?.behind ?? "")) {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    // Numbers are data here, so the locale must not format them.
    setlocale(LC_NUMERIC, "C")
    guard let codeset = nl_langinfo(Int32(CODESET)) else { return false }
    return isUTF8(String(cString: codeset))
  }

  /// `UTF-8`, `utf8`, `utf8@euro`
  private static func isUTF8(_ codeset: some StringProtocol) -> Bool {
    codeset.uppercased().replacing(text: "-", by: "").pieces(at: "@")[0] == "UTF8"
  }
}
