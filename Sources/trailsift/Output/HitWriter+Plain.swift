import Basics
import HitStore

// Lines of nearly all hits, made of bytes: printable ASCII is safe text, and one column a byte.
// Each of these writes nothing and returns false if a text needs more care.

extension HitWriter {
  /// A row of the table.
  func writePlainRow(of hit: HitBatch.Hit, in batch: HitBatch) -> Bool {
    // A terminal cuts rows, and shows no more of them than a person reads.
    if terminalColumns != nil { return false }
    return writeLine { line in
      line += ruleHeads[hit.rule]
      for column in columns.indices {
        let start = line.count
        guard Self.appendPrintable(batch, hit, column, to: &line) else { return false }
        let missing = max(0, start + widths[column] - line.count)
        line += Self.blanks.prefix(missing + Self.gap)
      }
      while line.last == UInt8(ascii: " ") { line.removeLast() }
      return true
    }
  }

  /// A sentence: `hit 3: eventTime 2026-02-25 21:49:12 UTC; …`.
  func writePlainSentence(of hit: HitBatch.Hit, in batch: HitBatch) -> Bool {
    writeLine { line in
      line.append(contentsOf: "hit ".utf8)
      line.append(contentsOf: String(count).utf8)
      line.append(contentsOf: ": ".utf8)
      for column in columns.indices {
        line += columnHeads[column]
        let start = line.count
        guard Self.appendPrintable(batch, hit, column, to: &line) else { return false }
        if line.count == start {
          line.append(contentsOf: "none".utf8)
        } else if column == timeColumn {
          // The time of an event that has one is in this form, whatever the event has.
          guard hit.time != nil, line.count == start + Self.timeBytes,
            line[start + Self.separator] == UInt8(ascii: "T"), line.last == UInt8(ascii: "Z")
          else { return false }
          line[start + Self.separator] = UInt8(ascii: " ")
          line.removeLast()
          line.append(contentsOf: " UTC".utf8)
        }
        line.append(UInt8(ascii: ";"))
        line.append(UInt8(ascii: " "))
      }
      line += ruleHeads[hit.rule]
      line += fileHeads[hit.file]
      return true
    }
  }

  /// Between two columns, and as many blanks as the widest column and the gap need.
  private static let gap = 2
  private static let blanks = [UInt8](repeating: UInt8(ascii: " "), count: widestColumn + gap)

  /// `2026-02-25T21:49:12Z`
  private static let timeBytes = 20
  private static let separator = 10

  /// Appends what `body` appends, and a line feed; nothing if it returns false.
  private func writeLine(_ body: (inout [UInt8]) -> Bool) -> Bool {
    StandardOutput.shared.write { line in
      let start = line.count
      guard body(&line) else {
        line.removeSubrange(start...)
        return false
      }
      line.append(UInt8(ascii: "\n"))
      return true
    }
  }

  /// Appends a column's text if it is printable ASCII.
  private static func appendPrintable(
    _ batch: HitBatch, _ hit: HitBatch.Hit, _ column: Int, to line: inout [UInt8]
  ) -> Bool {
    batch.withText(of: hit, column: column) { text in
      guard isPrintable(text) else { return false }
      line.append(contentsOf: text)
      return true
    }
  }

  /// Without an early exit, so that the compiler compares many bytes at a time.
  static func isPrintable(_ text: UnsafeRawBufferPointer) -> Bool {
    var others: UInt8 = 0
    for byte in text { others |= byte &- 0x20 > 0x7E - 0x20 ? 1 : 0 }
    return others == 0
  }
}
