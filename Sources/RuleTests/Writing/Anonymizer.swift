import Basics
import EventJSON
import Sigma

/// Replaces account ids, names of principals and buckets, access keys and addresses, the same ones
/// by the same ones in all events of a rule's tests.
///
///     arn:aws:iam::210987654321:user/kim   →  arn:aws:iam::100000000001:user/name-1
///     198.18.4.7                           →  192.0.2.1
///
/// What the rule's answer depends on stays. Names of JSON members, calls, services and regions are
/// not replaced.
public struct Anonymizer {
  /// What has been found, with its replacement.
  private var replacements: [String: String] = [:]
  /// The longest first, so that `kim-laptop` is not taken for `kim`.
  private var words: [Word] = []
  private var counts: [Kind: Int] = [:]
  /// What stays, since the answer depends on it.
  public private(set) var kept: Set<String> = []

  enum Kind: Hashable {
    case account, name, email, accessKey, address4, address6
  }

  private struct Word {
    let bytes: [UInt8]
    let kind: Kind
    let text: String
  }

  public init() {}

  /// Replaces in all records. Returns nil for one whose answer could not be kept.
  ///
  /// - Parameter matcher: the rule, as its only one.
  public mutating func anonymized(_ records: [[UInt8]], matcher: RuleMatcher) -> [[UInt8]?] {
    for record in records { learn(record) }
    words.sort { ($0.bytes.count, $1.text) > ($1.bytes.count, $0.text) }
    let proof = AnswerProof(matcher)
    let event = PickedEvent(trie: FieldTrie(fields: Self.structuralFields))
    let wanted = records.map(proof.answers)
    func keepsAnswer(_ index: Int, _ kept: Set<String>) -> Bool {
      let new = rewritten(records[index], keeping: kept, event)
      return wanted[index] != nil && proof.answers(to: new) == wanted[index]
    }
    // A word that one event needs stays in all of them.
    var isSettled = false
    while !isSettled {
      isSettled = true
      for index in records.indices where !keepsAnswer(index, kept) {
        let needed = words.map(\.text).filter { !kept.contains($0) }
        if let one = needed.first(where: { keepsAnswer(index, kept.union([$0])) }) {
          kept.insert(one)
        } else if !needed.isEmpty, keepsAnswer(index, kept.union(needed)) {
          // Several together: take back those that are not needed, one after the other.
          var all = kept.union(needed)
          for word in needed where keepsAnswer(index, all.subtracting([word])) { all.remove(word) }
          kept = all
        } else {
          continue
        }
        isSettled = false
      }
    }
    return records.indices.map { index in
      keepsAnswer(index, kept) ? rewritten(records[index], keeping: kept, event) : nil
    }
  }

  // MARK: Finding

  private static let accountNames: Set<String> = [
    "accountid", "recipientaccountid", "owneraccountid", "ownerid", "sourceaccount",
    "vpcendpointaccountid",
  ]
  private static let nameNames: Set<String> = [
    "username", "rolename", "groupname", "bucketname", "rolesessionname", "sessionname",
    "instanceprofilename", "keyname", "sourceidentity",
  ]
  private static let accessKeyStarts = [
    "AKIA", "ASIA", "AROA", "AIDA", "AGPA", "AIPA", "ANPA", "ANVA", "ABIA", "ACCA",
  ]
  /// Names that are the same in every account.
  private static let commonNames: Set<String> = [
    "root", "aws-service-role", "aws-reserved", "anonymous",
  ]

  private mutating func learn(_ record: [UInt8]) {
    let outline = JSONOutline(record)
    for node in outline.nodes.indices {
      let kind = outline.nodes[node].kind
      guard kind == .string || kind == .number else { continue }
      let text = outline.valueText(node)
      guard !text.isEmpty, text.utf8.count < 4_096 else { continue }
      let key = outline.key(node)?.lowercased() ?? ""
      if Self.accountNames.contains(key), Self.isAccount(text) { add(text, .account) }
      if Self.nameNames.contains(key) { addName(text) }
      if key == "principalid", let (_, session) = text.cut(at: ":") { addName(String(session)) }
      learnARNs(text)
      learnWords(text)
    }
  }

  /// `arn:aws:sts::210987654321:assumed-role/admin/kim`: the account, and names of principals.
  private mutating func learnARNs(_ text: String) {
    for piece in text.pieces(atText: "arn:aws").dropFirst() {
      let end = piece.unicodeScalars.firstIndex { "\"' ,;)]}<>\n\t".unicodeScalars.contains($0) }
      let parts = piece[..<(end ?? piece.endIndex)].pieces(at: ":", most: 5)
      guard parts.count == 5 else { continue }
      if Self.isAccount(parts[3]) { add(String(parts[3]), .account) }
      switch parts[1] {
      case "iam", "sts":
        for name in parts[4].pieces(at: "/").dropFirst() { addName(String(name)) }
      case "s3": if let name = parts[4].pieces(at: "/").first { addName(String(name)) }
      default: break
      }
    }
  }

  private mutating func learnWords(_ text: String) {
    if Self.isIPv6(text) { add(text, .address6) }
    let isWordScalar: (Unicode.Scalar) -> Bool = { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "._@+-".unicodeScalars.contains(scalar)
    }
    for part in text.unicodeScalars.split(whereSeparator: { !isWordScalar($0) }) {
      let word = String(String.UnicodeScalarView(part))
      if Self.isIPv4(word) {
        add(word, .address4)
      } else if let (name, domain) = word.cut(at: "@"), !name.isEmpty, domain.has(".") {
        add(word, .email)
      } else if word.utf8.count >= 16, Self.accessKeyStarts.contains(where: word.begins(with:)),
        word.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
      {
        add(word, .accessKey)
      }
    }
  }

