import Basics
import RuleEditing

/// An exception that would silence the marked hits, with its other effects.
///
///     role DeployBot · event CreateStack · region ap-east-1      silences 14, leaves 131
///     role DeployBot                                             silences 31, leaves 114
public struct Proposal: Sendable {
  public let preview: EditPreview
  /// The tested fields, in words: `[("role", "DeployBot"), ("region", "ap-east-1")]`.
  public var parts: [Part] {
    guard case .addException(let exception) = preview.edit else { return [] }
    return exception.tests.map(Part.init)
  }

  /// The order of proposals: by hits silenced, then by warnings, then by number of fields.
  var width: (silenced: Int, warnings: Int, parts: Int) {
    (preview.effect.silenced.count, preview.warnings.count, parts.count)
  }

  public struct Part: Sendable, Hashable {
    public let label: String
    public let value: String

    init(_ test: RuleException.FieldTest) {
      let field = ExceptionField(rawValue: test.field)
      label = test.relation == .cidr ? "network" : ExceptionField.label(of: test.field)
      // The end of an ARN distinguishes it.
      let values = test.values.map { value in
        switch field {
        case .roleARN: String(value.lastPathPart)
        case .principalARN: String(value.pieces(at: ":").last ?? "")
        default: value
        }
      }
      value = values.joined(separator: ", ")
    }
  }
}

/// The proposals for hits: exceptions ready to be written, and the fields for others.
public struct Proposals: Sendable {
  /// Narrow to wide.
  public let list: [Proposal]
  public let common: CommonFields
  /// The rules of the hits, by index.
  public let rules: [Int]
  /// Why there is no proposal, if that needs an explanation.
  public let note: String?
}
