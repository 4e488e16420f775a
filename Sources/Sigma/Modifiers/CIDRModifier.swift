import Basics

/// `sourceIPAddress|cidr: 10.0.0.0/8`: an address in the network. Other texts never match.
enum CIDRModifier: SigmaModifier {
  static let names = ["cidr"]

  static let documentation = ModifierDocumentation(
    takes: "networks, IPv4 or IPv6",
    summary: "An address in the network. Other texts never match.",
    examples: [
      .init(
        "sourceIPAddress|cidr: 10.0.0.0/8",
        matches: #"{"sourceIPAddress":"10.1.2.3"}"#,
        not: #"{"sourceIPAddress":"11.1.2.3"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if item.isKeyword { throw ModifierProblem(message: "'cidr' needs a field") }
    if let other = item.applied.first(where: { $0 != "all" && $0 != "neq" && $0 != "expand" }) {
      throw ModifierProblem(message: "'cidr' cannot follow '\(other)'")
    }
    try item.mapTexts(for: name) { (text) throws(ModifierProblem) in
      if !text.placeholders.isEmpty {
        throw ModifierProblem(
          category: .unsupported, message: "placeholders under 'cidr' are not supported yet")
      }
      guard let plain = text.literal else {
        throw ModifierProblem(
          message: "a network can't have wildcards", advice: "for example: 10.0.0.0/8")
      }
      return .network(try network(plain))
    }
  }

  private static func network(_ text: String) throws(ModifierProblem) -> IPNetwork {
    switch IPNetwork.parse(text) {
    case .network(let network): return network
    case .hostBits(let network):
      throw ModifierProblem(
        message: "'\(text)' has bits set behind its prefix", advice: "write \(network)")
    case .invalid:
      throw ModifierProblem(
        message: "'\(text)' is not a network", advice: "for example: 10.0.0.0/8 or 2001:db8::/32")
    }
  }
}
