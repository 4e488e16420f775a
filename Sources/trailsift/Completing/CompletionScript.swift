import ArgumentParser
import Basics
import TerminalScreen

/// The scripts of the shells. Each asks `trailsift completions SHELL -- WORD...` and gets lines: the
/// first says what else the shell is to offer (`files`, `folders`) and whether no space follows
/// (`nospace`); then a candidate a line, in zsh and fish with a tab and its description.
enum CompletionScript: String, ExpressibleByArgument, CaseIterable {
  case bash, zsh, fish

  /// - Parameter words: the words after `trailsift`. From bash, which splits words at `=` and `:`,
  ///   the line up to the cursor and what bash takes for the word there.
  func reply(to words: [String], complete: ([String]) -> Completion) -> [String] {
    switch self {
    case .zsh, .fish:
      let completion = complete(words)
      return [Self.flags(completion)]
        + completion.candidates.map { candidate in
          candidate.help.isEmpty
            ? candidate.text : candidate.text + "\t" + Self.line(candidate.help)
        }
    case .bash:
      let line = ShellWords.split(words[0])
      let completion = complete(Array(line.dropFirst()))
      let before = (line.last ?? "").without(suffix: words.last ?? "").map(String.init) ?? ""
      return [Self.flags(completion)]
        + completion.candidates.map { $0.text.without(prefix: before).map(String.init) ?? $0.text }
    }
  }

  private static func flags(_ completion: Completion) -> String {
    let flags = [
      completion.takesFiles ? "files" : "", completion.takesFolders ? "folders" : "",
      completion.isUnfinished ? "nospace" : "",
    ]
    return flags.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The first sentence of a description, as safe text.
  private static func line(_ help: String) -> String {
    let sentence = help.pieces(atText: ". ").first.map(String.init) ?? help
    return SafeText(String(sentence.without(suffix: ".") ?? sentence[...])).text
  }

  var text: String {
    switch self {
    case .bash: Self.bashText
    case .zsh: Self.zshText
    case .fish: Self.fishText
    }
  }

  private static let bashText = #"""
    # bash completion for trailsift
    _trailsift() {
      local IFS=$'\n' flags word
      local -a lines
      mapfile -t lines < <("$1" completions bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
      flags=" ${lines[0]} "
      COMPREPLY=("${lines[@]:1}")
      [[ $flags == *" nospace "* ]] && compopt -o nospace
      if [[ $flags == *" files "* ]]; then
        compopt -o filenames
        while read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$2")
      elif [[ $flags == *" folders "* ]]; then
        compopt -o filenames
        while read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "$2")
      fi
    }
    complete -F _trailsift trailsift

    """#

  private static let zshText = #"""
    #compdef trailsift
    # zsh completion for trailsift
    _trailsift() {
      local -a lines values suffix
      local line
      lines=("${(@f)$("${(Q)words[1]}" completions zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
      for line in "${(@)lines[2,-1]}"; do
        if [[ $line == *$'\t'* ]]; then
          values+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        else
          values+=("${line//:/\\:}")
        fi
      done
      [[ " $lines[1] " == *" nospace "* ]] && suffix=(-S '')
      (( $#values )) && _describe -t values value values "${(@)suffix}"
      [[ " $lines[1] " == *" files "* ]] && _files
      [[ " $lines[1] " == *" folders "* ]] && _files -/
      return 0
    }
    if [[ $funcstack[1] == _trailsift ]]; then _trailsift "$@"; else compdef _trailsift trailsift; fi

    """#

  private static let fishText = #"""
    # fish completion for trailsift
    function __trailsift_complete
      set -l words (commandline -opc)
      set -l current (commandline -ct)
      set -l lines ($words[1] completions fish -- $words[2..-1] "$current" 2>/dev/null)
      printf '%s\n' $lines[2..-1]
      string match -qr files -- "$lines[1]"; and __fish_complete_path "$current"
      string match -qr folders -- "$lines[1]"; and __fish_complete_directories "$current"
    end
    complete -c trailsift -f -a '(__trailsift_complete)'

    """#
}
