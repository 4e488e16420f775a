// zlib's functions, and the two that are macros, in a form that Swift can call.
#pragma once

#include <zlib.h>

/// inflateInit2 for gzip members and zlib streams: 15 bits of window, plus 32 to tell them by their header.
static inline int trailsift_inflate_init_gzip(z_stream *stream) {
  return inflateInit2(stream, 15 + 32);
}

/// inflateInit2 for deflate without any wrapper, as zip archives hold it.
static inline int trailsift_inflate_init_raw(z_stream *stream) {
  return inflateInit2(stream, -15);
}

/// deflateInit2 that writes a gzip member.
static inline int trailsift_deflate_init_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}
