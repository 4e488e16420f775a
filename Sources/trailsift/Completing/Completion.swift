import Basics
import TerminalScreen

/// What a shell offers for the last word of a command line.
///
///     ["scan", "r.yml", "logs", "--format", "c"]      csv, count
///     ["scan", "r.yml", "--columns", "eventTime,aws"] eventTime,awsRegion
///     ["allow", "r.yml", "--region", "ap-e"]          ap-east-1 (Hong Kong), ap-east-2 (Taipei)
///
/// The shells' scripts only pass the words on, so that all shells offer the same, and a new option
/// is completed by itself.
struct Completion {
  struct Candidate: Hashable {
    let text: String
    var help = ""
  }

  var candidates: [Candidate] = []
  /// Whether names of files are among the candidates; the shell knows them best.
  var takesFiles = false
  var takesFolders = false
  /// Whether a candidate is only the beginning of a word.
  var isUnfinished = false

  static let none = Completion()
  static let files = Completion(takesFiles: true)

  /// - Parameter words: the words after `trailsift`; the last one is completed.
  init(of words: [String], root: CommandDescription, values: CompletionValues) {
    self = CompletionSearch(words, root, values).result
    let current = words.last ?? ""
    // A name from a rule or a folder may have anything in it, but goes to a terminal.
    candidates = candidates.filter {
      $0.text.begins(with: current) && SafeText($0.text).text == $0.text
    }
  }

  init(
    candidates: [Candidate] = [], takesFiles: Bool = false, takesFolders: Bool = false,
    isUnfinished: Bool = false
  ) {
    self.candidates = candidates
    self.takesFiles = takesFiles
    self.takesFolders = takesFolders
    self.isUnfinished = isUnfinished
  }
}

/// Walks over the words before the last one, to find what the last one is.
private struct CompletionSearch {
  private let root: CommandDescription
  private let values: CompletionValues
  private let current: String
  private var command: CommandDescription?
  /// The positional words so far.
  private var positionals: [String] = []
  private var usedNames: Set<String> = []
  /// The option whose value the last word is.
  private var pending: ArgumentDescription?
  private var isAfterTerminator = false

  init(_ words: [String], _ root: CommandDescription, _ values: CompletionValues) {
    self.root = root
    self.values = values
    current = words.last ?? ""
    var before = words.dropLast()
    if let first = before.first, let named = root.subcommand(first) {
      command = named
      before.removeFirst()
    } else if !before.isEmpty {
      command = root.defaultSubcommand.flatMap(root.subcommand)
    }
    for word in before { pass(word) }
  }

  private var options: [ArgumentDescription] { (command ?? root).options }

  private mutating func pass(_ word: String) {
    if pending != nil {
      pending = nil
    } else if !isAfterTerminator, word == "--" {
      isAfterTerminator = true
    } else if !isAfterTerminator, word.begins(with: "-"), word != "-" {
      usedNames.insert(word.cut(at: "=").map { String($0.before) } ?? word)
      pending = options.first { $0.kind == .option && $0.names.contains(word) }
    } else {
      positionals.append(word)
    }
  }

  var result: Completion {
    if let pending { return values.completion(of: pending, typed: current, context) }
    if !isAfterTerminator, current.begins(with: "-") { return optionOrItsValue }
    guard let command else {
      var first = values.completion(ofSubcommandsOf: root)
      // The default subcommand begins with a rule.
      first.takesFiles = true
      return first
    }
    if command.commandName == "help" { return values.completion(ofTopicsOf: root) }
    let known = command.positionals
    let argument =
      positionals.count < known.count
      ? known[positionals.count] : known.last.flatMap { $0.isRepeating ? $0 : nil }
    return argument.map { values.completion(of: $0, typed: current, context) } ?? .none
  }

  /// The rule that the words before name, for values that depend on it.
  private var context: CompletionValues.Context {
    let place = command?.positionals.firstIndex { $0.valueName == "rule" }
    return .init(
      command: command?.commandName ?? "",
      rule: place.flatMap { $0 < positionals.count ? positionals[$0] : nil })
  }

  private var optionOrItsValue: Completion {
    if let (name, value) = current.cut(at: "=") {
      guard let option = options.first(where: { $0.names.contains(String(name)) }) else {
        return .none
      }
      var completion = values.completion(of: option, typed: String(value), context)
      completion.candidates = completion.candidates.map {
        .init(text: "\(name)=\($0.text)", help: $0.help)
      }
      return completion
    }
    return Completion(
      candidates: options.filter { option in
        option.isRepeating || !option.names.contains(where: usedNames.contains)
      }.flatMap { option in
        option.names.filter { current == "-" || $0.begins(with: current) }.map {
          .init(text: $0, help: option.abstract ?? "")
        }
      })
  }
}
