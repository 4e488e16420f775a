import Basics
import Foundation

/// The character set of the terminal, which ncurses takes from the C locale.
enum LocaleSetup {
  /// Takes over the user's locale. Where none is set at all (containers, cron, some ssh sessions), or one of UTF-8 that is
  /// not installed, UTF-8 is assumed; where one is set that is not UTF-8, it is obeyed and the screen is ASCII.
  /// - Returns: whether the terminal understands UTF-8.
  static func apply() -> Bool {
    let isTaken = setlocale(LC_ALL, "") != nil || setlocale(LC_CTYPE, "") != nil
    let environment = ProcessInfo.processInfo.environment
    // The first of them that is set counts.
    let wanted = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    if wanted == nil || (!isTaken && isUTF8(wanted?.cut(at: ".")?.behind ?? "")) {
      setlocale(LC_CTYPE, "C.UTF-8")
    }
    // Numbers are data here, never the user's to format.
    setlocale(LC_NUMERIC, "C")
    guard let codeset = nl_langinfo(Int32(CODESET)) else { return false }
    return isUTF8(String(cString: codeset))
  }

  /// `UTF-8`, `utf8`, `utf8@euro`
  private static func isUTF8(_ codeset: some StringProtocol) -> Bool {
    codeset.uppercased().replacing(text: "-", by: "").pieces(at: "@")[0] == "UTF8"
  }
}
