import Foundation

/// The peak memory of this process in bytes.
enum PeakMemory {
  static var bytes: Int64 {
    #if canImport(Darwin)
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Int64(usage.ru_maxrss)
    #else
      // On Linux `ru_maxrss` is inherited from the parent; VmHWM is the process's own.
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
      return (line.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0) << 10
    #endif
  }
}
