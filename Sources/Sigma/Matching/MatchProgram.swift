import Basics
import LinearRegex

/// A set of rules compiled to flat tables.
///
///     selection and not filter_a        nodes: 0 and(1, 2)  1 test(0)  2 not(3)  3 test(1)
///
/// All workers share one program. Its tables have only plain values, in memory that never moves, so
/// matching neither counts references nor allocates.
final class MatchProgram: Sendable {
  /// A step of a condition.
  struct Node {
    enum Operation: UInt8 { case and, or, not, test }
    var operation: Operation
    /// Index of the first of `count` entries in `children`; for a test, its index in `tests`.
    var first: Int32
    var count: Int32
  }

  /// One field (or all values, for keywords) against alternatives, one of which must match.
  struct Test {
    /// The slot of the field; `keyword` for none.
    var slot: Int32
    var firstPattern: Int32
    var patternCount: Int32
    /// The kinds of its patterns, so that only what is needed is read.
    var needs: Needs
    /// Index of the set of its constants, or `none`; and the patterns that are not in it.
    var constants: Int32 = none
    var firstOther: Int32 = 0
    var otherCount: Int32 = 0

    static let none: Int32 = -1
    static let keyword: Int32 = -1
  }

  struct Needs: OptionSet {
    let rawValue: UInt8
    /// Some pattern matches a missing field, or tests presence.
    static let presence = Needs(rawValue: 1)
    /// Some pattern tests texts.
    static let text = Needs(rawValue: 2)
    /// Some pattern tests numbers.
    static let number = Needs(rawValue: 4)
    /// Some pattern compares with a JSON null.
    static let null = Needs(rawValue: 8)
    /// Some pattern looks for a text anywhere in a value, and so also in texts inside objects.
    static let innerText = Needs(rawValue: 16)
  }

  struct Pattern {
    enum Kind: UInt8 {
      case text, isTrue, isFalse, null, present, absent, comparison, network, timePart
      case fieldReference, expression
    }
    var kind: Kind
    var shape = CompiledPattern.Shape.anything
    var isCased = false
    var openEnds = FieldComparison.OpenEnds.none
    var part = TimePart.minute
    /// A slice of `bytes` and one of `tokens`.
    var firstByte: Int32 = 0
    var byteCount: Int32 = 0
    var firstToken: Int32 = 0
    var tokenCount: Int32 = 0
    /// Index into `comparisons`, `networks` or `expressions`, or the other field's slot.
    var extra: Int32 = 0
    /// Whether it also tests texts inside an object.
    var inner = Inner.none
  }

  /// The texts of an object that a pattern tests besides its compact JSON.
  enum Inner: UInt8 {
    case none
    /// Strings that are escaped in JSON. A match in another string is also a match in the JSON.
    case escaped
    /// Every string, for expressions that depend on where a text or word begins or ends.
    case all
  }

  let nodes: ConstantTable<Node>
  let children: ConstantTable<Int32>
  let tests: ConstantTable<Test>
  let patterns: ConstantTable<Pattern>
  let bytes: ConstantTable<UInt8>
  let tokens: ConstantTable<UInt32>
  let comparisons: ConstantTable<NumberComparison>
  let networks: ConstantTable<IPNetwork>
  let expressions: [RegexMatcher]
  let constantSets: ConstantTable<ConstantSet>
  let slots: ConstantTable<Int32>

  init(_ builder: MatchProgramBuilder) {
    nodes = ConstantTable(builder.nodes)
    children = ConstantTable(builder.children)
    tests = ConstantTable(builder.tests)
    patterns = ConstantTable(builder.patterns)
    bytes = ConstantTable(builder.bytes)
    tokens = ConstantTable(builder.tokens)
    comparisons = ConstantTable(builder.comparisons)
    networks = ConstantTable(builder.networks)
    expressions = builder.expressions.map(RegexMatcher.init)
    constantSets = ConstantTable(builder.constantSets)
    slots = ConstantTable(builder.slots)
  }

  deinit {
    nodes.deallocate()
    children.deallocate()
    tests.deallocate()
    patterns.deallocate()
    bytes.deallocate()
    tokens.deallocate()
    comparisons.deallocate()
    networks.deallocate()
    constantSets.deallocate()
    slots.deallocate()
  }
}

/// Constant values in separate memory; its creator deallocates it.
struct ConstantTable<Element>: @unchecked Sendable {
  // Safe to share: the memory is written in `init` only, and holds values without references.
  private let buffer: UnsafeBufferPointer<Element>

  init(_ elements: [Element]) {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = memory.initialize(from: elements)
    buffer = UnsafeBufferPointer(memory)
  }

  func deallocate() { buffer.deallocate() }

  var count: Int { buffer.count }

  @inline(__always)
  subscript(index: Int32) -> Element { buffer[Int(index)] }

  @inline(__always)
  func slice(_ first: Int32, _ count: Int32) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(rebasing: buffer[Int(first)..<Int(first + count)])
  }
}
