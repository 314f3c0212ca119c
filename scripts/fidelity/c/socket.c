// One stream socket connection: Unix, or TCP over loopback.
#include "stream.h"
#include "unix.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

void measure_unix_stream(const struct task *t) {
	char dir[path_bytes];
	private_dir(dir);
	struct sockaddr_un address = unix_address(dir, "s");
	int listener = socket(AF_UNIX, SOCK_STREAM, 0), a = -1, b = socket(AF_UNIX, SOCK_STREAM, 0);
	int failed = bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1) ||
		     connect(b, (struct sockaddr *)&address, sizeof address) || (a = accept(listener, NULL, NULL)) < 0;
	unlink(address.sun_path);
	remove_private_dir(dir);
	if (failed)
		die("Unix socket");
	close(listener);
	measure_stream(t, (struct link){a, a}, (struct link){b, b});
}

void measure_tcp(const struct task *t) {
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0), a, b = socket(AF_INET, SOCK_STREAM, 0), one = 1;
	if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1) ||
	    getsockname(listener, (struct sockaddr *)&address, &length) ||
	    connect(b, (struct sockaddr *)&address, sizeof address) || (a = accept(listener, NULL, NULL)) < 0 ||
	    setsockopt(a, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) ||
	    setsockopt(b, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one))
		die("TCP socket");
	close(listener);
	measure_stream(t, (struct link){a, a}, (struct link){b, b});
}
