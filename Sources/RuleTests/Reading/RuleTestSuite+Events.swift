import CloudTrail
import EventJSON

extension RuleTestSuite {
  /// The eventIDs in the data of all tests that can be read.
  public var eventIDs: Set<String> { eventIDs { _ in true } }

  /// The eventIDs in the data of the tests with such an expectation.
  public func eventIDs(where isMeant: (RuleTest.Expectation) -> Bool) -> Set<String> {
    var found: Set<String> = []
    let reader = RecordReader(fields: ["eventID"])
    for test in tests where isMeant(test.expectation) {
      guard case .file(let path) = test.events, TestFile.obstacle(to: path) == nil else { continue }
      _ = reader.read(LogFile(path: path, byteCount: 0), progress: { _ in true }) { _ in
        for value in reader.event.values(at: 0) where value.kind == .string {
          found.insert(reader.event.text(of: value))
        }
      }
    }
    return found
  }
}