  private mutating func addName(_ name: String) {
    guard !name.isEmpty, !Self.commonNames.contains(name.lowercased()), name.has("*") == false,
      !name.begins(with: "AWSServiceRole"), !name.ends(with: ".amazonaws.com"),
      !Self.isAccount(name)
    else { return }
    if name.has("@") { return add(name, .email) }
    add(name, .name)
  }

  private mutating func add(_ text: String, _ kind: Kind) {
    guard replacements[text] == nil else { return }
    counts[kind, default: 0] += 1
    replacements[text] = Self.replacement(kind, counts[kind, default: 1], of: text)
    words.append(Word(bytes: Array(text.utf8), kind: kind, text: text))
  }

  /// Addresses are of the ranges for documentation (RFC 5737, RFC 3849), then of RFC 2544's.
  private static func replacement(_ kind: Kind, _ number: Int, of text: String) -> String {
    func padded(_ length: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, length - digits.utf8.count)) + digits
    }
    switch kind {
    case .account: return "1" + padded(11)
    case .name: return "name-\(number)"
    case .email: return "name-\(number)@example.com"
    case .accessKey: return text.prefix(4) + "EXAMPLE" + padded(max(1, text.utf8.count - 11))
    case .address6: return "2001:db8::" + String(number, radix: 16)
    case .address4:
      let ranges = ["192.0.2", "198.51.100", "203.0.113"]
      let index = (number - 1) / 254
      if index < ranges.count { return "\(ranges[index]).\((number - 1) % 254 + 1)" }
      return "198.18.\((number >> 8) & 255).\(number & 255)"
    }
  }

  private static func isAccount(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.pieces(at: ".")
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count)
          && part.utf8.allSatisfy { (0x30...0x39).contains($0) } && Int(part) ?? 256 < 256
      }
  }

  private static func isIPv6(_ text: String) -> Bool {
    text.utf8.count <= 45 && text.pieces(at: ":").count > 2
      && text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || Self.isHex(byte)
      }
  }

  // MARK: Replacing

  /// Values that say what happened, not who did it.
  private static let structuralFields = [
    "eventVersion", "eventTime", "eventSource", "eventName", "awsRegion", "eventID", "requestID",
    "eventType", "eventCategory", "errorCode", "userIdentity.type", "userIdentity.invokedBy",
    "apiVersion",
  ]

  private func rewritten(
    _ record: [UInt8], keeping kept: Set<String>, _ event: PickedEvent
  ) -> [UInt8] {
    record.withUnsafeBytes { bytes in
      guard (try? event.read(bytes)) != nil else { return record }
      var structural: Set<Int> = []
      for slot in Self.structuralFields.indices {
        for value in event.values(at: slot) { structural.insert(value.range.lowerBound) }
      }
      let source = event.record
      var output: [UInt8] = []
      var copied = 0
      event.forEachScalar { value in
        guard value.kind == .string || value.kind == .number,
          !structural.contains(value.range.lowerBound)
        else { return true }
        let text = event.withText(of: value) { Array($0) }
        guard let new = replaced(text, keeping: kept) else { return true }
        output += source[copied..<value.range.lowerBound]
        let written = value.kind == .string ? Self.escaped(new) : new
        output += written
        copied = value.range.upperBound
        return true
      }
      output += source[copied...]
      return output
    }
  }

  private static func escaped(_ text: [UInt8]) -> [UInt8] {
    Array(JSONEscaping.quoted(String(decoding: text, as: UTF8.self)).utf8.dropFirst().dropLast())
  }

  /// A text with its words replaced; nil if it has none.
  private func replaced(_ text: [UInt8], keeping kept: Set<String>) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    var index = 0
    while index < text.count {
      guard let word = words.first(where: { occurs($0, in: text, at: index, kept) }) else {
        index += 1
        continue
      }
      output += text[copied..<index]
      output += (replacements[word.text] ?? word.text).utf8
      index += word.bytes.count
      copied = index
    }
    return copied == 0 ? nil : output + text[copied...]
  }

  private func occurs(_ word: Word, in text: [UInt8], at index: Int, _ kept: Set<String>) -> Bool {
    guard text[index] == word.bytes[0], index + word.bytes.count <= text.count,
      text[index..<index + word.bytes.count].elementsEqual(word.bytes), !kept.contains(word.text)
    else { return false }
    let end = index + word.bytes.count
    // A short name such as `ci` is part of many words.
    let isStrict = word.kind == .name && word.bytes.count < 4
    func continues(_ byte: UInt8) -> Bool {
      switch word.kind {
      case .account: (0x30...0x39).contains(byte)
      case .address4: (0x30...0x39).contains(byte)
      case .name, .email, .accessKey, .address6:
        Self.isLetterOrDigit(byte) || (isStrict && "-_.".utf8.contains(byte))
      }
    }
    let begins =
      index == 0 || !continues(text[index - 1]) || Self.isPercentEncoded(text, before: index)
    return begins && (end == text.count || !continues(text[end]))
  }

  /// `%2Fkim`: in a policy as IAM sends it, the letters before the name are not part of it.
  private static func isPercentEncoded(_ text: [UInt8], before index: Int) -> Bool {
    index >= 3 && text[index - 3] == UInt8(ascii: "%") && isHex(text[index - 2])
      && isHex(text[index - 1])
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte >= 0x80
  }
}
