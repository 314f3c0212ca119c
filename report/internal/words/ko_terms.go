package words

// koreanTerms are the words of closed lists, by kind and term. A word that commands take stands behind its translation.
var koreanTerms = map[string]string{
	"pattern: Claim": "교재의 주장(Claim)",
	"op: what one of the claims of textbooks needs that no other pattern measures; what= says which, as " +
		"below": "교재의 주장 가운데 다른 패턴으로 잴 수 없는 것이며, 어느 주장인지는 what=에 적혀 있다",
	"pattern: Latency": "지연 시간(Latency)", "pattern: Throughput": "처리량(Throughput)", "pattern: Duplex": "동시 양방향(Duplex)",
	"pattern: Setup": "준비 비용(Setup)", "pattern: Paced": "일정한 속도(Paced)", "pattern: Floor": "기본 동작(Floor)",

	"op: a round trip: size bytes there and size bytes back": "왕복 하나: size바이트가 가고 size바이트가 돌아온다",
	"op: one message from A to B, with as many under way as the mechanism holds; with /pairs=N, one message of any " +
		"of N pairs that run at once on the same CPUs": "A에서 B로 가는 메시지 하나이며, 통신 방식이 담을 수 있는 만큼 여러 메시지가 동시에 전송 " +
		"중이다. /pairs=N이면 같은 CPU에서 동시에 실행되는 N쌍 가운데 어느 한 쌍의 메시지 하나이다",
	"op: one message each way at once. Each side has one thread. It sends as many messages as the mechanism is " +
		"certain to hold while nobody receives (16 KiB of a byte stream, else one message), then receives as " +
		"many": "양쪽이 동시에 보내는 메시지 하나씩. 양쪽에 스레드가 하나씩 있고, 상대가 받지 않아도 확실히 담을 수 있는 만큼(바이트 스트림은 16 KiB, 아니면 메시지 하나) " +
		"보낸 뒤 그만큼 받는다",
	"op: a channel made, its first byte delivered (the smallest message), and the channel torn down, by two " +
		"threads of one process on one CPU: a process cannot inherit a channel that is made after it has " +
		"started. There is no syscalls/op, since the calls by which the two threads take turns would be counted " +
		"too": "한 CPU에서 한 프로세스의 두 스레드가 통로를 만들어 첫 바이트(가장 작은 메시지)를 전달하고 없애는 것. 프로세스는 시작한 뒤에 만들어진 통로를 물려받을 수 없으므로 " +
		"스레드를 쓴다. 두 스레드가 번갈아 실행되는 데 쓰는 호출까지 세게 되므로 syscalls/op는 없다",
	"op: one message from A to B, which is due at a time of its own (an open loop): A sends it then, whatever became " +
		"of those before, and its latency runs from the time at which it was due until B has it. cpu-ns/op, csw/op, " +
		"inv-csw/op, syscalls/op, allocs/op and B/op are those of B alone": "정해진 시각에 A에서 B로 보내는 메시지 하나(개방 루프). " +
		"앞선 메시지가 어떻게 되었든 A는 그 시각에 보내며, 지연 시간은 보낼 예정 시각부터 B가 받을 때까지이다. cpu-ns/op, csw/op, inv-csw/op, " +
		"syscalls/op, allocs/op, B/op는 B만의 것이다",
	"op: one of the steps that the other patterns are made of; what= says which": "다른 패턴을 이루는 기본 동작 하나이며, 어느 " +
		"동작인지는 what=에 적혀 있다",

	"cause: others used more than 15 % of the pair's CPUs": "다른 작업이 통신하는 쌍의 CPU를 15 %% 넘게 썼다",
	"cause: the hypervisor gave more than 5 % of the pair's CPUs to other guests": "하이퍼바이저가 통신하는 쌍의 CPU를 5 %% " +
		"넘게 다른 게스트에 할당했다",
	"cause: the control group's CPU quota held CPUs back for more than 3 % of the time": "제어 그룹(cgroup)의 CPU 할당량 " +
		"때문에 시간의 3 %% 넘게 CPU를 쓰지 못했다",
	"cause: the clock rate of a CPU changed by more than 10 %": "CPU의 클록 속도가 10 %% 넘게 바뀌었다",
	"cause: the machine changed its state, by more than 100 % of what one state varies": "컴퓨터의 상태가, 한 상태 안에서 " +
		"변동하는 폭의 100 %% 넘게 바뀌었다",

	"step: null system call":                              "빈 시스템 호출",
	"step: clock reading":                                 "시계 읽기",
	"step: the engine's own loop, a round trip":           "측정 엔진 자체의 루프, 왕복 하나",
	"step: copy, in cache":                                "복사, 캐시 안",
	"step: copy, out of cache":                            "복사, 캐시 밖",
	"step: cache line to another CPU, there and back":     "다른 CPU와 주고받는 캐시 라인, 왕복",
	"step: context switch by sched_yield, there and back": "sched_yield로 일으킨 문맥 교환, 왕복",
	"step: sleep and wake-up by futex, there and back":    "futex로 잠들고 깨우기, 왕복",
	"step: a message by one thread, without waiting":      "스레드 하나가 기다리지 않고 보내고 받는 메시지",
	"step: gap between clock readings on":                 "시계 읽기 사이의 간격,",

	"better: lower": "낮을수록", "better: higher": "높을수록",

	"place: two cores that share a last-level cache": "마지막 단계 캐시를 함께 쓰는 두 코어",
	"place: one CPU for both ends":                   "양쪽이 함께 쓰는 한 CPU",
	"place: two hardware threads of one core":        "한 코어의 두 하드웨어 스레드",
	"place: two CPUs of different NUMA nodes":        "서로 다른 NUMA 노드의 두 CPU",

	"boundary: cache line": "캐시 라인", "boundary: page": "페이지", "boundary: PIPE_BUF": "PIPE_BUF",
	"boundary: pipe capacity": "파이프 용량", "boundary: send buffer": "송신 버퍼", "boundary: receive buffer": "수신 버퍼",
	"boundary: TCP send buffer": "TCP 송신 버퍼", "boundary: TCP receive " +
		"buffer": "TCP 수신 버퍼", "boundary: msgsize_max": "msgsize_max",
	"boundary: L1d": "L1d", "boundary: L2": "L2", "boundary: L3": "L3", "boundary: no boundary known": "알려진 경계 없음",

	"trait: Family": "종류", "trait: Provider": "제공 주체", "trait: Scope": "통신 범위", "trait: Direction of one " +
		"channel": "통로 하나의 방향",
	"trait: Waits": "대기", "trait: Who can use it": "사용할 수 있는 프로세스", "trait: Copies": "복사", "trait: Largest " +
		"message": "최대 메시지 크기",
	"trait: Needs": "필요한 것", "trait: What moves the bytes": "전달 수단", "trait: Two containers need": "두 컨테이너가 공유해야 하는 것",

	"family: memory": "공유 메모리",
	"family: file":   "파일",
	"family: pipe":   "파이프",
	"family: queue":  "메시지 큐",
	"family: socket": "소켓",
	"family: signal": "단순 알림", "family: rpc": "원격 프로시저 호출", "family: inproc": "프로세스 내부",
	"provider: os": "운영체제(os)", "provider: user": "사용자(user)",
	"scope: thread": "프로세스 내부(thread)", "scope: process": "프로세스 간(process)", "scope: host": "네트워크(host)",
	"direction: simplex":     "단방향(simplex)",
	"direction: half-duplex": "반양방향(half-duplex)",
	"direction: duplex":      "양방향(duplex)",
	"relation: related":      "관련 있는 프로세스(related)", "relation: any": "모든 프로세스(any)",
	"largest: any": "제한 없음", "largest: any (byte stream)": "제한 없음(바이트 스트림)", "largest: 8 B (a number)": "8 B(수 하나)",
	"largest: 65507 B (the largest UDP datagram)": "65507 B(가장 큰 UDP 데이터그램)",

	"need: no shared memory": "공유 메모리를 쓰지 않음", "need: no files": "파일을 쓰지 않음", "need: no network": "네트워크를 쓰지 않음",
	"need: no RPC": "RPC를 쓰지 않음", "need: no broker": "브로커를 쓰지 않음", "need: nothing special": "특별히 필요한 것이 없음",

	"scope: process host": "프로세스 간, 네트워크(process, host)",

	"needs: nothing": "없음", "needs: a loopback interface that is up": "활성화된 루프백 인터페이스",
	"needs: a writable temporary directory": "쓸 수 있는 임시 디렉터리", "needs: a kernel with System V IPC": "System V IPC를 " +
		"지원하는 커널",
	"needs: io_uring of Linux 6.1": "리눅스 6.1의 io_uring", "needs: nats-server, or Go to build it": "nats-server, 또는 " +
		"이를 빌드할 Go",
	"needs: a temporary directory that allows FIFOs": "FIFO를 만들 수 있는 임시 디렉터리",
	"needs: a kernel with POSIX message queues":      "POSIX 메시지 큐를 지원하는 커널", "needs: the kernel module " +
		"vsock_loopback": "커널 모듈 vsock_loopback",
	"needs: leave to read the other process's memory (ptrace)": "상대 프로세스의 메모리를 읽을 권한(ptrace)", "needs: free huge " +
		"pages": "비어 있는 대형 페이지(huge page)",
	"needs: a tmpfs at /dev/shm": "/dev/shm의 tmpfs", "needs: a second host, or network namespaces " +
		"(-ipc.host)": "다른 호스트, 또는 네트워크 네임스페이스(-ipc.host)",
	"needs: /dev/ptmx": "/dev/ptmx", "needs: for quic-go's buffers net.core.rmem_max and wmem_max of 7.5 " +
		"MB": "quic-go의 버퍼를 위한 7.5 MB의 net.core.rmem_max와 wmem_max",

	"crosses: a volume":                  "볼륨(a volume)",
	"crosses: a network":                 "네트워크(a network)",
	"crosses: or a network":              "또는 네트워크(a network)",
	"crosses: the IPC namespace":         "IPC 네임스페이스(the IPC namespace)",
	"crosses: the PID namespace":         "PID 네임스페이스(the PID namespace)",
	"crosses: nothing beside the kernel": "커널 외에는 없음(nothing beside the kernel)",
	"crosses: /dev/shm":                  "/dev/shm",
	"crosses: inherited descriptors":     "물려받은 디스크립터", "crosses: one process": "한 프로세스",
	"crosses: cannot: inherited descriptors":                    "불가능: 물려받은 디스크립터",
	"crosses: cannot: inherited descriptors, the IPC namespace": "불가능: 물려받은 디스크립터, IPC 네임스페이스",
	"crosses: cannot: inherited descriptors, the PID namespace": "불가능: 물려받은 디스크립터, PID 네임스페이스",
	"crosses: cannot: one process":                              "불가능: 한 프로세스",

	"largest: 4193280 B (ttrpc's largest message)":     "4193280 B(ttrpc의 최대 메시지)",
	"largest: 67108864 B (the longest array of D-Bus)": "67108864 B(D-Bus의 최대 배열)",
	"largest: 67108864 B (NATS's max_payload)":         "67108864 B(NATS의 max_payload)",

	// Heads of the tables of README.md.
	"head: Mechanism":     "통신 방식",
	"head: Wait":          "대기",
	"head: mean":          "평균",
	"head: CPU/op":        "CPU/연산",
	"head: 64 B stream,":  "64 B 연속 전송,",
	"head: 64 KiB stream": "64 KiB 연속 전송", "head: msg/s": "메시지/s", "head: cores": "코어", "head: CPU/msg": "CPU/메시지",
	"head: below block's": "역전 속도", "head: round trip": "왕복", "head: one host": "한 호스트", "head: two hosts": "두 호스트",
	"head: one": "한 호스트", "head: two": "두 호스트", "head: stream": "연속 전송",
}
