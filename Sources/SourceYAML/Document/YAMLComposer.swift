/// Builds the node trees of a YAML text from libyaml's events, within limits.
///
/// Aliases are resolved as they come, and what they stand for is counted before anything walks
/// through it, so a file of nine lines that means a billion nodes is refused at once.
public struct YAMLComposer {
  /// One of the documents of a text, which lines `---` set apart.
  public struct Document {
    /// nil when there is nothing but comments, or when the text broke off.
    public let root: YAMLNode?
    public let start: SourcePosition
    /// Something in it was wrong; the log says what.
    public let isDamaged: Bool
  }

  /// Sigma rules nest six levels; recursion must stay shallow.
  static let maximumNesting = 64
  /// Nodes of a file with every alias counted as what it stands for. The largest published Sigma
  /// rules have some thousand.
  public static let maximumNodes = 200_000
  /// `%TAG` lines, of which libyaml compares each with all before it. Hardly a file has any.
  private static let maximumTagLines = 100

  private struct Anchored {
    let node: YAMLNode
    let weight: Int
  }

  /// Thrown after the reason went to the log: no more events can be had or are wanted.
  private struct Stop: Error {}

  private let source: SourceText
  private let events: YAMLEvents
  private var anchors: [String: Anchored] = [:]
  private var openAnchors: Set<String> = []
  private var weight = 0
  private var depth = 0

  private init(_ source: SourceText) {
    self.source = source
    self.events = YAMLEvents(source.bytes)
  }

  /// Every document up to the first syntax error, which goes to the log.
  public static func documents(of source: SourceText, log: inout DiagnosticLog) -> [Document] {
    let tagLines = source.lines(beginningWith: "%TAG".utf8).prefix(maximumTagLines + 1)
    if tagLines.count > maximumTagLines {
      log.error(
        .syntax, "more than \(maximumTagLines) lines '%TAG'",
        at: tagLines.last.map(source.position(offset:)),
        help: "leave such lines out")
      return []
    }
    var composer = YAMLComposer(source)
    var documents: [Document] = []
    while let document = composer.nextDocument(&log) { documents.append(document) }
    return documents
  }

  private var isDone = false

  private mutating func nextDocument(_ log: inout DiagnosticLog) -> Document? {
    guard !isDone else { return nil }
    let errors = log.errorCount
    var start = source.position(offset: 0)
    do {
      let event = try next(&log)
      guard case .documentStart = event.kind else {
        isDone = true
        return nil
      }
      anchors = [:]
      openAnchors = []
      let first = try next(&log)
      start = source.position(scalarIndex: first.start)
      let root = try node(first, &log)
      _ = try next(&log)
      let isEmpty = root.scalar?.isNull == true && root.start == root.end
      return Document(
        root: isEmpty ? nil : root, start: start, isDamaged: log.errorCount > errors)
    } catch {
      isDone = true
      return Document(root: nil, start: start, isDamaged: true)
    }
  }

  private mutating func next(_ log: inout DiagnosticLog) throws(Stop) -> YAMLEvent {
    do {
      return try events.next()
    } catch {
      log.add(YAMLProblem.diagnostic(for: error, in: source, file: log.file))
      throw Stop()
    }
  }

