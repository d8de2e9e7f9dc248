// swift-tools-version: 6.2
import PackageDescription

// One line a module: what it may import is exactly what is named here, and the arrows only go down
// (ARCHITECTURE.md). `Static` names C libraries that are linked from their archives, so that the binary starts without
// loading shared libraries it hardly uses.

// Before the package: a manifest runs from top to bottom.
/// Every module is compiled alike.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  // Tests run with the check of overlapping accesses; it costs each access to a class's property a call.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
  // Each function can be placed by itself (see `linkage`), and left out where nothing calls it.
  .unsafeFlags(["-Xfrontend", "-function-sections"], .when(platforms: [.linux], configuration: .release)),
]

/// How the program is linked on Linux: so that a process that lives for some milliseconds reads and looks up little.
let linkage: [LinkerSetting] = [
  .unsafeFlags(
    [
      // At a fixed address it starts without 56,000 relocations.
      "-use-ld=lld", "-Xclang-linker", "-no-pie",
      // With the C++ library and the compiler's from their archives there is hardly a name to be found at start.
      "-L\(Context.packageDirectory)/Scripts/link", "-Xclang-linker", "-static-libgcc",
      // No other program finds names in this one; the flag undoes one of Swift's static libraries.
      "-Xlinker", "--no-export-dynamic",
      // What a rendering calls stands side by side, so that few pages of the program come into memory.
      "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Scripts/link/order.txt",
      "-Xlinker", "--no-warn-symbol-ordering",
    ],
    .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "chart",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "chart", targets: ["chart"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  ],
  targets: [
    // C libraries
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CArchive",
      providers: [.apt(["libarchive-dev", "libdeflate-dev", "zlib1g-dev"]), .brew(["libarchive", "libdeflate"])]),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(name: "CGMP", providers: [.apt(["libgmp-dev"]), .brew(["gmp"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CFileTree"),
    .target(name: "CFermat"),
    .target(name: "CRE2", linkerSettings: [.staticLibrary("re2"), .staticLibrary("stdc++")]),

    // The pure core
    .module("Platform", ["CMalloc", "CFileTree"]),
    .module("Values", ["Platform"]),
    .module("SemanticVersions", ["Values"]),
    .module("RegularExpressions", ["CRE2"]),
    .module("YAML", ["CYAML", "Platform", "Values"], linked: [.staticLibrary("yaml")]),
    .module(
      "Archives", ["CArchive", "Platform"],
      linked: [.staticLibrary("archive"), .staticLibrary("deflate"), .staticLibrary("z")]),
    .module("Templating", ["Platform", "Values"]),
    .module(
      "Functions",
      [
        "CCrypt", "CFermat", "CGMP", "Platform", "RegularExpressions", "SemanticVersions", "Templating", "Values",
        "YAML",
      ],
      products: [.crypto, .cryptoExtras], linked: [.staticLibrary("crypt"), .staticLibrary("gmp")]),
    .module("Charts", ["Archives", "Platform", "RegularExpressions", "SemanticVersions", "Values", "YAML"]),
    .module(
      "Rendering",
      ["Charts", "Functions", "Kubernetes", "Platform", "SemanticVersions", "Templating", "Values", "YAML"]),
    .module(
      "Linting",
      [
        "Archives", "Charts", "Platform", "RegularExpressions", "Rendering", "SemanticVersions", "Templating", "Values",
        "YAML",
      ]),

    .module(
      "Repositories", ["Charts", "Platform", "SemanticVersions", "Values", "YAML"], products: [.crypto]),

    // Clusters and releases
    .module("Kubernetes", ["Platform", "Values", "YAML"]),
    .module(
      "Networking", ["Kubernetes", "Platform", "Values"],
      products: [.nioCore, .nioPosix, .nioHTTP1, .nioSSL, .nioTLS]),
    .module(
      "EmbeddedCluster", ["CSQLite", "Kubernetes", "Platform", "Values", "YAML"],
      linked: [.staticLibrary("sqlite3"), .linkedLibrary("m")]),
    .module(
      "Releases",
      ["Archives", "Charts", "Kubernetes", "Platform", "Rendering", "Templating", "Values", "YAML"]),

    // The program
    .module(
      "CLI",
      [
        "Charts", "EmbeddedCluster", "Functions", "Kubernetes", "Linting", "Networking", "Platform",
        "RegularExpressions", "Releases", "Rendering", "Repositories", "SemanticVersions", "Templating",
        "Values", "YAML",
      ],
      products: [.argumentParser]),
    .executableTarget(name: "chart", dependencies: ["CLI"], swiftSettings: settings, linkerSettings: linkage),
    .module("TestSupport", ["Platform"]),
    .executableTarget(
      name: "benchmarks",
      dependencies: ["Charts", "Functions", "Platform", "Rendering", "Templating", "Values", "YAML"],
      path: "Benchmarks/Engine", swiftSettings: settings),

    // Tests
    .tests("Platform"),
    .tests("Values", ["Platform"]),
    .tests("SemanticVersions"),
    .tests("RegularExpressions"),
    .tests("YAML", ["Platform", "Values"]),
    .tests("Archives", ["Platform"]),
    .tests("Templating", ["Platform", "Values"]),
    .tests("Functions", ["Platform", "Templating", "Values"]),
    .tests("Charts", ["Archives", "Platform", "SemanticVersions", "Values", "YAML"]),
    .tests("Rendering", ["Charts", "Kubernetes", "Platform", "Values"]),
    .tests("Repositories", ["Charts", "Platform", "SemanticVersions", "Values", "YAML"]),
    .tests("Linting", ["Platform", "Rendering", "Values"]),
    .tests("Kubernetes", ["Platform", "Values"]),
    .tests("Networking", ["Kubernetes", "Platform", "Values"]),
    .tests("EmbeddedCluster", ["Kubernetes", "Platform", "Values"]),
    .tests(
      "Releases", ["Archives", "Charts", "EmbeddedCluster", "Kubernetes", "Platform", "Rendering", "Values", "YAML"]),
    .tests(
      "CLI",
      ["Archives", "Charts", "Kubernetes", "Networking", "Platform", "Repositories", "Values", "YAML"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

extension Target {
  /// A library module of this package: its sources in Sources/NAME.
  static func module(
    _ name: String, _ modules: [String] = [], products: [Dependency] = [], linked: [LinkerSetting] = []
  ) -> Target {
    .target(
      name: name, dependencies: modules.map { .byName(name: $0) } + products, swiftSettings: settings,
      linkerSettings: linked)
  }

  /// The tests of one module, in Tests/NAMETests.
  static func tests(_ name: String, _ modules: [String] = []) -> Target {
    .testTarget(
      name: "\(name)Tests", dependencies: ([name, "TestSupport"] + modules).map { .byName(name: $0) },
      swiftSettings: settings)
  }
}

extension Target.Dependency {
  static let argumentParser: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
  static let crypto: Self = .product(name: "Crypto", package: "swift-crypto")
  static let cryptoExtras: Self = .product(name: "CryptoExtras", package: "swift-crypto")
  static let nioCore: Self = .product(name: "NIOCore", package: "swift-nio")
  static let nioPosix: Self = .product(name: "NIOPosix", package: "swift-nio")
  static let nioHTTP1: Self = .product(name: "NIOHTTP1", package: "swift-nio")
  static let nioTLS: Self = .product(name: "NIOTLS", package: "swift-nio")
  static let nioSSL: Self = .product(name: "NIOSSL", package: "swift-nio-ssl")
}

extension LinkerSetting {
  /// A C library from its archive on Linux, as the system has it elsewhere.
  static func staticLibrary(_ name: String) -> LinkerSetting {
    #if os(Linux)
    .linkedLibrary(":lib\(name).a")
    #else
    .linkedLibrary(name)
    #endif
  }
}
