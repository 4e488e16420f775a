import TestSupport
import Testing

@testable import RuleEditing

/// The diff that tools apply: its head, and that a strict reader of such diffs makes the new text of
/// the old one from it.
struct UnifiedDiffTests {
  private static let texts: [(String, String)] = [
    ("a\nb\nc\n", "a\nB\nc\n"), ("a\r\nb\r\nc\r\n", "a\r\nB\r\nx\r\nc\r\n"),
    ("a\r\nb", "a\r\nb\r\nc"), ("a\rb\rc", "a\rB\rc"), ("a\nb", "a\nb\n"), ("a\nb\n", "b"),
    ("", "a\r\nb\n"), ("a\n", ""), ("a\r\nb\nc\r", "a\nb\nc\r"), ("\n\n\n", "\n\nx\n\n"),
    ("é\u{301}\r\n\tx\n", "e\u{301}\r\n\tx\n"), ("- a\n+ b\n\\ c\n", "- a\n+ x\n\\ c\n"),
  ]

  @Test(arguments: texts)
  func isAppliedToTheSameBytes(before: String, after: String) throws {
    for (old, new) in [(before, after), (after, before)] {
      let diff = TextDiff(before: old, after: new).unified(path: "x")
      #expect(try Self.applied(diff, to: old).hasSameBytes(as: new), "\(diff)")
    }
  }

  @Test(arguments: [UInt64](0..<200))
  func isAppliedToTheSameBytesAtRandom(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func text() -> [String] {
      (0..<Int.random(in: 0..<30, using: &generator)).map { _ in
        ["a", "b", "\tc", "", "é"].randomElement(using: &generator)!
          + ["\n", "\n", "\r\n", "\r"].randomElement(using: &generator)!
      }
    }
    let old = text()
    var new = old
    for _ in 0..<Int.random(in: 1..<4, using: &generator) {
      let place = Int.random(in: 0...new.count, using: &generator)
      if Bool.random(using: &generator), place < new.count {
        new.remove(at: place)
      } else {
        new.insert("new", at: place)
      }
    }
    let diff = TextDiff(before: old.joined(), after: new.joined()).unified(path: "x")
    #expect(try Self.applied(diff, to: old.joined()).hasSameBytes(as: new.joined()), "\(diff)")
  }

  @Test(arguments: [
    ("r.yml", "a/r.yml"), ("./r.yml", "a/r.yml"), ("rules//./aws/r.yml", "a/rules/aws/r.yml"),
    ("/tmp/x/r.yml", "a/tmp/x/r.yml"), ("a/../r.yml", "a/r.yml"),
    ("my rule.yml", "a/my rule.yml\t"),
    ("it's.yml", "a/it's.yml"), ("a\"b.yml", "\"a/a\\\"b.yml\""), ("a\\b.yml", "\"a/a\\\\b.yml\""),
    ("r\u{E8}gle 1.yml", "\"a/r\\303\\250gle 1.yml\""), ("a\tb\nc", "\"a/a\\tb\\nc\""),
    ("\u{202E}x", "\"a/\\342\\200\\256x\""), ("\u{1B}[31m", "\"a/\\033[31m\""),
    ("../x/r.yml", "a/home/kim/x/r.yml"),
  ])
  func namesAreWrittenAsGitWritesThem(path: String, head: String) {
    let diff = TextDiff(before: "a\n", after: "b\n")
    let lines = diff.unified(path: path, absolutePath: "/home/kim/x/r.yml").split(separator: "\n")
    #expect(lines[0] == "--- " + head)
    let made = diff.unified(path: "new.yml", isNew: true).split(separator: "\n")
    #expect(made.prefix(2) == ["--- /dev/null", "+++ b/new.yml"])
  }

  // MARK: - A strict reader of unified diffs, by bytes

  private struct DoesNotApply: Error { let line: String }

  private static func applied(_ diff: String, to text: String) throws -> String {
    func lines(_ text: String) -> [[UInt8]] {
      var lines = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false)
        .map { Array($0) + [10] }
      if let last = lines.last {
        lines[lines.count - 1] = Array(last.dropLast())
        if last == [10] { lines.removeLast() }
      }
      return lines
    }
    let old = lines(text)
    var new: [[UInt8]] = []
    var done = 0
    var script = lines(diff).dropFirst(2)[...]
    while let head = script.popFirst() {
      let words = String(decoding: head, as: UTF8.self).split(separator: " ")
      let numbers = words[1].dropFirst().split(separator: ",").compactMap { Int($0) }
      let start = numbers.count == 2 && numbers[1] == 0 ? numbers[0] : numbers[0] - 1
      guard start >= done else { throw DoesNotApply(line: "order of hunks") }
      new += old[done..<start]
      done = start
      while let line = script.first, line.first != UInt8(ascii: "@") {
        script.removeFirst()
        var content = Array(line.dropFirst())
        if script.first?.first == UInt8(ascii: "\\") {
          script.removeFirst()
          content.removeLast()
        }
        switch line.first {
        case UInt8(ascii: "+"): new.append(content)
        case UInt8(ascii: " "), UInt8(ascii: "-"):
          guard done < old.count, old[done] == content else {
            throw DoesNotApply(line: String(decoding: line, as: UTF8.self))
          }
          if line.first == UInt8(ascii: " ") { new.append(content) }
          done += 1
        default: throw DoesNotApply(line: String(decoding: line, as: UTF8.self))
        }
      }
    }
    return String(decoding: (new + old[done...]).joined(), as: UTF8.self)
  }
}
