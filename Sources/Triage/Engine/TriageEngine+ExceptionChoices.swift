import Basics
import HitStore
import RuleEditing

/// The tests of an exception, and the tests by which it can be widened or narrowed.
public struct ExceptionChoices: Sendable {
  public let exception: WrittenException
  public let fields: CommonFields
  /// The choices for the fields that it tests.
  public let current: Set<Int>
}

extension TriageEngine {
  /// Its tests, wider tests of the same fields, and fields on which the hits that it silences
  /// agree.
  public func choices(
    for status: ExceptionStatus, table: HitTable
  ) throws(TriageRefusal) -> ExceptionChoices {
    let exception = status.exception
    guard let tests = exception.tests else {
      throw TriageRefusal(
        "\(exception.name) has more than field tests; change it by hand in \(exception.path)"
      )
    }
    let wider = tests.flatMap(\.wider)
    let silenced = status.alone + status.shared
    let common = silenced.isEmpty ? [] : try commonFields(of: silenced, table: table).entries
    let known = Set((tests + wider).map { [$0.field, $0.relation.rawValue] })
    let narrower = common.map(\.test).filter { !known.contains([$0.field, $0.relation.rawValue]) }
    return ExceptionChoices(
      exception: exception,
      fields: CommonFields(entries: (tests + wider + narrower).map { .init(test: $0) }),
      current: Set(tests.indices))
  }
}

extension RuleException.FieldTest {
  /// Wider tests of the same field: the network of addresses, the text before the last `/`.
  var wider: [RuleException.FieldTest] {
    guard relation == .equals else { return [] }
    let networks = Set(values.compactMap(CommonFields.network))
    if networks.count == 1, values.allSatisfy({ CommonFields.network(of: $0) != nil }) {
      return [.init(field: field, relation: .cidr, values: Array(networks))]
    }
    let starts = values.compactMap { value in
      value.cut(atLast: "/").map { String($0.before) + "/" }
    }
    guard !starts.isEmpty, starts.count == values.count else { return [] }
    return [.init(field: field, relation: .startsWith, values: Set(starts).sorted())]
  }
}
