// The files of `themes`, embedded by the build (Package.swift: `.embedInCode`).

extension ThemeCatalog {
  /// The bundled schemes by name, in alphabetical order, each as the bytes of its file. The colours
  /// belong to their authors.
  static let bundled: [(name: String, yaml: [UInt8])] = [
    ("ayu-dark", PackageResources.ayu_dark_yaml),
    ("catppuccin-latte", PackageResources.catppuccin_latte_yaml),
    ("catppuccin-mocha", PackageResources.catppuccin_mocha_yaml),
    ("dracula", PackageResources.dracula_yaml),
    ("everforest", PackageResources.everforest_yaml),
    ("gruvbox-dark", PackageResources.gruvbox_dark_yaml),
    ("gruvbox-light", PackageResources.gruvbox_light_yaml),
    ("kanagawa", PackageResources.kanagawa_yaml),
    ("monokai", PackageResources.monokai_yaml),
    ("nord", PackageResources.nord_yaml),
    ("okabe-ito-dark", PackageResources.okabe_ito_dark_yaml),
    ("okabe-ito-light", PackageResources.okabe_ito_light_yaml),
    ("one-dark", PackageResources.one_dark_yaml),
    ("rose-pine", PackageResources.rose_pine_yaml),
    ("rose-pine-dawn", PackageResources.rose_pine_dawn_yaml),
    ("solarized-dark", PackageResources.solarized_dark_yaml),
    ("solarized-light", PackageResources.solarized_light_yaml),
  ]
}
