import Basics
import HitStore
import Places
import TerminalScreen

/// Where the call came from, in lines above the event's JSON:
///
///     from 203.0.113.10  Frankfurt, DE · AS3320 Deutsche Telekom · not AWS
///          about 9,200 km from ap-east-1 (Hong Kong)
///     note an EC2 role used from outside of AWS
enum SourceLines {
  static func lines(_ source: EventSource) -> [EventPane.HeadLine] {
    var line = Line("from ", .muted)
    line.append(SafeText(source.value, limit: 200), .accent)
    var texts = source.lines
    line.append("  ")
    line.append(SafeText(texts.removeFirst(), limit: 500))
    var lines = [EventPane.HeadLine(line: line, value: source.value, path: PlaceField.sourceField)]
    for text in texts {
      lines.append(.init(line: Line("     ").appending(SafeText(text, limit: 500)), value: text))
    }
    if source.isOutsideAWS {
      lines.append(
        .init(
          line: Line("!    ", .warning).appending(
            "an EC2 role used from outside of AWS: its credentials may have left the instance",
            .warning, bold: true)))
    }
    return lines
  }

  /// `two  kim's key AKIA…EXAMPLE: Lyon, FR at 10:00 and Pune, IN at 10:10, 6,930 km in 10 minutes.`
  static func twoPlaces(_ row: HitTable.Row, in table: HitTable) -> [EventPane.HeadLine] {
    table.twoPlaces.filter { $0.first == row || $0.second == row }.map { pair in
      let text = pair.finding.text
      let line = Line("two  ", .warning).appending("two places: ", .warning, bold: true)
        .appending(SafeText(text, limit: 500)).appending("  Enter shows both", .muted)
      return .init(line: line, value: text, pair: pair)
    }
  }
}
