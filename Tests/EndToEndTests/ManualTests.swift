import Foundation
import Testing

/// The manual says what `--help` says, about every subcommand and option.
@Suite struct ManualTests {
  private struct Tool: Decodable { let command: Command }

  private struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
    let shouldDisplay: Bool?
  }

  private struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let names: [Name]?
    let shouldDisplay: Bool?
  }

  private let folder: Folder
  private let pages: [String: String]
  private let commands: [Command]

  init() throws {
    folder = try Folder()
    let outcome = try Program.trailsift(["manual", folder.path + "/man"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    var pages: [String: String] = [:]
    for section in ["man1", "man7"] {
      let inner = folder.path + "/man/" + section
      for name in try FileManager.default.contentsOfDirectory(atPath: inner) {
        pages[name] = try String(contentsOfFile: inner + "/" + name, encoding: .utf8)
      }
    }
    self.pages = pages
    let dump = try Program.trailsift(["--experimental-dump-help"], in: folder).output
    let root = try JSONDecoder().decode(Tool.self, from: Data(dump.utf8)).command
    commands = (root.subcommands ?? []).filter {
      $0.shouldDisplay != false && $0.commandName != "help"
    }
  }

  @Test func everySubcommandHasAPageWithAllItsOptions() throws {
    #expect(commands.count >= 18)
    for command in commands {
      let page = try #require(pages["trailsift-\(command.commandName).1"])
      #expect(pages["trailsift.1"]?.contains("trailsift\\-\(command.commandName)\\fR(1)") == true)
      for argument in command.arguments ?? [] where argument.shouldDisplay != false {
        for name in argument.names ?? [] where name.kind == "long" {
          let written = "\\fB\\-\\-" + name.name.replacing("-", with: "\\-") + "\\fR"
          #expect(page.contains(written), "\(command.commandName) \(name.name)")
        }
      }
      for section in ["NAME", "SYNOPSIS", "OPTIONS", "EXIT STATUS", "FILES", "ENVIRONMENT"] {
        #expect(page.contains("\n.SH \(section)\n"), "\(command.commandName): \(section)")
      }
    }
  }

  /// An example that the program would refuse is worse than none. Parsing ends before files are
  /// opened, so each is asked for its help, which only a line that parses so far gives.
  @Test func examplesNameOptionsThatExist() throws {
    var count = 0
    for command in commands {
      let page = try #require(pages["trailsift-\(command.commandName).1"])
      let known = Set((command.arguments ?? []).flatMap { $0.names ?? [] }.map(\.name))
      for example in page.matches(of: #/\n\.TP\n\\fB(.*trailsift .*)\\fR\n/#) {
        count += 1
        for option in example.1.matches(of: #/ (?:\\-)+([a-z][a-z\\-]*)/#) {
          let name = String(option.1.replacing("\\-", with: "-"))
          // The line may also run other programs.
          let isOther = example.1.contains("git apply") && name == "check"
          #expect(known.contains(name) || isOther, "\(command.commandName): --\(name)")
        }
      }
    }
    #expect(count >= 20)
  }

  @Test func topicsHavePagesAndAreShown() throws {
    for topic in ["filters", "formats", "keys", "rules", "sessions", "themes"] {
      let page = try #require(pages["trailsift-\(topic).7"])
      #expect(page.contains(".SH DESCRIPTION\n"))
      let shown = try Program.trailsift(["help", topic], in: folder)
      #expect(shown.status == 0)
      #expect(shown.output.count > 500)
    }
    let filters = try Program.trailsift(["help", "filters"], in: folder).output
    #expect(filters.contains("\n  principal   userIdentity.arn\n"))
    let sessions = try Program.trailsift(["help", "scan"], in: folder).output
    #expect(sessions.contains("USAGE: trailsift scan"))
  }

  /// Nothing in a page is taken for a command of roff by accident.
  @Test func pagesHaveNoOtherCommandsThanOurs() {
    let ours: Set<String> = ["TH", "SH", "SS", "PP", "TP", "B", "br", "nf", "fi"]
    for (name, page) in pages {
      for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
        let command = line.dropFirst().prefix { $0.isLetter }
        #expect(ours.contains(String(command)), "\(name): \(line)")
      }
      #expect(page.matches(of: #/(?m)^\.nf$/#).count == page.matches(of: #/(?m)^\.fi$/#).count)
    }
  }
}
