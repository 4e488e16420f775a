// swift-tools-version: 6.1

import PackageDescription

// Targets are listed from the ground up: a target imports only targets above its own line.

let package = Package(
  name: "trailsift",
  products: [
    .executable(name: "trailsift", targets: ["trailsift"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),

    .target(name: "Basics"),
    .target(name: "CByteSearch"),
    .target(name: "EventJSON", dependencies: ["Basics", "CByteSearch"]),
    .target(
      name: "SourceYAML",
      dependencies: [
        "Basics", .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "LinearRegex", dependencies: ["Basics"]),
    .target(name: "MaxMindDB", dependencies: ["Basics"]),
    .target(name: "CloudTrail", dependencies: ["Basics", "EventJSON", "CZlib"]),
    .target(name: "Places", dependencies: ["Basics", "CloudTrail", "EventJSON", "MaxMindDB"]),
    .target(
      name: "Sigma",
      dependencies: [
        "Basics", "EventJSON", "LinearRegex", "SourceYAML",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    .target(
      name: "RuleTests",
      dependencies: ["Basics", "CloudTrail", "EventJSON", "Sigma", "SourceYAML"]),
    .target(name: "Baseline", dependencies: ["Basics", "CloudTrail", "EventJSON", "Sigma"]),
    .target(name: "AWSProgram", dependencies: ["Basics", "CloudTrail"]),
    .target(
      name: "AthenaSQL", dependencies: ["Basics", "LinearRegex", "Sigma", "SourceYAML"]),
    .target(
      name: "RuleEditing",
      dependencies: [
        "Basics", "EventJSON", "RuleTests", "Sigma", "SourceYAML",
      ]),
    .target(
      name: "HitStore",
      dependencies: ["Basics", "EventJSON", "LinearRegex", "Places", "Sigma"]),
    .target(
      name: "Scanning",
      dependencies: [
        "Baseline", "Basics", "CloudTrail", "EventJSON", "HitStore", "Places", "RuleEditing",
        "Sigma",
        "SourceYAML",
      ]),
    .target(
      name: "Sessions",
      dependencies: [
        "Basics", "CloudTrail", "EventJSON", "HitStore", "Places", "RuleEditing", "RuleTests",
        "Scanning", "Sigma", "SourceYAML",
      ]),
    .target(
      name: "Triage",
      dependencies: [
        "Baseline", "Basics", "EventJSON", "HitStore", "Places", "RuleEditing", "RuleTests",
        "Scanning", "Sessions", "Sigma", "SourceYAML",
      ]),
    // `Themes` is a link to `themes`: a target has what it embeds below its own folder.
    .target(
      name: "TerminalScreen", dependencies: ["Basics", "SourceYAML"],
      resources: [.embedInCode("Themes")]),
    .target(name: "NcursesTerminal", dependencies: ["Basics", "CNcurses", "TerminalScreen"]),
    .target(
      name: "TriageUI",
      dependencies: [
        "Baseline", "Basics", "CloudTrail", "EventJSON", "HitStore", "Places", "RuleEditing",
        "Scanning", "Sessions", "TerminalScreen", "Triage",
      ]),
    .target(
      name: "WorkbenchRuntime",
      dependencies: [
        "Basics", "CloudTrail", "HitStore", "NcursesTerminal", "Places", "RuleEditing",
        "Scanning", "Sessions", "Sigma", "SourceYAML", "TerminalScreen", "Triage", "TriageUI",
      ]),
    .target(name: "TrailSynthesis", dependencies: ["Basics", "CloudTrail"]),
    .executableTarget(
      name: "trailsift",
      dependencies: [
        "AWSProgram", "AthenaSQL", "Baseline", "Basics", "CloudTrail", "EventJSON", "HitStore",
        "NcursesTerminal", "Places", "RuleEditing", "RuleTests", "Scanning", "Sessions", "Sigma",
        "SourceYAML", "TerminalScreen",
        "TrailSynthesis", "Triage", "TriageUI", "WorkbenchRuntime",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // A link to what `trailsift demo` needs of `samples`.
      resources: [.embedInCode("Samples")]),
    // `swift run -c release Benchmarks`: for whoever works on trailsift, and no product.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Basics", "CZlib", "CloudTrail", "EventJSON", "HitStore", "RuleEditing", "Scanning",
        "Sessions", "Sigma", "TerminalScreen", "TrailSynthesis", "Triage", "TriageUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // `swift run Endurance fuzz`, `swift run Endurance soak`: for as long as one lets them.
    .executableTarget(
      name: "Endurance",
      dependencies: [
        "Basics", "CZlib", "CloudTrail", "EventJSON", "HitStore", "RuleEditing", "Scanning",
        "Sessions", "Sigma", "SourceYAML", "TerminalScreen", "TestSupport", "TrailSynthesis",
        "TriageUI", "WorkbenchRuntime",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Endurance"),

    // What tests of several targets need.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(
      name: "SessionSupport",
      dependencies: [
        "Basics", "HitStore", "RuleEditing", "Scanning", "Sessions", "Sigma", "TestSupport",
        "Triage",
      ],
      path: "Tests/SessionSupport"),
    .testTarget(name: "BasicsTests", dependencies: ["Basics", "TestSupport"]),
    .testTarget(
      name: "EventJSONTests", dependencies: ["CByteSearch", "EventJSON", "TestSupport"]),
    .testTarget(name: "MaxMindDBTests", dependencies: ["Basics", "MaxMindDB", "TestSupport"]),
    .testTarget(
      name: "PlacesTests", dependencies: ["Basics", "Places", "TestSupport", "TrailSynthesis"]),
    .testTarget(name: "SourceYAMLTests", dependencies: ["Basics", "SourceYAML"]),
    .testTarget(name: "LinearRegexTests", dependencies: ["LinearRegex", "TestSupport"]),
    .testTarget(name: "CloudTrailTests", dependencies: ["CloudTrail", "EventJSON", "TestSupport"]),
    .testTarget(
      name: "SigmaTests",
      dependencies: [
        "EventJSON", "Sigma", "SourceYAML", "TestSupport",
      ]),
    .testTarget(
      name: "RuleTestsTests",
      dependencies: ["Basics", "EventJSON", "RuleTests", "Sigma", "SourceYAML", "TestSupport"]),
    .testTarget(
      name: "AWSProgramTests",
      dependencies: ["AWSProgram", "Basics", "CloudTrail", "TestSupport"]),
    .testTarget(
      name: "AthenaSQLTests",
      dependencies: ["AthenaSQL", "Basics", "Sigma", "SourceYAML", "TestSupport"]),
    .testTarget(
      name: "RuleEditingTests",
      dependencies: [
        "Basics", "EventJSON", "RuleEditing", "Sigma", "SourceYAML", "TestSupport",
      ],
      exclude: ["Corpus"]),
    .testTarget(
      name: "BaselineTests",
      dependencies: ["Baseline", "Basics", "CloudTrail", "EventJSON", "Sigma", "TestSupport"]),
    .testTarget(
      name: "HitStoreTests", dependencies: ["Basics", "HitStore", "Sigma", "TestSupport"]),
    .testTarget(
      name: "ScanningTests",
      dependencies: [
        "Basics", "CloudTrail", "EventJSON", "HitStore", "Scanning", "Sigma", "SourceYAML",
        "TestSupport",
      ]),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "Basics", "CloudTrail", "HitStore", "RuleEditing", "Scanning", "SessionSupport",
        "Sessions", "Sigma", "SourceYAML", "TestSupport", "Triage",
      ]),
    .testTarget(
      name: "TriageTests",
      dependencies: [
        "Basics", "CloudTrail", "EventJSON", "HitStore", "RuleEditing", "Scanning",
        "SessionSupport", "Sessions", "Sigma", "SourceYAML", "TestSupport", "Triage",
      ]),
    .testTarget(
      name: "TrailSynthesisTests",
      dependencies: ["Basics", "CloudTrail", "CZlib", "TestSupport", "TrailSynthesis"]),
    .testTarget(name: "TerminalScreenTests", dependencies: ["TerminalScreen", "TestSupport"]),
    .testTarget(name: "NcursesTerminalTests", dependencies: ["NcursesTerminal", "TerminalScreen"]),
    .testTarget(
      name: "TriageUITests",
      dependencies: [
        "Basics", "CloudTrail", "EventJSON", "HitStore", "RuleEditing", "Scanning", "Sessions",
        "Sigma", "TerminalScreen", "TestSupport", "Triage", "TriageUI", "WorkbenchRuntime",
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "WorkbenchRuntimeTests",
      dependencies: ["Basics", "TestSupport", "TriageUI", "WorkbenchRuntime"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TerminalScreen", "TestSupport", "trailsift"]),
  ],
  swiftLanguageModes: [.v6]
)
