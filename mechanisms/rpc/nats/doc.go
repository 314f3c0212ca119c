// Package nats holds NATS: clients by github.com/nats-io/nats.go, and for each pair a broker, the program nats-server.
//
// No worker is linked with the broker. Its program is, in this order:
//
//   - the nats-server that lies in the directory of the running program, where make puts it;
//   - one that Go builds when the first pair needs it, in the version that ipcbench's go.mod names: where the go
//     command is in PATH, and the sources of ipcbench are where they were when the running program was compiled. Go
//     keeps it in its build cache, and builds it anew when the version changes;
//   - the nats-server in PATH.
//
// Where there is none of them nats is skipped.
package nats
