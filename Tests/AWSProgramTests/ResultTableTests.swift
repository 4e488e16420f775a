import AWSProgram
import Testing

/// Results of queries, as Athena hands them over.
@Suite struct ResultTableTests {
  @Test func aCSVTellsNullFromEmpty() throws {
    let table = try ResultTable(
      "\u{FEFF}\"eventid\",\"Event\"\r\n\"1\",\"{\"\"a\"\":\n1}\"\n\"2\",\n\"3\",\"\"\n")
    #expect(table.columns == ["eventid", "event"])
    #expect(table.rows == [["1", "{\"a\":\n1}"], ["2", nil], ["3", ""]])
    #expect(table.values(of: "event") == ["{\"a\":\n1}", nil, ""])
    #expect(table.values(of: "none") == nil)
  }

  @Test func pagesOfTheService() throws {
    let metadata = #""ResultSetMetadata": {"ColumnInfo": [{"Name": "eventid"}, {"Name": "n"}]}"#
    let rows =
      #"{"Data": [{"VarCharValue": "1"}, {}]}, {"Data": [{"VarCharValue": "2"}, {"VarCharValue": ""}]}"#
    let header = #"{"Data": [{"VarCharValue": "eventid"}, {"VarCharValue": "n"}]}, "#
    // Only the first page has the names as a row.
    for first in [header, ""] {
      let table = try ResultTable(#"{"ResultSet": {"Rows": [\#(first)\#(rows)], \#(metadata)}}"#)
      #expect(table.columns == ["eventid", "n"])
      #expect(table.rows == [["1", nil], ["2", ""]])
    }
  }

  @Test(arguments: ["", "{", "{}", "\"eventid\",\"event\"\n\"1\",\"{"])
  func brokenResults(_ text: String) {
    #expect(throws: ResultTable.Problem.self) { try ResultTable(text) }
  }
}
