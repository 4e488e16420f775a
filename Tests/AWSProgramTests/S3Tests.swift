import AWSProgram
import Basics
import CloudTrail
import Foundation
import TestSupport
import Testing

/// Places in S3, and which folders are copied.
@Suite struct S3Tests {
  @Test(arguments: [
    "s3://", "s3://b", "s3://UPPER/x", "s3:///x", "s3://bucket/../x", "s3://bucket/a/./b",
    "s3://bucket//etc/passwd", "s3://bucket/a\u{1B}b", "s3://.bucket/x", "http://bucket/x", "x",
  ])
  func whatIsNoPlace(_ text: String) { #expect(S3Location(text) == nil) }

  @Test func placesInTheCache() throws {
    let cache = S3Cache(folder: "/cache")
    for (text, path) in [
      ("s3://trail", "/cache/trail"), ("s3://trail/", "/cache/trail"),
      ("s3://trail/AWSLogs/", "/cache/trail/AWSLogs"),
      ("s3://trail/a/b.json.gz", "/cache/trail/a/b.json.gz"),
    ] {
      #expect(try cache.path(of: #require(S3Location(text))) == path)
    }
    #expect(
      S3Cache(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"]).folder
        == "/h/.cache/trailsift/s3")
  }

  private func program(_ folder: ScratchFolder, _ script: String) throws -> AWSProgram {
    let path = folder.url.path + "/aws"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o700)
    return try AWSProgram(environment: ["PATH": "/usr/bin:/bin", "TRAILSIFT_AWS": path])
  }

  /// Two accounts with a region each, the months of two years, and days: listed by prefix.
  private static let bucket = """
    case "$6" in
      A/) echo 1/ 2/;; A/?/) echo CloudTrail/ CloudTrail-Digest/;;
      A/?/CloudTrail/) echo eu-west-1/;; A/?/CloudTrail/eu-west-1/) echo 2025/ 2026/;;
      */202?/) echo 10/ 11/ 12/;; */202?/??/) echo 01/ 02/ 29/ 30/;;
    esac
    """

  @Test func onlyWantedFoldersArePlanned() throws {
    let folder = try ScratchFolder()
    let script = """
      prefix="$6"
      set -- a b c d e "$(echo "$6" | sed 's/111122223333/1/; s/444455556666/2/; s/^AWSLogs/A/')"
      names=$(\(Self.bucket))
      printf '{"CommonPrefixes": ['
      sep=
      for name in $names; do
        case $name in 1/) name=111122223333/;; 2/) name=444455556666/;; esac
        printf '%s{"Prefix": "%s"}' "$sep" "$prefix$name"; sep=,
      done
      echo ']}'
      """
    let aws = try program(folder, script)
    let cache = S3Cache(folder: folder.url.path + "/cache")
    let root = try #require(S3Location("s3://trail/AWSLogs/"))
    #expect(try cache.plan(root, LogSelection(), aws) == [root])
    func keys(_ selection: LogSelection) throws -> Set<String> {
      Set(try cache.plan(root, selection, aws).map(\.key))
    }
    #expect(
      try keys(LogSelection(accounts: ["444455556666"]))
        == ["AWSLogs/444455556666/CloudTrail/"])
    // From 2026-11-02: a part of the month, and the next one.
    let since = try #require(Timestamp.milliseconds("2026-11-02T12:00:00Z"))
    let place = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/"
    #expect(
      try keys(LogSelection(accounts: ["111122223333"], since: since)) == [
        place + "11/02/", place + "11/29/", place + "11/30/", place + "12/",
      ])
    #expect(try keys(LogSelection(regions: ["us-east-1"])) == [])
  }

  @Test func hostileFoldersAreLeftOut() throws {
    let folder = try ScratchFolder()
    let aws = try program(
      folder,
      #"echo '{"CommonPrefixes": [{"Prefix": "../etc/"}, {"Prefix": "/etc/"}, {"Prefix": "A/../B/"}]}'"#
    )
    let root = try #require(S3Location("s3://trail/A/"))
    let plan = try S3Cache(folder: folder.url.path).plan(
      root, LogSelection(accounts: ["111122223333"]), aws)
    #expect(plan == [root])
  }
}
