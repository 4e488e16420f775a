import Testing

@testable import HitStore

/// `raw:` searches events as delivered, and the texts inside, like rules.
@Suite struct WholeEventFilterTests {
  private static let events = [
    #"{"eventID":"0","requestParameters":{"policyDocument":"{\"Action\": \"*\"}"}}"#,
    #"{"eventID":"1","requestParameters":{"policyDocument":{"Action":"*"}}}"#,
    #"{"eventID":"2","requestParameters":{"name":"Zo\u00eb \"the\" user"}}"#,
    #"{"eventID":"3","requestParameters":null}"#,
  ]

  @Test(
    arguments: [
      (#"raw:/"Action": ?"[*]"/"#, [0, 1]), (#"raw:/"action": "/"#, [0]),
      (#"raw:"\"Action\":""#, [0, 1]), (#"raw:/policyDocument/"#, [0, 1]),
      (#"raw:/^[*]$/"#, [0, 1]), (#"raw:/^\{"eventID":"3"/"#, [3]), ("raw:zoë", [2]),
      (#"raw:"zoë \"the\"""#, [2]), (#"raw:*the*user*"#, [2]), (#"-raw:/policy/"#, [2, 3]),
      (#"raw:/u00eb/"#, [2]), (#"raw:/iam:PassRole/"#, []),
    ] as [(String, [Int])])
  func found(text: String, expected: [Int]) throws {
    let filters = try FilterParser.parse(text)
    let spool = try Spool()
    var table = HitTable(columns: [], ruleIdentities: ["r"], ruleTitles: ["R"])
    for event in Self.events {
      var batch = HitBatch(columnCount: 0)
      let id = Array("event-\(table.count)".utf8)
      batch.texts.append(contentsOf: id)
      batch.textEnds.append(id.count)
      batch.json.append(contentsOf: event.utf8)
      batch.hits = [
        .init(
          rule: 0, time: nil, file: 0, json: 0..<event.utf8.count, firstText: 0, startsRecord: true)
      ]
      table.append(batch, spoolOffset: try spool.append(Array(event.utf8)))
    }
    var reading = EventReading(
      table: table, spool: spool, rows: 0..<table.count, fields: [],
      filters: filters.map(\.unsigned))
    #expect(try reading.run(isCancelled: { false }, progress: { _ in }))
    let known = Dictionary(
      zip(filters.map(\.unsigned), reading.found), uniquingKeysWith: { first, _ in first })
    var program = FilterProgram(filters, table: table, searched: [], found: known)
    #expect(program.filter(Array(table.rows), table, VerdictColumn()) == expected, "\(text)")
  }
}
