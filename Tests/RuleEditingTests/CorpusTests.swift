import Foundation
import Sigma
import Testing

@testable import RuleEditing

/// A file of an odd layout each, in the folder `Corpus`: what an edit changes in it, and which it
/// refuses and why.
///
/// `expected.tsv` has a line for each file: the outcome of allowing ap-east-1, of adding an
/// exception, of allowing and disallowing, and what is odd about the file; `unread` for what is no
/// rule. What the edits change
/// is in the file's `.diff`; `TRAILSIFT_UPDATE=1 swift test` writes these anew, to be read.
struct CorpusTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let allow: String
    let except: String
    let disallow: String
    let quirk: String

    var testDescription: String { "\(name): \(quirk)" }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
  static let cases: [Case] = {
    let table =
      (try? String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8)) ?? ""
    return table.split(separator: "\n").map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Case(
        name: columns[0], allow: columns[1], except: columns[2], disallow: columns[3],
        quirk: columns[4])
    }
  }()

  private static let region = "ap-east-1"
  private static let exception = RuleException(
    name: "build",
    tests: [
      .init(field: "userIdentity.arn", values: ["arn:aws:iam::111122223333:role/build*"]),
      .init(field: "eventName", values: ["a", "it's"]),
    ])
  private static let stamp = EditStamp(date: "2026-03-01", author: "j.doe", reason: "known")

  @Test func everyFileHasItsLine() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(4)) }
    #expect(Set(names) == Set(Self.cases.map(\.name)))
    #expect(Self.cases.count >= 60)
  }

  @Test(arguments: cases)
  func edits(_ file: Case) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: file.name + ".yml"))
    let text = String(decoding: data, as: UTF8.self)
    if file.allow == "unread" { return try checkUnread(text, file) }
    var diffs = "allow\n"
    let allowed = try outcome(.allowRegion(Self.region), on: text, expecting: file.allow)
    diffs += diff(text, allowed)
    diffs += "except\n"
    diffs += diff(
      text, try outcome(.addException(Self.exception), on: text, expecting: file.except))
    if let allowed {
      diffs += "allow, except\n"
      diffs += diff(
        allowed, try outcome(.addException(Self.exception), on: allowed, expecting: file.except))
      diffs += "allow, disallow\n"
      diffs += diff(
        text, try outcome(.disallowRegion(Self.region), on: allowed, expecting: file.disallow))
    }
    let golden = Self.folder.appending(path: file.name + ".diff")
    if ProcessInfo.processInfo.environment["TRAILSIFT_UPDATE"] != nil {
      try Data(diffs.utf8).write(to: golden)
    }
    let expected = try Data(contentsOf: golden)
    #expect(Data(diffs.utf8) == expected, "\(diffs)")
  }

  /// What no reader should take for a rule is not edited; the words behind the quirk say why.
  private func checkUnread(_ text: String, _ file: Case) throws {
    let read = RuleFile(text: text, path: "rule.yml")
    let words = try #require(file.quirk.split(separator: ": ").last)
    #expect(read.diagnostics.contains { $0.severity == .error && $0.message.contains(words) })
    #expect(read.rules.isEmpty)
    #expect(throws: EditRefusal.noSuchRule(index: 0, count: 0)) {
      try RuleEditor.plan(.allowRegion(Self.region), stamp: Self.stamp, rule: 0, in: read)
    }
  }

  private func diff(_ before: String, _ after: String?) -> String {
    guard let after else { return "refused\n" }
    // Long lines are a layout too, but nobody reads them.
    return TextDiff(before: before, after: after).unified(path: "rule.yml")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.unicodeScalars.count > 300 ? "\($0.prefix(100)) … \($0.suffix(150))" : String($0) }
      .joined(separator: "\n")
  }

  /// The new text, proven, run over events and undone; nil where the edit is refused as expected.
  private func outcome(
    _ edit: RuleEdit, on text: String, expecting expected: String
  ) throws -> String? {
    let file = RuleFile(text: text, path: "rule.yml")
    let errors = file.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(errors.isEmpty)
    let plan: EditPlan
    do {
      plan = try RuleEditor.plan(edit, stamp: Self.stamp, rule: 0, in: file)
    } catch {
      let words = expected.split(separator: ": ", maxSplits: 1).last ?? "-"
      #expect(expected != "edit" && error.description.contains(words), "\(error)")
      return nil
    }
    #expect(expected == "edit", "not refused")
    let undone = try plan.patches.inverted.applied(to: plan.after.text)
    #expect(undone.hasSameBytes(as: text))
    _ = try verify(plan)
    return plan.after.text
  }
}
