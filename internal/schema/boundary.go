package schema

// A Boundary is a size at which the cost of a message may change, as the machine tells it: the size of a page, of a
// cache, of a buffer. It stands in a result file as a configuration line, in bytes, where the machine shows it.
type Boundary struct {
	Key   string // of the configuration line
	Title string // in a chart
	// Families are the families of mechanisms that it bears on; nil for all.
	Families []string
	Meaning  string // a phrase for docs/format.md
}

// The keys of the boundaries.
const (
	CacheLine    = "cache-line"
	PageSize     = "page-size"
	PipeBuf      = "pipe-buf"
	PipeCapacity = "pipe-capacity"
	SendBuffer   = "send-buffer"
	RecvBuffer   = "receive-buffer"
	TCPSend      = "tcp-send-buffer"
	TCPRecv      = "tcp-receive-buffer"
	MQMessage    = "mq-message"
	L1d          = "l1d"
	L2           = "l2"
	L3           = "l3"
)

var (
	ofPipes   = []string{"pipe"}
	ofQueues  = []string{"queue"}
	ofSockets = []string{"socket", "rpc"}
)

// Boundaries are all boundaries in reading order.
var Boundaries = []Boundary{
	{CacheLine, "cache line", nil, "a line of the CPUs' caches"},
	{PageSize, "page", nil, "a page of memory"},
	{PipeBuf, "PIPE_BUF", ofPipes, "PIPE_BUF: what a pipe takes as one, pipe(7)"},
	{PipeCapacity, "pipe capacity", ofPipes, "what a new pipe holds (F_GETPIPE_SZ)"},
	{SendBuffer, "send buffer", ofSockets, "the send buffer of a new socket, net.core.wmem_default"},
	{RecvBuffer, "receive buffer", ofSockets, "the receive buffer of a new socket, net.core.rmem_default"},
	{TCPSend, "TCP send buffer", ofSockets, "what a TCP socket's send buffer begins with, net.ipv4.tcp_wmem"},
	{TCPRecv, "TCP receive buffer", ofSockets, "what a TCP socket's receive buffer begins with, net.ipv4.tcp_rmem"},
	{MQMessage, "msgsize_max", ofQueues, "the largest message of a POSIX queue, fs.mqueue.msgsize_max"},
	{L1d, "L1d", nil, "the first-level data cache of a core"},
	{L2, "L2", nil, "the second-level cache"},
	{L3, "L3", nil, "the third-level cache"},
}
