import Testing

@testable import Scanning

@Suite struct FieldNamesTests {
  private let names = FieldNames(
    of: Array(
      #"{"userIdentity":{"userName":"kim"},"resources":[{"ARN":"a"},{"type":"t"}],"eventName":"x"}"#
        .utf8))

  @Test(arguments: [
    ("eventname", "eventName"), ("useridentity.username", "userIdentity.userName"),
    ("userName", "userIdentity.userName"), ("resources.arn", "resources.ARN"),
    ("type", "resources.type"),
  ])
  func theFieldOfAnotherCaseOrPlaceIsMeant(missing: String, meant: String) {
    #expect(names.meant(by: missing) == meant)
  }

  /// A field of the same last name elsewhere is another field.
  @Test(arguments: ["requestParameters.userName", "eventName", "errorCode", ""])
  func othersAreNot(missing: String) {
    #expect(names.meant(by: missing) == nil)
  }

  @Test func textThatIsNotJSONHasNoNames() {
    #expect(FieldNames(of: Array("{".utf8)).meant(by: "a") == nil)
    let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
    #expect(FieldNames(of: Array("{\"a\":\(deep)}".utf8)).meant(by: "b") == nil)
  }
}
