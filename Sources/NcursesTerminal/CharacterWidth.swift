import CNcurses
import TerminalScreen

/// The program's own `wcwidth`. ncurses counts columns with it: what an executable defines goes before what its libraries
/// have, for them too.
///
/// It says what the C library says, which is what terminals on the same system go by, but for one thing that no locale can
/// be asked for: two columns for what is ambiguous, where `TextWidth.isAmbiguousWide`.
///
/// Public, so that an optimised build does not keep it to itself.
@_cdecl("wcwidth")
public func columns(ofScalar value: UInt32) -> Int32 {
  let columns = trailsift_libc_wcwidth(value)
  guard let scalar = Unicode.Scalar(value) else { return -1 }
  if columns == libraryIsMissing { return Int32(TextWidth.width(of: scalar)) }
  let isWider = columns == 1 && TextWidth.isAmbiguousWide && TextWidth.isAmbiguous(scalar)
  return isWider ? 2 : columns
}

private let libraryIsMissing: Int32 = -2