  private mutating func node(
    _ event: YAMLEvent, _ log: inout DiagnosticLog
  ) throws(Stop) -> YAMLNode {
    let before = weight
    try count(1, at: event, &log)
    if case .alias = event.kind { return try alias(event, &log) }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumNesting {
      log.error(
        .syntax, "nested more than \(Self.maximumNesting) levels deep", at: place(event.start))
      throw Stop()
    }
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    let (content, end) = try content(event, &log)
    let node = YAMLNode(
      content: content, start: place(event.start), end: place(end), anchor: event.anchor)
    if let anchor = event.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = Anchored(node: node, weight: weight - before)
    }
    return node
  }

  private mutating func content(
    _ event: YAMLEvent, _ log: inout DiagnosticLog
  ) throws(Stop) -> (YAMLNode.Content, end: Int) {
    switch event.kind {
    case .scalar(let text, let style, let tag):
      return (.scalar(scalar(text, style, tag, event, &log)), event.end)
    case .sequenceStart(let isFlow, let tag):
      check(tag, isOneOf: ["tag:yaml.org,2002:seq", "!"], event, &log)
      var elements: [YAMLNode] = []
      while true {
        let inner = try next(&log)
        if case .sequenceEnd = inner.kind {
          return (.sequence(elements, isFlow: isFlow), inner.end)
        }
        elements.append(try node(inner, &log))
      }
    case .mappingStart(let isFlow, let tag):
      check(tag, isOneOf: ["tag:yaml.org,2002:map", "!"], event, &log)
      return try mapping(isFlow: isFlow, &log)
    default:
      log.error(.syntax, "the document breaks off", at: place(event.start))
      throw Stop()
    }
  }

  private mutating func mapping(
    isFlow: Bool, _ log: inout DiagnosticLog
  ) throws(Stop) -> (YAMLNode.Content, end: Int) {
    var entries: [(key: YAMLNode, value: YAMLNode)] = []
    var firstPlaces: [String: SourcePosition] = [:]
    var merged: YAMLNode?
    while true {
      let inner = try next(&log)
      if case .mappingEnd = inner.kind {
        if let merged { merge(merged, into: &entries, firstPlaces, &log) }
        return (.mapping(entries, isFlow: isFlow), inner.end)
      }
      let key = try node(inner, &log)
      let value = try node(try next(&log), &log)
      let isMerge = key.scalar?.text == "<<" && key.scalar?.style == .plain
      if isMerge { merged = value } else { entries.append((key, value)) }
      guard let name = key.scalar?.text else {
        log.error(.invalid, "a key must be a text, not \(key.kindName)", at: key)
        continue
      }
      if let first = firstPlaces[name] {
        log.error(
          .invalid, "the key '\(name)' appears twice in one map", at: key,
          help: "it is already on line \(first.line); put several values into one list")
      } else {
        firstPlaces[name] = key.start
      }
    }
  }

  /// Adds the entries of the map, or of the list of maps, under a merge key (`<<`), but for those
  /// that the map or an earlier one has itself (yaml.org/type/merge.html).
  ///
  /// An alias was counted with all that it stands for, and entries are not copied, so merging costs
  /// no more than was counted.
  private func merge(
    _ node: YAMLNode, into entries: inout [(key: YAMLNode, value: YAMLNode)],
    _ firstPlaces: [String: SourcePosition], _ log: inout DiagnosticLog
  ) {
    let maps = node.mapping != nil ? [node] : node.sequence ?? []
    guard !maps.isEmpty, maps.allSatisfy({ $0.mapping != nil }) else {
      log.error(
        .invalid, "'<<' takes a map or a list of maps, not \(node.kindName)", at: node,
        help: "write '<<: *name', where '&name' is before a map")
      return
    }
    var seen = Set(firstPlaces.keys)
    for entry in maps.compactMap(\.mapping).joined() {
      guard let name = entry.key.scalar?.text, seen.insert(name).inserted else { continue }
      entries.append((entry.key.merged, entry.value.merged))
    }
  }

  private mutating func alias(
    _ event: YAMLEvent, _ log: inout DiagnosticLog
  ) throws(Stop) -> YAMLNode {
    let name = event.anchor ?? ""
    guard let anchored = anchors[name] else {
      if openAnchors.contains(name) {
        log.error(
          .syntax, "'&\(name)' contains itself through '*\(name)'", at: place(event.start),
          length: event.end - event.start, help: "write out what the alias stands for")
      } else {
        log.error(
          .syntax, "the alias '*\(name)' has no anchor '&\(name)' before it",
          at: place(event.start), length: event.end - event.start,
          help: NearestName.advice(for: name, in: anchors.keys.sorted())
            ?? "a value that begins with '*' needs quotes: '*\(name)'")
      }
      throw Stop()
    }
    try count(anchored.weight, at: event, &log)
    return YAMLNode(
      content: anchored.node.content, start: place(event.start), end: place(event.end),
      isAlias: true, anchor: name)
  }

  private func scalar(
    _ text: String, _ style: YAMLScalar.Style, _ tag: String?, _ event: YAMLEvent,
    _ log: inout DiagnosticLog
  ) -> YAMLScalar {
    if let scalar = YAMLScalar(text: text, style: style, tag: tag) { return scalar }
    log.error(
      .invalid, "a value tagged '\(tag ?? "")' cannot be used here", at: place(event.start),
      help: "write a text, a number, true, false or null")
    return YAMLScalar(text: text, style: style, resolved: .string)
  }

  private func check(
    _ tag: String?, isOneOf known: [String], _ event: YAMLEvent, _ log: inout DiagnosticLog
  ) {
    guard let tag, !known.contains(tag) else { return }
    log.error(.invalid, "the tag '\(tag)' cannot be used here", at: place(event.start))
  }

  private mutating func count(
    _ more: Int, at event: YAMLEvent, _ log: inout DiagnosticLog
  ) throws(Stop) {
    let (sum, overflow) = weight.addingReportingOverflow(more)
    guard !overflow, sum <= Self.maximumNodes else {
      log.error(
        .syntax, "the file means more than \(Self.maximumNodes) values", at: place(event.start),
        help: "look for aliases of aliases")
      throw Stop()
    }
    weight = sum
  }

  private func place(_ scalarIndex: Int) -> SourcePosition {
    source.position(scalarIndex: scalarIndex)
  }
}
