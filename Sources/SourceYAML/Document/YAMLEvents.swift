// The event interface of libyaml, which Yams carries. Yams' own tree is not used here: it drops
// aliases and the ends of nodes, stops at the first duplicate key, and compares keys by walking
// through aliases, which takes exponential time on a hostile file. No product of Yams exports the
// events, so this one file imports a target that the product brings along; nothing else does.
internal import CYaml

/// One step of a YAML stream, with the scalar indices of its first and last+1 character.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case documentEnd
    case scalar(text: String, style: YAMLScalar.Style, tag: String?)
    case sequenceStart(isFlow: Bool, tag: String?)
    case sequenceEnd
    case mappingStart(isFlow: Bool, tag: String?)
    case mappingEnd
    case alias
    case streamEnd
  }

  let kind: Kind
  /// The name after `&` or, of an alias, after `*`.
  let anchor: String?
  /// Indices of Unicode scalars in the text; CR LF counts two.
  let start: Int
  let end: Int
}

/// What libyaml found wrong.
struct YAMLSyntaxError: Error {
  let problem: String
  /// The construct in which it happened ("while scanning a quoted scalar"), if libyaml says.
  let context: String?
  /// Index of a Unicode scalar, or nil when `byteOffset` says where.
  let scalarIndex: Int?
  let contextScalarIndex: Int?
  let byteOffset: Int?
}

/// Pulls events out of a YAML text.
final class YAMLEvents {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  /// Bytes of a byte-order mark in front, which is one scalar; libyaml would count it as an
  /// indentation of the first line.
  private let markLength: Int
  private var markScalars: Int { markLength == 0 ? 0 : 1 }

  init(_ text: [UInt8]) {
    markLength = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    bytes = .allocate(capacity: max(1, text.count - markLength))
    _ = bytes.initialize(from: text[markLength...])
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, text.count - markLength)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deinitialize(count: 1)
    parser.deallocate()
    bytes.deallocate()
  }

  /// The next event, stream start left out. Not to be called again after an error.
  func next() throws(YAMLSyntaxError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
      defer { yaml_event_delete(&event) }
      if let (kind, anchor) = Self.translate(event) {
        return YAMLEvent(
          kind: kind, anchor: anchor, start: markScalars + Int(event.start_mark.index),
          end: markScalars + Int(event.end_mark.index))
      }
    }
  }

  private static func translate(_ event: yaml_event_t) -> (YAMLEvent.Kind, anchor: String?)? {
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return (.documentStart, nil)
    case YAML_DOCUMENT_END_EVENT: return (.documentEnd, nil)
    case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, nil)
    case YAML_MAPPING_END_EVENT: return (.mappingEnd, nil)
    case YAML_ALIAS_EVENT: return (.alias, string(event.data.alias.anchor))
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return (
        .scalar(text: text, style: style(scalar.style), tag: string(scalar.tag)),
        string(scalar.anchor)
      )
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return (
        .sequenceStart(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE, tag: string(start.tag)),
        string(start.anchor)
      )
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return (
        .mappingStart(isFlow: start.style == YAML_FLOW_MAPPING_STYLE, tag: string(start.tag)),
        string(start.anchor)
      )
    case YAML_STREAM_START_EVENT: return nil
    default: return (.streamEnd, nil)
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private static func string(_ text: UnsafePointer<yaml_char_t>?) -> String? {
    text.map { String(cString: $0) }
  }

  private func failure() -> YAMLSyntaxError {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "out of memory"
    let isReader = state.error == YAML_READER_ERROR
    let context = isReader ? nil : state.context.map { String(cString: $0) }
    return YAMLSyntaxError(
      problem: problem, context: context,
      scalarIndex: isReader ? nil : markScalars + Int(state.problem_mark.index),
      contextScalarIndex: context == nil ? nil : markScalars + Int(state.context_mark.index),
      byteOffset: isReader ? markLength + Int(state.problem_offset) : nil)
  }
}
