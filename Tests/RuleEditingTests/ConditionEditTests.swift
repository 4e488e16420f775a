import Sigma
import Testing

@testable import RuleEditing

/// What an exception does to conditions of every form.
struct ConditionEditTests {
  private func detection(_ condition: String, extra: String = "") -> String {
    ruleText(
      """
          selection_a:
              eventName: A
          selection_b:
              eventName: B
          filter_one:
              userAgent: x
      \(extra)    condition: \(condition)
      """)
  }

  private let exception = RuleEdit.addException(
    RuleException(name: "new", tests: [.init(field: "awsRegion", values: ["us-east-1"])]))

  @Test(arguments: [
    ("selection_a", "selection_a and not filter_main_new"),
    ("selection_a and not filter_one", "selection_a and not filter_one and not filter_main_new"),
    ("selection_a or selection_b", "(selection_a or selection_b) and not filter_main_new"),
    ("(selection_a or selection_b)", "not filter_main_new and (selection_a or selection_b)"),
    ("((selection_a or selection_b))", "not filter_main_new and ((selection_a or selection_b))"),
    (
      "(selection_a) or (selection_b)", "((selection_a) or (selection_b)) and not filter_main_new"
    ),
    (
      "selection_a or selection_b and not filter_one",
      "(selection_a or selection_b and not filter_one) and not filter_main_new"
    ),
    ("1 of selection_*", "1 of selection_* and not filter_main_new"),
    ("all of selection_*", "all of selection_* and not filter_main_new"),
    ("'selection_a'", "'selection_a and not filter_main_new'"),
    ("\"selection_a or selection_b\"", "\"(selection_a or selection_b) and not filter_main_new\""),
    ("selection_a # why", "selection_a and not filter_main_new # why"),
    ("not filter_one", "not filter_one and not filter_main_new"),
    ("selection_a and not 1 of filter_main*", "selection_a and not 1 of filter_main*"),
    ("selection_a and not 1 of filter_*", "selection_a and not 1 of filter_*"),
    ("selection_a and not (1 of filter_*)", "selection_a and not (1 of filter_*)"),
    (
      "1 of selection_* and not all of filter_one*",
      "1 of selection_* and not all of filter_one* and not filter_main_new"
    ),
    // Patterns that would take the filter for one of their own: another name.
    (
      "selection_a and not all of filter_*",
      "selection_a and not all of filter_* and not _filter_main_new"
    ),
    ("all of them", "all of them and not _filter_main_new"),
    ("selection_a and 1 of filter_*", "selection_a and 1 of filter_* and not filter_main_new"),
    (
      "selection_a or not 1 of filter_*",
      "(selection_a or not 1 of filter_*) and not filter_main_new"
    ),
    ("1 of them", "1 of them and not filter_main_new"),
  ])
  func oneLine(old: String, new: String) throws {
    let extra =
      old.contains("filter_main*") ? "    filter_main_old:\n        userAgent: y\n" : ""
    let changed = try changes(detection(old, extra: extra), exception)
      .filter { $0.contains("condition:") }
    #expect(changed == (old == new ? [] : ["-    condition: \(old)", "+    condition: \(new)"]))
  }

  @Test(arguments: [
    "\n        - selection_a\n        - selection_b", " [selection_a, selection_b]",
  ])
  func everyEntryOfAListIsChanged(list: String) throws {
    let changed = try changes(
      detection("").replacing("condition: ", with: "condition:" + list), exception)
    #expect(changed.count { $0.contains("selection_a and not filter_main_new") } == 1)
    #expect(changed.count { $0.contains("selection_b and not filter_main_new") } == 1)
  }

  @Test(arguments: [
    (
      ">\n        selection_a\n        and selection_b\n",
      "        and selection_b and not filter_main_new"
    ),
    ("|-\n        selection_a\n\n", "        selection_a and not filter_main_new"),
    ("selection_a\n        and selection_b", "        and selection_b and not filter_main_new"),
    ("'selection_a\n        and selection_b'", "        and selection_b and not filter_main_new'"),
  ])
  func severalLines(condition: String, line: String) throws {
    #expect(try changes(detection(condition), exception).contains("+" + line))
  }

  @Test func aConditionOfSeveralLinesWithOrIsParenthesised() throws {
    let changed = try changes(
      detection(">-\n        selection_a\n        or selection_b"), exception)
    #expect(changed.contains("+        (selection_a"))
    #expect(changed.contains("+        or selection_b) and not filter_main_new"))
  }

  @Test func nothingIsChangedWhereNoNameIsNeutral() {
    let text = detection("all of * and all of _*", extra: "    _hidden:\n        userAgent: z\n")
    #expect(
      refusal(text, exception)
        == .noNeutralName(
          tried: ["filter_main_new", "_filter_main_new", "exception_new", "_exception_new"]))
  }

  @Test func aTakenNameGetsANumber() throws {
    let text = detection(
      "selection_a and not 1 of filter_main_*",
      extra: "    filter_main_new:\n        userAgent: y\n")
    #expect(try changes(text, exception).contains("+    filter_main_new_2:"))
  }

  @Test func theSameExceptionIsNotAddedTwice() throws {
    let once = try edited(detection("selection_a"), exception)
    #expect(refusal(once, exception) == .alreadyExcepted(filter: "filter_main_new"))
  }

  // MARK: - Taking out

  @Test(arguments: [
    ("selection_a and not filter_one", "selection_a"),
    ("selection_a and not filter_one and selection_b", "selection_a and selection_b"),
    ("not filter_one and selection_a", "selection_a"),
    ("selection_a and not (filter_one)", "selection_a"),
    ("(selection_a or selection_b) and not filter_one", "selection_a or selection_b"),
    ("not filter_one and (selection_a or selection_b)", "(selection_a or selection_b)"),
    ("((selection_a) or (selection_b)) and not filter_one", "(selection_a) or (selection_b)"),
    ("selection_a and not (filter_one or selection_b)", "selection_a and not (selection_b)"),
    ("selection_a and not 1 of filter_*", "selection_a"),
    ("'selection_a and not filter_one'", "'selection_a'"),
  ])
  func removal(old: String, new: String) throws {
    let changed = try changes(detection(old), .removeException(name: "filter_one"))
    #expect(
      changed == [
        "-    filter_one:", "-        userAgent: x", "-    condition: \(old)",
        "+    condition: \(new)",
      ])
  }

  @Test func removalFromAFamilyLeavesTheCondition() throws {
    let text = detection(
      "selection_a and not 1 of filter_*", extra: "    filter_two:\n        userAgent: y\n")
    #expect(
      try changes(text, .removeException(name: "filter_one")) == [
        "-    filter_one:", "-        userAgent: x",
      ])
  }

  @Test(arguments: ["selection_a and filter_one", "selection_a or not filter_one"])
  func aSearchThatIsNotAnExceptionIsNotRemoved(condition: String) {
    #expect(
      refusal(detection(condition), .removeException(name: "filter_one"))
        == .notAnException(name: "filter_one"))
  }

  @Test func removingWhatIsNotThereNamesWhatIs() {
    #expect(
      refusal(detection("selection_a and not filter_one"), .removeException(name: "two"))
        == .noSuchException(name: "two", existing: ["filter_one"]))
  }

  @Test func aConditionThatWouldBeEmptyIsLeft() {
    guard
      case .unsupportedLayout = refusal(
        detection("not filter_one"), .removeException(name: "filter_one"))
    else {
      Issue.record("not refused as a layout")
      return
    }
  }
}
