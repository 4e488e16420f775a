import Basics

extension YAMLScalar {
  /// Reads a plain or explicitly tagged scalar by the core schema of YAML 1.2 (section 10.3.2).
  ///
  /// - Returns: nil when the tag is of another type, or does not fit the text.
  init?(text: String, style: Style, tag: String?) {
    guard let resolved = Self.resolve(text, style: style, tag: tag) else { return nil }
    self.init(text: text, style: style, resolved: resolved)
  }

  private static func resolve(_ text: String, style: Style, tag: String?) -> Resolved? {
    guard let tag else { return style == .plain ? plain(text) : .string }
    switch tag {
    case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp": return .string
    case "tag:yaml.org,2002:null": return isNull(text) ? .null : nil
    case "tag:yaml.org,2002:bool": return bool(text).map(Resolved.bool)
    case "tag:yaml.org,2002:int": return int(text).map(Resolved.int)
    case "tag:yaml.org,2002:float": return (float(text) ?? Double(text)).map(Resolved.float)
    default: return nil
    }
  }

  private static func plain(_ text: String) -> Resolved {
    if isNull(text) { return .null }
    if let bool = bool(text) { return .bool(bool) }
    if let int = int(text) { return .int(int) }
    if let float = float(text) { return .float(float) }
    return .string
  }

  private static func isNull(_ text: String) -> Bool {
    text.isEmpty || ["~", "null", "Null", "NULL"].contains(text)
  }

  private static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  private static func int(_ text: String) -> Int64? {
    if text.begins(with: "0x") { return unsigned(text.dropFirst(2), radix: 16) }
    if text.begins(with: "0o") { return unsigned(text.dropFirst(2), radix: 8) }
    let digits = text.begins(with: "-") || text.begins(with: "+") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit) else { return nil }
    // Digits with a leading zero are account ids and the like: their zeros matter.
    if digits.utf8.count > 1, digits.begins(with: "0") { return nil }
    return Int64(text)
  }

  private static func unsigned(_ digits: Substring, radix: Int) -> Int64? {
    guard let first = digits.first, first != "+", first != "-" else { return nil }
    return Int64(digits, radix: radix)
  }

  private static func float(_ text: String) -> Double? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: break
    }
    // [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    var rest = Substring(text).utf8
    func skipSign() {
      if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest.removeFirst() }
    }
    func skipDigits() -> Int {
      let count = rest.prefix(while: isDigit).count
      rest.removeFirst(count)
      return count
    }
    skipSign()
    let whole = skipDigits()
    var fraction = 0
    var isFloat = false
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = skipDigits()
      isFloat = true
    }
    guard whole > 0 || fraction > 0 else { return nil }
    if let e = rest.first, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      rest.removeFirst()
      skipSign()
      guard skipDigits() > 0 else { return nil }
      isFloat = true
    }
    guard rest.isEmpty, isFloat else { return nil }
    return Double(text.ends(with: ".") ? text + "0" : text.begins(with: ".") ? "0" + text : text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
