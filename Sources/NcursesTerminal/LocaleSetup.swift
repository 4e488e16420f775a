import Basics
import Foundation

/// The character set of the terminal, which ncurses takes from the C locale.
enum LocaleSetup {
  /// Takes over the user's locale. Where none is set at all (containers, cron, some ssh sessions), UTF-8 is
  /// assumed; where one is set that is not UTF-8, it is obeyed and the screen is ASCII.
  /// - Returns: whether the terminal understands UTF-8.
  static func apply() -> Bool {
    setlocale(LC_ALL, "")
    let environment = ProcessInfo.processInfo.environment
    let isSet = ["LC_ALL", "LC_CTYPE", "LANG"].contains { !(environment[$0] ?? "").isEmpty }
    if !isSet { setlocale(LC_CTYPE, "C.UTF-8") }
    // Numbers are data here, never the user's to format.
    setlocale(LC_NUMERIC, "C")
    guard let codeset = nl_langinfo(Int32(CODESET)) else { return false }
    return String(cString: codeset).uppercased().replacing(text: "-", by: "") == "UTF8"
  }
}
