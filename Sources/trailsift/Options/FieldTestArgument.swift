import ArgumentParser
import Basics
import RuleEditing

/// A test of a field as it is written on the command line.
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

  /// Several tests of one kind on one field are one test with several values.
  static func tests(_ arguments: [FieldTestArgument]) -> [RuleException.FieldTest] {
    var tests: [RuleException.FieldTest] = []
    for test in arguments.map(\.test) {
      let same = tests.firstIndex { $0.field == test.field && $0.relation == test.relation }
      if let same { tests[same].values += test.values } else { tests.append(test) }
    }
    return tests
  }
}
