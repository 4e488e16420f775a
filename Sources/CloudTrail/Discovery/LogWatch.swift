#if os(Linux)
  import Glibc

  /// Reports log files that arrive in folders, as they arrive (inotify, see `man 7 inotify`).
  ///
  /// ```swift
  /// let watch = try LogWatch(["logs"])             // first, so that no file is missed
  /// let (files, skipped) = LogDiscovery.discover(["logs"])
  /// watch.forget(files)
  /// while let (files, skipped) = watch.next() { … }
  /// ```
  ///
  /// A file is reported when its writer closes it, or when it is moved in, so that no file is read
  /// half written: `aws s3 sync` writes under a temporary name and renames. A file that is written
  /// again is reported again; its events have the same eventIDs. New folders are watched with all
  /// below them.
  public final class LogWatch: @unchecked Sendable {
    // Only `stop` may be called from other threads; it touches nothing but a descriptor that never
    // changes.

    /// The system can't watch: too many folders, or no inotify.
    public struct Unavailable: Error, CustomStringConvertible {
      public let path: String
      let code: Int32

      public var description: String {
        switch code {
        case ENOSPC:
          "\(path): more folders than may be watched; the system's limit is in "
            + "/proc/sys/fs/inotify/max_user_watches"
        case EMFILE: "\(path): too many programs watch folders already"
        default: "\(path): cannot be watched: \(systemMessage(code))"
        }
      }
    }

    private let inotify: Int32
    /// A pipe that has a byte after `stop` was called.
    private let stopped: Int32
    private let stopping: Int32
    private var folders: [Int32: SystemPath] = [:]
    private let roots: [SystemPath]
    private let selection: LogSelection
    /// Files that arrived and have not been returned yet.
    private var arrived: [LogFile] = []
    private var skipped: [SkippedInput] = []
    /// Files that were discovered or returned: a file that is written and then renamed arrives
    /// twice.
    private var known: Set<Int> = []
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 8)

    private static let contentEvents = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE)

    /// Watches the folders among `paths` and all folders below them.
    public init(
      _ paths: [String], selection: LogSelection = LogSelection()
    ) throws(Unavailable) {
      roots = paths.map(SystemPath.init)
      self.selection = selection
      inotify = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      var pipe: [Int32] = [-1, -1]
      let hasPipe = Glibc.pipe(&pipe) == 0
      for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (stopped, stopping) = (pipe[0], pipe[1])
      guard inotify >= 0, hasPipe else { throw Unavailable(path: paths.first ?? "", code: errno) }
      for root in roots { try watch(root) }
    }

    deinit {
      close(inotify)
      close(stopped)
      close(stopping)
      buffer.deallocate()
    }

    /// Makes `next` return nil from now on.
    public func stop() { _ = write(stopping, [1] as [UInt8], 1) }

    /// Skips files that were discovered after this watch began.
    public func forget(_ files: [LogFile]) { known.formUnion(files.map(\.fingerprint)) }

    /// Waits for files and returns those that arrived; nil after `stop` was called.
    public func next() -> (files: [LogFile], skipped: [SkippedInput])? {
      while true {
        if !arrived.isEmpty || !skipped.isEmpty {
          defer { (arrived, skipped) = ([], []) }
          return (arrived, skipped)
        }
        switch wait() {
        case .forFiles: takeEvents()
        case .stopped: return nil
        case .nothing: continue
        }
      }
    }

    // MARK: - Events

    private enum Waited { case forFiles, stopped, nothing }

    private func wait() -> Waited {
      var descriptors = [
        pollfd(fd: inotify, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopped, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&descriptors, 2, -1) > 0 else { return .nothing }
      if descriptors[1].revents != 0 { return .stopped }
      return descriptors[0].revents != 0 ? .forFiles : .nothing
    }

    private func takeEvents() {
      let count = read(inotify, buffer.baseAddress, buffer.count)
      guard count > 0 else { return }
      var offset = 0
      while offset < count {
        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        offset += MemoryLayout<inotify_event>.size
        let name = Array(buffer[offset..<offset + Int(event.len)].prefix { $0 != 0 })
        offset += Int(event.len)
        take(event, name)
      }
    }

    private func take(_ event: inotify_event, _ name: [UInt8]) {
      if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
        // The system dropped events: every file that was not returned yet is new.
        for root in roots { addFolder(root) }
      } else if event.mask & UInt32(IN_IGNORED) != 0 {
        folders[event.wd] = nil
      } else if let folder = folders[event.wd], !name.isEmpty, name.first != UInt8(ascii: ".") {
        let path = folder.appending(name)
        if event.mask & UInt32(IN_ISDIR) != 0 {
          addFolder(path)
        } else if event.mask & UInt32(IN_CREATE) == 0 || isLink(path) {
          // A newly created file is not written yet; a link is complete at once.
          addFiles(at: path)
        }
      }
    }

    private func isLink(_ path: SystemPath) -> Bool {
      var status = stat()
      return path.withCString { lstat($0, &status) } == 0
        && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Files may have arrived in a new folder before it was watched.
    private func addFolder(_ path: SystemPath) {
      do {
        try watch(path)
      } catch {
        skipped.append(SkippedInput(path: error.path, reason: .unreadable("\(error)")))
      }
      addFiles(at: path)
    }

    private func addFiles(at path: SystemPath) {
      let found = LogDiscovery.discover(below: path, selection: selection)
      // An empty file will be closed again when it has content; a temporary one may be gone.
      skipped += found.skipped.filter { ![.empty, .notFound, .hidden].contains($0.reason) }
      for file in found.files where known.insert(file.fingerprint).inserted { arrived.append(file) }
    }

    // MARK: - Folders

    /// Watches a folder and those below it. Ignores paths that are not folders or are gone.
    private func watch(_ path: SystemPath) throws(Unavailable) {
      let events = Self.contentEvents | UInt32(IN_ONLYDIR)
      let descriptor = path.withCString { inotify_add_watch(inotify, $0, events) }
      guard descriptor >= 0 else {
        if [ENOTDIR, ENOENT, EACCES].contains(errno) { return }
        throw Unavailable(path: path.text, code: errno)
      }
      // The same descriptor again: two paths lead to the folder, or a loop of links.
      guard folders.updateValue(path, forKey: descriptor) == nil else { return }
      for entry in Folder.entries(path) ?? [] where entry.isFolder != false && !entry.isHidden {
        try watch(path.appending(entry.name))
      }
    }
  }
#endif
