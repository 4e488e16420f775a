import Basics
import Foundation
import TestSupport
import Testing

@testable import MaxMindDB

@Suite struct MMDBRecordTests {
  private func read<Result: Sendable>(
    _ record: MadeDatabase.Value, _ body: (MMDBRecord) -> Result
  ) throws -> Result {
    let folder = try ScratchFolder()
    let path = folder.path("made.mmdb")
    try Data(MadeDatabase(record: record).bytes).write(to: URL(filePath: path))
    let database = try MaxMindDatabase(path)
    let answer = try #require(try database.find(IPNetwork(ipv4: 81 << 24 | 5)))
    #expect(answer.prefix == 8)
    return try database.read(at: answer.offset, body)
  }

  @Test func findsValuesByKeyAndPosition() throws {
    let record = MadeDatabase.Value.map([
      ("a", .array([.map([("b", .text("x"))]), .double(2.5)])), ("c", .boolean(true)),
      ("d", .unsigned(7)),
    ])
    try read(record) { record in
      #expect(record["a"]?[0]?["b"]?.text == "x")
      #expect(record["a"]?[1]?.number == 2.5)
      #expect(record["a"]?[2] == nil)
      #expect(record["a"]?["b"] == nil)
      #expect(record["c"]?.content == .boolean(true))
      #expect(record["c"]?.number == nil)
      #expect(record["d"]?.integer == 7)
      #expect(record["e"] == nil)
      #expect(record.pairs.map(\.key) == ["a", "c", "d"])
    }
  }

  @Test func takesTheLastOfEqualKeys() throws {
    try read(.map([("a", .map([("b", .text("x"))])), ("a", .text("y"))])) { record in
      #expect(record["a"]?.text == "y")
    }
  }

  @Test func followsPointersAndReadsOnBehindThem() throws {
    // The first record, {"country": {"iso_code": "SE"}}, is at offset 0.
    let pointer: [UInt8] = [0x20, 0x00]
    try read(.array([.raw(pointer), .text("behind"), .raw(pointer)])) { record in
      #expect(record[0]?["country"]?["iso_code"]?.text == "SE")
      #expect(record[1]?.text == "behind")
      #expect(record[2]?["country"]?["iso_code"]?.text == "SE")
    }
  }

  @Test func countsContainersAndPointersTogether() throws {
    func nested(_ depth: Int) -> MadeDatabase.Value {
      .raw((0..<depth).flatMap { _ in MadeDatabase.head(11, 1) } + MadeDatabase.bytes(.unsigned(1)))
    }
    #expect(try read(nested(512)) { $0.isArray })
    #expect(throws: RecordProblem.tooDeep) { try read(nested(513)) { $0.isArray } }
  }
}
