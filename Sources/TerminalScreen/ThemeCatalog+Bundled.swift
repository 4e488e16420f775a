// The text of `themes/*.yaml`, compiled in; `BundledThemesTests` keeps both the same.

extension ThemeCatalog {
  /// The bundled schemes by name, in alphabetical order. The colours are their authors'.
  static let bundled: [(name: String, yaml: String)] = [
    (
      "catppuccin-latte",
      """
      system: "base16"
      name: "Catppuccin Latte"
      author: "https://github.com/catppuccin/catppuccin"
      variant: "light"
      palette:
        base00: "eff1f5"
        base01: "e6e9ef"
        base02: "ccd0da"
        base03: "bcc0cc"
        base04: "acb0be"
        base05: "4c4f69"
        base06: "dc8a78"
        base07: "7287fd"
        base08: "d20f39"
        base09: "fe640b"
        base0A: "df8e1d"
        base0B: "40a02b"
        base0C: "179299"
        base0D: "1e66f5"
        base0E: "8839ef"
        base0F: "dd7878"

      """
    ),
    (
      "catppuccin-mocha",
      """
      system: "base16"
      name: "Catppuccin Mocha"
      author: "https://github.com/catppuccin/catppuccin"
      variant: "dark"
      palette:
        base00: "1e1e2e"
        base01: "181825"
        base02: "313244"
        base03: "45475a"
        base04: "585b70"
        base05: "cdd6f4"
        base06: "f5e0dc"
        base07: "b4befe"
        base08: "f38ba8"
        base09: "fab387"
        base0A: "f9e2af"
        base0B: "a6e3a1"
        base0C: "94e2d5"
        base0D: "89b4fa"
        base0E: "cba6f7"
        base0F: "f2cdcd"

      """
    ),
    (
      "dracula",
      """
      system: "base24"
      name: "Dracula"
      author: "Zeno Rocha, base24 by FredHappyface"
      variant: "dark"
      palette:
        base00: "282a36"
        base01: "363447"
        base02: "44475a"
        base03: "6272a4"
        base04: "9ea8c7"
        base05: "f8f8f2"
        base06: "f0f1f4"
        base07: "ffffff"
        base08: "ff5555"
        base09: "ffb86c"
        base0A: "f1fa8c"
        base0B: "50fa7b"
        base0C: "8be9fd"
        base0D: "80bfff"
        base0E: "ff79c6"
        base0F: "bd93f9"
        base10: "1e2029"
        base11: "16171d"
        base12: "f28c8c"
        base13: "eef5a3"
        base14: "a3f5b8"
        base15: "baedf7"
        base16: "a3ccf5"
        base17: "f5a3d2"

      """
    ),
    (
      "gruvbox-dark",
      """
      system: "base16"
      name: "Gruvbox Dark"
      author: "Pavel Pertsev"
      variant: "dark"
      palette:
        base00: "282828"
        base01: "3c3836"
        base02: "504945"
        base03: "665c54"
        base04: "bdae93"
        base05: "d5c4a1"
        base06: "ebdbb2"
        base07: "fbf1c7"
        base08: "fb4934"
        base09: "fe8019"
        base0A: "fabd2f"
        base0B: "b8bb26"
        base0C: "8ec07c"
        base0D: "83a598"
        base0E: "d3869b"
        base0F: "d65d0e"

      """
    ),
    (
      "gruvbox-light",
      """
      system: "base16"
      name: "Gruvbox Light"
      author: "Pavel Pertsev"
      variant: "light"
      palette:
        base00: "fbf1c7"
        base01: "ebdbb2"
        base02: "d5c4a1"
        base03: "bdae93"
        base04: "665c54"
        base05: "504945"
        base06: "3c3836"
        base07: "282828"
        base08: "9d0006"
        base09: "af3a03"
        base0A: "b57614"
        base0B: "79740e"
        base0C: "427b58"
        base0D: "076678"
        base0E: "8f3f71"
        base0F: "d65d0e"

      """
    ),
    (
      "nord",
      """
      system: "base16"
      name: "Nord"
      author: "arcticicestudio"
      variant: "dark"
      palette:
        base00: "2e3440"
        base01: "3b4252"
        base02: "434c5e"
        base03: "4c566a"
        base04: "d8dee9"
        base05: "e5e9f0"
        base06: "eceff4"
        base07: "8fbcbb"
        base08: "bf616a"
        base09: "d08770"
        base0A: "ebcb8b"
        base0B: "a3be8c"
        base0C: "88c0d0"
        base0D: "81a1c1"
        base0E: "b48ead"
        base0F: "5e81ac"

      """
    ),
    (
      "solarized-dark",
      """
      system: "base16"
      name: "Solarized Dark"
      author: "Ethan Schoonover"
      variant: "dark"
      palette:
        base00: "002b36"
        base01: "073642"
        base02: "586e75"
        base03: "657b83"
        base04: "839496"
        base05: "93a1a1"
        base06: "eee8d5"
        base07: "fdf6e3"
        base08: "dc322f"
        base09: "cb4b16"
        base0A: "b58900"
        base0B: "859900"
        base0C: "2aa198"
        base0D: "268bd2"
        base0E: "6c71c4"
        base0F: "d33682"

      """
    ),
    (
      "solarized-light",
      """
      system: "base16"
      name: "Solarized Light"
      author: "Ethan Schoonover"
      variant: "light"
      palette:
        base00: "fdf6e3"
        base01: "eee8d5"
        base02: "93a1a1"
        base03: "839496"
        base04: "657b83"
        base05: "586e75"
        base06: "073642"
        base07: "002b36"
        base08: "dc322f"
        base09: "cb4b16"
        base0A: "b58900"
        base0B: "859900"
        base0C: "2aa198"
        base0D: "268bd2"
        base0E: "6c71c4"
        base0F: "d33682"

      """
    ),
  ]
}
