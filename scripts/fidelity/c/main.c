// The tightest loop a C programmer would write for the same work as one of ipcbench's benchmarks, to put beside it.
// How many ops it does says a line of standard input each time; it prints ns per op.
#include "common.h"

static const struct {
	const char *name;
	void (*measure)(const struct task *);
} mechanisms[] = {
	{"pipe", measure_pipe}, {"fifo", measure_fifo}, {"pipe-vmsplice", measure_vmsplice},
	{"mq-posix", measure_mq}, {"mq-sysv", measure_msg},
	{"unix-stream", measure_unix_stream}, {"unix-seqpacket", measure_unix_seqpacket}, {"unix-dgram", measure_unix_dgram},
	{"uring-unix", measure_uring_unix}, {"tcp", measure_tcp},
	{"eventfd", measure_eventfd}, {"semop", measure_semop},
	{"file", measure_file}, {"shm-slot", measure_slot}, {"atomics", measure_atomics}, {"spsc", measure_spsc},
};

int main(int argc, char **argv) {
	if (argc == 7) {
		struct task t = {
			.throughput = !strcmp(argv[1], "Throughput"),
			.yield = !strcmp(argv[3], "yield"), .block = !strcmp(argv[3], "block"),
			.cpu = {atoi(argv[4]), atoi(argv[5])},
			.size = strtoul(argv[6], NULL, 10),
		};
		for (size_t i = 0; i < sizeof mechanisms / sizeof *mechanisms; i++) {
			if (t.size >= 8 && !strcmp(argv[2], mechanisms[i].name)) {
				mechanisms[i].measure(&t);
				return 0;
			}
		}
	}
	fprintf(stderr, "usage: %s Latency|Throughput MECHANISM block|spin|yield CPU_A CPU_B SIZE (at least 8) <OPS…\n", argv[0]);
	return 2;
}
