import Basics
import CloudTrail
import Foundation
import RuleEditing
import Scanning
import Sessions
import Sigma
import TerminalScreen

/// The values that arguments can have, by the name of the value in their declaration:
/// `<region,...>` takes regions, `<field=value>` begins with a field, `<rule>` is a file.
struct CompletionValues {
  /// What the command line says before the word.
  struct Context {
    var command = ""
    /// Path of the rule or rules.
    var rule: String?
  }

  let environment: [String: String]

  func completion(
    of argument: ArgumentDescription, typed: String, _ context: Context
  ) -> Completion {
    if let values = argument.allValues {
      return Completion(candidates: values.map { .init(text: $0) })
    }
    if argument.kind == .flag { return .none }
    let name = argument.names.last?.without(prefix: "--").map(String.init)
    if let name, let special = completion(ofOption: name, context) { return special }
    let value = argument.valueName ?? ""
    // `region` of `region,...`
    let nouns = completion(
      ofNoun: String(scalars: value.unicodeScalars.prefix { $0.properties.isAlphabetic }))
    if value.ends(with: ",...") { return Self.list(nouns, typed: typed) }
    if value.has("=") {
      return Completion(
        candidates: nouns.candidates.map { .init(text: $0.text + "=", help: $0.help) },
        isUnfinished: true)
    }
    return nouns
  }

  /// Values of options that their value's name does not tell.
  private func completion(ofOption name: String, _ context: Context) -> Completion? {
    switch name {
    case "session": sessions
    case "theme":
      Completion(
        candidates: ThemeCatalog(environment: environment).names.map { .init(text: $0) },
        takesFiles: true)
    case "rule-id": Completion(candidates: ruleIDs(in: context.rule))
    case "remove" where context.command == "except", "change" where context.command == "except":
      Completion(candidates: exceptions(in: context.rule))
    case "since", "until":
      Completion(
        candidates: ["1h", "24h", "7d", "30d", "90d"].map { .init(text: $0, help: "back from now") }
      )
    default: nil
    }
  }

  private func completion(ofNoun noun: String) -> Completion {
    switch noun {
    case "rule", "rules", "log", "logs", "file", "path", "bundle", "baseline": .files
    case "dir", "folder", "out": Completion(takesFolders: true)
    case "session": sessions
    case "field", "fields":
      Completion(candidates: RuleChecks.fieldsOfCloudTrail.map { .init(text: $0) })
    case "region":
      Completion(candidates: AWSRegion.all.map { .init(text: $0.code, help: $0.place) })
    default: .none
    }
  }

  func completion(ofSubcommandsOf root: CommandDescription) -> Completion {
    let help = Completion.Candidate(
      text: "help", help: "Show the options of a subcommand, or a topic.")
    return Completion(
      candidates: root.subcommands.map {
        .init(text: $0.commandName, help: $0.abstract ?? "")
      } + [help])
  }

  func completion(ofTopicsOf root: CommandDescription) -> Completion {
    var completion = completion(ofSubcommandsOf: root)
    completion.candidates.removeLast()
    for topic in HelpTopic.allCases {
      completion.candidates.removeAll { $0.text == "\(topic)" }
      completion.candidates.append(.init(text: "\(topic)", help: topic.abstract))
    }
    return completion
  }

  /// The next element of a list with commas, without those that it has.
  private static func list(_ elements: Completion, typed: String) -> Completion {
    guard let (before, _) = typed.cut(atLast: ",") else { return elements }
    let used = Set(before.pieces(at: ",").map(String.init))
    var list = elements
    list.candidates = elements.candidates.filter { !used.contains($0.text) }.map {
      .init(text: "\(before),\($0.text)", help: $0.help)
    }
    return list
  }

  /// The newest sessions first. Their names have the time and the rule, so none is opened.
  private var sessions: Completion {
    let folder = SessionStore(environment: environment).folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Completion(
      candidates: names.filter { $0.ends(with: ".jsonl") }.sorted(by: >).map {
        .init(text: folder + "/" + $0)
      }, takesFiles: true)
  }

  private func rules(in path: String?) -> [Rule] {
    guard let path, let files = try? RuleDiscovery.discover(path) else { return [] }
    return files.prefix(Self.maximumFiles).compactMap { try? RuleFile.load(path: $0) }
      .flatMap(\.rules)
  }

  /// A key press must not wait for a folder of any size.
  private static let maximumFiles = 500

  private func ruleIDs(in path: String?) -> [Completion.Candidate] {
    rules(in: path).map { .init(text: $0.identity, help: $0.title) }
  }

  private func exceptions(in path: String?) -> [Completion.Candidate] {
    guard let path, let files = try? RuleDiscovery.discover(path) else { return [] }
    return files.prefix(Self.maximumFiles).compactMap { try? RuleFile.load(path: $0) }.flatMap(
      WrittenException.all(in:)
    ).map {
      .init(text: $0.name, help: $0.lines.first ?? "")
    }
  }
}
