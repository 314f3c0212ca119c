// Unix sockets that keep messages apart: seqpacket, connected, and two of datagrams, each bound to a path and connected to the other.
#include "unix.h"

struct link {
	int fd;
};

static inline void send_message(struct link *l, const char *p, size_t size) {
	if (send(l->fd, p, size, MSG_NOSIGNAL) != (ssize_t)size)
		die("send");
}

static inline void recv_message(struct link *l, char *p, size_t size) {
	if (recv(l->fd, p, size, MSG_TRUNC) != (ssize_t)size)
		die("recv");
}

#include "loops.h"

void measure_unix_seqpacket(const struct task *t) {
	char dir[path_bytes];
	private_dir(dir);
	struct sockaddr_un at = unix_address(dir, "s");
	int listener = socket(AF_UNIX, SOCK_SEQPACKET, 0), a = -1, b = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	int failed = bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 1) ||
		     connect(b, (struct sockaddr *)&at, sizeof at) || (a = accept(listener, NULL, NULL)) < 0;
	unlink(at.sun_path);
	remove_private_dir(dir);
	if (failed)
		die("Unix socket");
	close(listener);
	measure(t, &loops, &(struct link){a}, &(struct link){b});
}

void measure_unix_dgram(const struct task *t) {
	char dir[path_bytes];
	private_dir(dir);
	struct sockaddr_un at_a = unix_address(dir, "a"), at_b = unix_address(dir, "b");
	int a = socket(AF_UNIX, SOCK_DGRAM, 0), b = socket(AF_UNIX, SOCK_DGRAM, 0);
	int failed = bind(a, (struct sockaddr *)&at_a, sizeof at_a) || bind(b, (struct sockaddr *)&at_b, sizeof at_b) ||
		     connect(a, (struct sockaddr *)&at_b, sizeof at_b) || connect(b, (struct sockaddr *)&at_a, sizeof at_a);
	unlink(at_a.sun_path);
	unlink(at_b.sun_path);
	remove_private_dir(dir);
	if (failed)
		die("Unix socket");
	measure(t, &loops, &(struct link){a}, &(struct link){b});
}
