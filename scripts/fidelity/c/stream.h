// Byte streams: what pipes, FIFOs and stream sockets have in common.
#ifndef STREAM_H
#define STREAM_H
#include "common.h"

struct link {
	int r, w;
};

void measure_stream(const struct task *, struct link a, struct link b);
#endif
