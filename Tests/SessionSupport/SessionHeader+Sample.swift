import Basics
import RuleEditing
import Scanning
import Sessions

extension SessionHeader {
  /// The header of a session over one rule file, `/rules/rule.yml`.
  package static func sample(rule text: String) -> SessionHeader {
    SessionHeader(
      tool: "trailsift test", author: "kim", started: "2025-11-02T14:00:00Z",
      rules: [
        RuleRecord(
          path: "rule.yml", absolutePath: "/rules/rule.yml", sha256: SHA256.hex(of: text.utf8),
          text: text)
      ],
      logs: [LogRecord(path: "logs", absolutePath: "/logs", bytes: 12)], options: ScanOptions())
  }
}
