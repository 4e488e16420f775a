import AthenaSQL
import Basics
import Sigma
import SourceYAML
import Testing

/// What a detection becomes over AWS's documented table.
@Suite struct QueryTests {
  /// The condition behind the bounds, in one line.
  private func condition(
    _ detection: String, table: TableProfile = .documented(), asWritten: Bool = false,
    _ placeholders: Placeholders = Placeholders()
  ) throws -> (sql: String, warnings: [CompilationWarning]) {
    var writer = QueryWriter(table: table, bounds: QueryBounds(since: 0))
    writer.selection = .ids
    writer.isAsWritten = asWritten
    let query = try writer.query(for: Made.rules(detection), placeholders)
    let parts = query.text.pieces(atText: "AND eventtime >= '1970-01-01T00:00:00Z'\n  AND ")
    let condition = try #require(parts.last).pieces(atText: "\nORDER BY")[0]
    return (condition.words.joined(separator: " "), query.warnings)
  }

  @Test(arguments: [
    ("eventName: ConsoleLogin", "lower(eventname) = 'consolelogin'"),
    ("eventName: [A, B]", "lower(eventname) IN ('a', 'b')"),
    ("eventName: \"o'hara\"", "lower(eventname) = 'o''hara'"),
    ("eventName|cased: Ab", "eventname = 'Ab'"),
    ("userAgent|contains: 50%_a", #"lower(useragent) LIKE '%50\%\_a%' ESCAPE '\'"#),
    ("userAgent: 'C:\\Temp\\*'", #"lower(useragent) = 'c:\temp*'"#),
    ("userAgent: 'a?b*'", #"lower(useragent) LIKE 'a_b%' ESCAPE '\'"#),
    ("userAgent: '*'", "useragent IS NOT NULL"),
    ("userAgent: Zoë", "lower(useragent) = lower('Zoë')"),
    ("errorCode: null", "errorcode IS NULL"),
    ("readOnly: true", "lower(readonly) = 'true'"),
    (
      "userIdentity.sessionContext.sessionIssuer.userName: x",
      "lower(useridentity.sessioncontext.sessionissuer.username) = 'x'"
    ),
    (
      "userIdentity.sessionContext.webIdFederationData.attributes.a.b: x",
      "lower(element_at(useridentity.sessioncontext.webidfederationdata.attributes, 'a.b')) = 'x'"
    ),
    ("resources.ARN: x", "any_match(resources, r -> lower(r.arn) = 'x')"),
    (
      "sourceIPAddress|cidr: 10.0.0.0/8",
      "(contains('10.0.0.0/8', TRY_CAST(sourceipaddress AS IPADDRESS)) "
        + "AND strpos(sourceipaddress, ':') = 0)"
    ),
    (
      "sourceIPAddress|cidr: ::ffff:10.0.0.0/104",
      "(contains('10.0.0.0/8', TRY_CAST(sourceipaddress AS IPADDRESS)) "
        + "AND strpos(sourceipaddress, ':') > 0)"
    ),
    (
      "eventTime|hour|gte: 23",
      "hour(TRY(from_iso8601_timestamp(eventtime)) AT TIME ZONE 'UTC') >= 23"
    ),
    (
      "userIdentity.userName|fieldref: eventName",
      "lower(useridentity.username) = lower(eventname)"
    ),
  ])
  func aValueOfAColumn(_ detection: String, _ sql: String) throws {
    let result = try condition(detection)
    #expect(result.sql == sql)
    #expect(result.warnings == [])
  }

  @Test(arguments: [
    ("userAgent|re: '^\\d+$'", #"regexp_like(useragent, '\A[0-9]+\z')"#),
    ("userAgent|re|m: '^a$'", "regexp_like(useragent, '(?m:^)a(?m:$)')"),
    ("userAgent|re|i: 'ab'", "regexp_like(useragent, '[Aa][Bb]')"),
    ("userAgent|re: 'a.b'", #"regexp_like(useragent, 'a[^\n]b')"#),
    ("userAgent|re|s: 'a.b'", #"regexp_like(useragent, 'a[\s\S]b')"#),
    ("userAgent|re: '(ab|cd)+e{2,3}?'", "regexp_like(useragent, '(?:ab|cd)+e{2,3}')"),
    ("userAgent|re: 'x(ab|c)y'", "regexp_like(useragent, 'x(?:ab|c)y')"),
    ("userAgent|re: '[\\w.-]'", #"regexp_like(useragent, '[\-\.0-9A-Z_a-z]')"#),
    ("userAgent|re: \"it's\"", "regexp_like(useragent, 'it''s')"),
  ])
  func aRegularExpressionIsWrittenAnew(_ detection: String, _ sql: String) throws {
    #expect(try condition(detection).sql == sql)
  }

  @Test func aPathBelowJSONGoesThroughLists() throws {
    let result = try condition("requestParameters.a.b: x")
    #expect(
      result.sql
        == "any_match(transform(CAST(json_parse(json_query(requestparameters, "
        + "'lax $.\"a\".\"b\"[*][*]' WITH ARRAY WRAPPER)) AS ARRAY(JSON)), v -> "
        + "coalesce(json_extract_scalar(v, '$'), nullif(json_format(v), 'null'))), t -> "
        + "lower(t) = 'x')")
    #expect(result.warnings == [])
  }

  @Test func aKeyWithDotsIsReadInEveryWay() throws {
    let sql = try condition("requestParameters.tags.io/a: x").sql
    #expect(sql.has(text: #"$."tags"."io/a"[*][*]"#))
    #expect(sql.has(text: #"$."tags.io/a"[*][*]"#))
  }

  @Test func aNameCannotLeaveItsPath() throws {
    let sql = try condition(#"requestParameters.a"' OR 1=1: x"#).sql
    #expect(sql.has(text: #"'lax $."a""'' OR 1=1"[*][*]'"#))
  }

  @Test func notKeepsEventsWithoutTheField() throws {
    let result = try condition("userIdentity.type|neq: AWSService")
    #expect(result.sql == "NOT coalesce(lower(useridentity.type) = 'awsservice', FALSE)")
    #expect(result.warnings == [])
    let written = try condition("userIdentity.type|neq: AWSService", asWritten: true)
    #expect(written.sql == "NOT (lower(useridentity.type) = 'awsservice')")
    #expect(written.warnings.map(\.kind) == [.approx])
  }

  @Test(arguments: [
    ("managementEvent: true", "FALSE"), ("managementEvent: null", "TRUE"),
    ("managementEvent|exists: false", "TRUE"), ("eventname: x", "FALSE"),
    ("status: failed", "FALSE"), ("userIdentity.credentialId: x", "FALSE"),
  ])
  func aFieldWithoutAColumnIsAbsent(_ detection: String, _ sql: String) throws {
    let result = try condition(detection)
    #expect(result.sql == sql)
    #expect(result.warnings.map(\.kind) == [.approx])
  }

  @Test(arguments: [
    ("errorCode|exists: true", CompilationWarning.Kind.approx),
    ("requestParameters|contains: x", .approx), ("userIdentity|contains: x", .approx),
    ("resources.ARN: null", .approx), ("userAgent|re: '\\bcli\\b'", .exact),
    ("userAgent|re: '(x+x+)+y'", .superset),
  ])
  func warnings(_ detection: String, _ kind: CompilationWarning.Kind) throws {
    #expect(try condition(detection).warnings.map(\.kind) == [kind])
  }

  @Test func anExpressionThatBacktracksOnlyNarrows() throws {
    #expect(try condition("userAgent|re: '(x+x+)+y'").sql == "useragent IS NOT NULL")
    #expect(try condition("userAgent|re|neq: '(x+x+)+y'").sql == "NOT coalesce(FALSE, FALSE)")
  }

  @Test func keywordsSearchEveryColumn() throws {
    let rules = Made.file(
      "detection:\n  keywords: ['a\"b']\n  condition: keywords"
    ).rules
    let writer = QueryWriter(table: .documented(), bounds: QueryBounds(since: 0))
    let query = try writer.query(for: rules, Placeholders())
    #expect(query.text.has(text: #"LIKE '%a"b%'"#))
    #expect(query.text.has(text: #"LIKE '%a\\"b%'"#))
    #expect(query.relation == .approx)
  }

  @Test func aRefusalNamesItsPlace() throws {
    let refusal = #expect(throws: CompilationRefusal.self) {
      try condition("userAgent|re: '\\bé'")
    }
    let diagnostic = try #require(refusal?.diagnostic)
    #expect(diagnostic.position?.line == 5)
    #expect(diagnostic.file == "rule.yml")
  }

  @Test func titlesStayInTheirComment() throws {
    let file = Made.file(
      "detection:\n  s: {eventName: A}\n  condition: s", title: "\"a\\nDROP TABLE b\\u2028c\"")
    let writer = QueryWriter(table: .documented(), bounds: QueryBounds(since: 0))
    let query = try writer.query(for: file.rules, Placeholders())
    #expect(query.text.begins(with: "-- rule: a DROP TABLE b c\nSELECT "))
  }

  @Test func aQueryIsAtMostAsLongAsAthenaTakes() throws {
    let values = (0..<20_000).map { "value-\($0)-\($0)" }.joined(separator: ", ")
    #expect(throws: CompilationRefusal.self) { try condition("eventName: [\(values)]") }
  }
}

/// Rules made of a detection.
enum Made {
  static func file(_ detection: String, title: String = "Made") -> RuleFile {
    RuleFile(
      text: "title: \(title)\nlogsource: {product: aws, service: cloudtrail}\n\(detection)\n",
      path: "rule.yml")
  }

  static func rules(_ item: String) throws -> [Rule] {
    let file = file("detection:\n  selection:\n    \(item)\n  condition: selection")
    try #require(file.rules.count == 1, "\(file.diagnostics)")
    return file.rules
  }
}
