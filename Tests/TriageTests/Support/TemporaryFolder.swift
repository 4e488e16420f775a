import TestSupport

typealias TemporaryFolder = ScratchFolder
