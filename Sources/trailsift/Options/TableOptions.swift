import ArgumentParser
import AthenaSQL
import Basics
import Foundation
import SourceYAML

/// The table that a query is for, and what is known about it.
struct TableOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The table. Without --ddl or --profile-file it is taken to be AWS's documented table for CloudTrail.",
      valueName: "athena:database.table"))
  var table: String?

  @Option(
    help: ArgumentHelp(
      "The table's definition: the text of SHOW CREATE TABLE, or the JSON of aws glue get-table or aws athena get-table-metadata; - for standard input.",
      valueName: "file"))
  var ddl: String?

  @Option(
    help: ArgumentHelp("The table's profile, as --save-profile writes it.", valueName: "file"))
  var profileFile: String?

  @Option(
    help: ArgumentHelp("Write the table's profile, to be changed by hand.", valueName: "file"))
  var saveProfile: String?

  func validate() throws {
    if ddl != nil, profileFile != nil {
      throw ValidationError("use only one of --ddl and --profile-file")
    }
  }

  /// `athena:db.table?workgroup=w` → `db.table`
  var tableName: String? {
    table.map { String(($0.without(prefix: "athena:") ?? $0[...]).pieces(at: "?")[0]) }
  }

  /// The table's profile. Ends the program if it can't be read.
  func profile() throws -> TableProfile {
    var profile = try read() ?? TableProfile.documented()
    if let tableName { profile.name = tableName }
    if let saveProfile {
      try Console.checkOutput(saveProfile)
      try Console.write(profile.profileText, to: saveProfile)
    }
    return profile
  }

  private func read() throws -> TableProfile? {
    if let ddl {
      let text = try text(of: ddl)
      do {
        return try TableProfile(definition: text)
      } catch {
        Console.error("\(ddl): \(error)")
        throw ExitCode.ruleNotValid
      }
    }
    guard let profileFile else { return nil }
    let text = try text(of: profileFile)
    do {
      return try TableProfile(profile: text, path: profileFile)
    } catch {
      Console.say(error, in: text)
      throw ExitCode.ruleNotValid
    }
  }

  /// No definition of a table is larger.
  private static let maximumFileBytes = 4 << 20

  private func text(of path: String) throws -> String {
    let bytes: [UInt8]
    if path.isStandardInput {
      bytes = Array(FileHandle.standardInput.readData(ofLength: Self.maximumFileBytes))
    } else {
      do {
        bytes = try PlainFile.read(path, atMost: Self.maximumFileBytes)
      } catch {
        Console.error(error.isMissing ? "\(path): no such file" : "\(path): \(error.reason)")
        throw ExitCode.inputMissing
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      Console.error("\(path): the file is not UTF-8")
      throw ExitCode.ruleNotValid
    }
    return text
  }
}

extension Selection: ExpressibleByArgument {}
