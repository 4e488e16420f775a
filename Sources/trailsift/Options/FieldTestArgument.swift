import ArgumentParser
import Basics
import RuleEditing
import Sigma

/// A field test as written on the command line.
///
///     userIdentity.arn=arn:aws:iam::111122223333:role/build
///     userAgent|startswith=aws-cli/           sourceIPAddress|cidr=198.51.100.0/24
///     errorCode|null                          vpcEndpointId|exists       tlsDetails|missing
struct FieldTestArgument: ExpressibleByArgument {
  let test: RuleException.FieldTest

  init?(argument: String) {
    let parts = argument.pieces(at: "=", most: 2)
    let subject = parts[0].pieces(at: "|")
    guard let field = subject.first, !field.isEmpty, subject.count <= 2 else { return nil }
    let relation: RuleException.Relation? =
      subject.count == 1 ? .equals : RuleException.Relation(rawValue: String(subject[1]))
    guard let relation, relation.takesValues == (parts.count == 2) else { return nil }
    test = RuleException.FieldTest(
      field: String(field), relation: relation, values: parts.count == 2 ? [String(parts[1])] : [])
  }

  /// What is wrong with its values, or nil.
  var problem: String? {
    guard test.relation == .cidr else { return nil }
    for value in test.values {
      switch IPNetwork.parse(value) {
      case .network: continue
      case .hostBits(let network):
        return "“\(value)” has bits set behind its prefix; write \(network)"
      case .invalid: return "“\(value)” is not a network, such as 10.0.0.0/8 or 2001:db8::/32"
      }
    }
    return nil
  }

  /// Merges tests of the same kind on the same field into one test with several values.
  static func tests(_ arguments: [FieldTestArgument]) -> [RuleException.FieldTest] {
    var tests: [RuleException.FieldTest] = []
    for test in arguments.map(\.test) {
      let same = tests.firstIndex { $0.field == test.field && $0.relation == test.relation }
      if let same { tests[same].values += test.values } else { tests.append(test) }
    }
    return tests
  }
}
