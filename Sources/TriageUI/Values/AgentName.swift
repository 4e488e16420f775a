import Basics

/// A user agent by its product and version:
///
///     Boto3/1.42.1 md/Botocore#1.42.1 ua/2.1 os/linux#6.1       Boto3/1.42
///     APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://…)        Terraform/1.5
///     Mozilla/5.0 (X11; Linux x86_64) … Chrome/131.0 Safari/…   Chrome/131
///     console.amazonaws.com                                     console
enum AgentName {
  static func short(_ agent: String) -> String {
    var text = agent.trimmed
    if let inner = text.without(prefix: "[")?.without(suffix: "]") { text = String(inner).trimmed }
    if consoles.contains(text) { return "console" }
    let words = text.words
    guard let first = words.first, first.has("/") else { return text }
    if first.begins(with: "Mozilla/") { return browser(words) ?? String(first) }
    // Partners name their company first: the product is the last word before the remarks.
    let product =
      first.begins(with: "APN/")
      ? words.prefix { $0.has("/") && !$0.begins(with: "(") }.last ?? first : first
    return shortVersion(product)
  }

  private static let consoles: Set<String> = [
    "console.amazonaws.com", "signin.amazonaws.com", "console.aws.amazon.com",
  ]

  /// Each browser also names those that it descends from, so the youngest one counts.
  private static let browsers = ["Edg/", "OPR/", "Firefox/", "Chrome/", "Safari/"]

  private static func browser(_ words: [Substring]) -> String? {
    for name in browsers {
      guard let word = words.last(where: { $0.begins(with: name) }) else { continue }
      return String(word.pieces(at: ".")[0])
    }
    return nil
  }

  /// `aws-cli/2.15` of `aws-cli/2.15.30,`.
  private static func shortVersion(_ product: Substring) -> String {
    guard let (name, version) = product.cut(at: "/") else { return String(product) }
    let numbers = version.pieces(at: ",")[0].pieces(at: ".", most: 3).prefix(2)
    return name + "/" + numbers.joined(separator: ".")
  }
}
