// ncurses (wide), with its globals and macros wrapped as functions: Swift 6 refuses both.
#pragma once

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <wchar.h>

static inline int trailsift_lines(void) { return LINES; }
static inline int trailsift_columns(void) { return COLS; }
static inline int trailsift_colors(void) { return COLORS; }
static inline int trailsift_pairs(void) { return COLOR_PAIRS; }

static inline void trailsift_keypad(bool on) { keypad(stdscr, on); }
static inline void trailsift_meta(bool on) { meta(stdscr, on); }
static inline void trailsift_input_timeout(int milliseconds) { wtimeout(stdscr, milliseconds); }
static inline void trailsift_erase(void) { werase(stdscr); }
static inline void trailsift_clear_next(void) { clearok(stdscr, true); }
static inline void trailsift_move(int row, int column) { wmove(stdscr, row, column); }
static inline void trailsift_refresh(void) { wrefresh(stdscr); }

static inline uint32_t trailsift_bold(void) { return A_BOLD; }
static inline uint32_t trailsift_underline(void) { return A_UNDERLINE; }
static inline uint32_t trailsift_reverse(void) { return A_REVERSE; }
static inline uint32_t trailsift_dim(void) { return A_DIM; }

// Puts one base scalar and its marks (0 at the end) in a cell. The pair goes through the extension of
// ncurses 6.1 by which `opts` points to an int: `COLOR_PAIR` would pack only 256 of them.
static inline int trailsift_put(
    int row, int column, const uint32_t *scalars, uint32_t attributes, int pair) {
  cchar_t cell;
  wchar_t text[CCHARW_MAX + 1];
  int count = 0;
  while (count < CCHARW_MAX && scalars[count] != 0) {
    text[count] = (wchar_t)scalars[count];
    count++;
  }
  text[count] = 0;
  if (setcchar(&cell, text, (attr_t)attributes, (short)(pair & 0x7fff), &pair) != OK) return ERR;
  return mvwadd_wch(stdscr, row, column, &cell);
}

// OK and a scalar, KEY_CODE_YES and a key code, or ERR.
static inline int trailsift_get(uint32_t *value) {
  wint_t read = 0;
  int kind = wget_wch(stdscr, &read);
  *value = (uint32_t)read;
  return kind;
}

// The size that the terminal reports; false if it does not.
static inline bool trailsift_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return size.ws_col > 0 && size.ws_row > 0;
}

// Bytes that can be read at once, -1 on error.
static inline int trailsift_readable(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : -1;
}

// A string of terminfo, NULL if the terminal has none.
static inline const char *trailsift_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

// The columns of a scalar as the C library counts them; -1 if it has none.
static inline int trailsift_scalar_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
