// Addresses of Unix sockets.
#ifndef UNIX_H
#define UNIX_H
#include "common.h"

#include <sys/socket.h>
#include <sys/un.h>

static inline struct sockaddr_un unix_address(const char *dir, const char *name) {
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	if (strlen(dir) + strlen(name) + 2 > sizeof a.sun_path)
		die("TMPDIR is too long for a Unix socket");
	strcat(strcat(strcpy(a.sun_path, dir), "/"), name);
	return a;
}
#endif
