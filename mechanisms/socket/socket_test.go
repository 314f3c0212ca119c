package socket_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/socket"
)

func TestUnixStream(t *testing.T) { mechtest.Run(t, socket.UnixStream{}) }

func TestTCP(t *testing.T) { mechtest.Run(t, socket.TCP{}) }

func TestSocketpair(t *testing.T) { mechtest.Run(t, socket.Pair{}) }

func TestUnixSeqpacket(t *testing.T) { mechtest.Run(t, socket.UnixSeqpacket{}) }

func TestUnixDgram(t *testing.T) { mechtest.Run(t, socket.UnixDgram{}) }

func TestTCPBusyPoll(t *testing.T) { mechtest.Run(t, socket.TCP{BusyPoll: true}) }

func TestMPTCP(t *testing.T) { mechtest.Run(t, socket.TCP{Multipath: true}) }

func TestVsock(t *testing.T) { mechtest.Run(t, socket.Vsock{}) }

func TestUDP(t *testing.T) { mechtest.Run(t, socket.UDP{}) }

func TestTCPZerocopy(t *testing.T) { mechtest.Run(t, socket.TCPZerocopy{}) }

func TestUnixMemfd(t *testing.T) { mechtest.Run(t, socket.UnixMemfd{}) }

func TestUringUnix(t *testing.T) { mechtest.Run(t, socket.Uring{}) }

func TestUringTCP(t *testing.T) { mechtest.Run(t, socket.Uring{TCP: true}) }

func TestGoUnix(t *testing.T) { mechtest.Run(t, socket.GoUnix{}) }

func TestGoUnixpacket(t *testing.T) { mechtest.Run(t, socket.GoUnix{Packet: true}) }

func TestGoTCP(t *testing.T) { mechtest.Run(t, socket.GoTCP{}) }

func TestGoUDP(t *testing.T) { mechtest.Run(t, socket.GoUDP{}) }
