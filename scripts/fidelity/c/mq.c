// Two POSIX message queues, as deep as ipcbench's.
#include "common.h"

#include <fcntl.h>
#include <mqueue.h>

struct link {
	mqd_t r, w;
};

static inline void send_message(struct link *l, const char *p, size_t size) {
	if (mq_send(l->w, p, size, 0))
		die("mq_send");
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	if (mq_receive(l->r, p, size, NULL) != (ssize_t)size)
		die("mq_receive");
}

#include "loops.h"

// depth is what an ordinary user may have, and at most 10.
static long depth(void) {
	long most = 10;
	FILE *f = fopen("/proc/sys/fs/mqueue/msg_max", "r");
	if (f) {
		if (fscanf(f, "%ld", &most) != 1 || most > 10)
			most = 10;
		fclose(f);
	}
	return most;
}

static void open_queue(const struct task *t, mqd_t *r, mqd_t *w) {
	char name[64];
	struct mq_attr attr = {.mq_maxmsg = depth(), .mq_msgsize = (long)t->size};
	snprintf(name, sizeof name, "/ipcbench-reference-%d", (int)getpid());
	*r = mq_open(name, O_RDONLY | O_CREAT | O_EXCL, 0600, &attr);
	if (*r == (mqd_t)-1)
		die("mq_open");
	*w = mq_open(name, O_WRONLY);
	mq_unlink(name);
	if (*w == (mqd_t)-1)
		die("mq_open");
}

void measure_mq(const struct task *t) {
	struct link a, b;
	open_queue(t, &b.r, &a.w);
	open_queue(t, &a.r, &b.w);
	measure(t, &loops, &a, &b);
}
