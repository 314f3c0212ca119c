package words

// koreanTables are the titles, legends and column heads of tables.
var koreanTables = map[string]string{
	// Columns of several tables.
	"Mechanism": "통신 방식", "Wait": "대기", "Place": "배치", "Size": "크기", "Pattern": "패턴", "mean": "평균", "op": "연산",
	"round trip": "왕복", "message": "메시지", "payload": "페이로드", "throughput": "처리량", "cores": "코어", "copies": "복사",
	"CPU/op": "CPU/연산", "csw/op": "문맥 교환/연산", "calls/op": "호출/연산", "allocs/op": "할당/연산", "msg/s": "메시지/s",
	"time/op": "시간/연산", "%s to %s": "%s~%s", "none": "없음", "Medians over samples.": "모두 표본들의 중앙값이다.",

	"Opened by a process that is handed nothing and knows only names": "아무것도 물려받지 않고 이름만 아는 프로세스가 열 수 있었는지",
	"opened: %s": "열렸음: %s", "refused: %s": "거부되었음: %s",
	"opened in some attempts, refused in others: %s": "열린 적도 거부된 적도 있음: %s",

	// Latency, Throughput, Duplex, Setup.
	"The whole round trip of one message, there and back. mean: the mean of a sample, median over samples. ×: " +
		"how many times the mean of the fastest of the column, whose × is 1. p50, p99: what half, and 99 of 100, " +
		"of a sample's round trips do not exceed, medians over samples. Lowest mean first.": "메시지 하나가 갔다가 돌아오는 " +
		"왕복 전체의 시간이다. 평균: 표본마다 구한 평균의 중앙값이다. ×: 그 열에서 가장 빠른 행(×가 1인 행)의 평균의 몇 배인지를 나타낸다. p50, p99: 한 표본의 왕복 가운데 " +
		"절반이, 그리고 100개 가운데 99개가 넘지 않는 값이며, 표본들의 중앙값이다. 평균이 낮은 순이다.",
	"One way, from the first send to the last receive: payload and messages per second, medians over samples (1 MB = " +
		"10⁶ bytes).": "첫 송신부터 마지막 수신까지 한 방향으로 잰 초당 페이로드와 초당 메시지 수이며, 표본들의 중앙값이다(1 MB = 10⁶바이트).",
	"Both ways at once, each side sending and receiving: payload and messages per second of both together, medians " +
		"over samples.": "양쪽이 보내면서 받는 동시 양방향 통신에서 양쪽을 합친 초당 페이로드와 초당 메시지 수이며, 표본들의 중앙값이다.",
	"×: the highest of the column, whose × is 1, is so many times as high.": "×: 그 열에서 가장 높은 행(×가 1인 행)이 이 행의 몇 " +
		"배인지를 나타낸다.",
	"Highest first.": "높은 순이다.",
	"in flight":      "전송 중",
	"in flight: the most messages seen handed over and not yet received, in a pass of up to 10,000 without a " +
		"clock.": "전송 중: 보냈으나 아직 받지 않은 메시지의 최대 수이다. 시계를 읽지 않고 메시지를 10,000개까지 보내면서 관찰한 값이다.",
	"Set-up": "준비 비용",
	"A channel made, its first byte delivered, and torn down, by two threads of one process on one CPU. mean: " +
		"the mean of a sample, median over samples. ×: how many times that of the fastest, whose × is 1. p50, " +
		"p99: what half, and 99 of 100, do not exceed. CPU/op: CPU time. Lowest mean first.": "한 CPU에서 한 프로세스의 두 " +
		"스레드가 통로를 만들어 첫 바이트를 전달하고 없애는 데 드는 비용이다. 평균: 표본마다 구한 평균의 중앙값이다. ×: 가장 빠른 행(×가 1인 행)의 몇 배인지를 나타낸다. p50, " +
		"p99: 절반이, 그리고 100개 가운데 99개가 넘지 않는 값이다. CPU/연산: CPU 시간이다. 평균이 낮은 순이다.",
	"%s, of its smallest message, step by step: %s.": "%s: 가장 작은 메시지의 단계별 시간은 %s.",

	// Patterns and units that the report does not know.
	"This report knows no more of the pattern than the files say.": "이 패턴에 대해서는 파일에 적힌 것밖에 알 수 없다.",
	"An op is %s.":      "연산 하나: %s.",
	"%s, further units": "%s, 그 밖의 단위",
	"Figures in units of which this report knows no more than the files say: medians over samples.": "파일에 적힌 것밖에 " +
		"알 수 없는 단위의 수치이며, 표본들의 중앙값이다.",
	"×: how many times the %s of the lowest of the column, whose × is 1. Lowest first.": "×: 그 열에서 가장 낮은 행(×가 1인 " +
		"행)의 몇 배인지를 나타낸다(%s 기준). 낮은 순이다.",
	"%s: %s is better.": "%s: %s 좋다.",

	// CPU.
	"CPU cost of %s, %s":            "CPU 비용: %s, %s",
	"mean: that of the round trip.": "평균: 왕복 시간의 평균이다.",
	"CPU/op: CPU time of both sides per %s; cores: that time ÷ wall time (2.0 is two CPUs fully used); csw/op: " +
		"context switches of both sides per %s.": "CPU/연산: 양쪽의 CPU 시간(%s당). 코어: 그 시간 ÷ 경과 시간(2.0은 CPU 두 개를 온전히 " +
		"쓴 것이다). 문맥 교환/연산: 양쪽의 문맥 교환 횟수(%s당).",
	"Calls/op: system calls of both sides per %s, as the kernel counted them.": "호출/연산: 커널이 센 양쪽의 시스템 호출 횟수(%s당).",

	// Distance.
	"What distance costs": "거리의 비용",
	"The same mechanism, wait, place and size within one computer (one host) and between two hosts. The other " +
		"host: %s. Round trip: its mean; more: how much longer it is between hosts; ×: how many times as long. " +
		"Throughput: payload one way; ×: how many times as much within one computer. CPU: CPU time of both sides " +
		"per round trip or message. Medians over samples. By size; the shortest round trip between hosts first.": "같은 " +
		"통신 방식, 대기, 배치, 크기를 한 컴퓨터 안(한 호스트)과 두 호스트 사이에서 비교한다. 상대 호스트: %s. 왕복: 평균 왕복 시간. 증가: 호스트 사이에서 더 걸리는 시간. ×: " +
		"몇 배 걸리는지를 나타낸다. 처리량: 한 방향의 페이로드이며, ×는 한 컴퓨터 안의 처리량이 몇 배인지를 나타낸다. CPU: 왕복 하나나 메시지 하나에 드는 양쪽의 CPU 시간. 모두 " +
		"표본들의 중앙값이다. 크기순이며, 같은 크기에서는 호스트 사이의 왕복 시간이 짧은 순이다.",
	"one host": "한 호스트", "two hosts": "두 호스트", "CPU one": "한 호스트 CPU", "CPU two": "두 호스트 CPU", "n one": "한 호스트 n",
	"n two": "두 호스트 n", "more": "증가", "the files do not say which": "파일에 적혀 있지 않음", "%s CPUs": "CPU %s개",
	"kernel %s": "커널 %s", "virt: %s": "가상화: %s", "%s, joined by %s": "%s, 연결: %s",
	"~: the intervals of the two, or the ranges of their samples, overlap: they are not told apart.": "~: 둘의 신뢰 구간이나 " +
		"표본의 범위가 겹쳐 서로 구별되지 않는다.",
	"A mechanism that goes over a Unix socket within one computer (the taxonomy says which do) goes over TCP between " +
		"hosts: of it, the difference is that of the two sockets too.": "한 컴퓨터 안에서 유닉스 소켓을 쓰는 통신 방식(분류표에 적혀 있다)은 " +
		"호스트 사이에서는 TCP를 쓴다. 이런 방식의 차이에는 두 소켓의 차이도 들어 있다.",
	"Two machines have two clocks, and CPUs of their own: round trips are by the clock of side A, throughput " +
		"between hosts is by that of side B, and side B's CPU time is that of its own machine.": "두 컴퓨터는 시계도 " +
		"CPU도 따로 있다. 왕복 시간은 A 측 시계로, 호스트 사이의 처리량은 B 측 시계로 재며, B 측의 CPU 시간은 B 측 컴퓨터에서 잰 것이다.",

	// Explained, Over, Floors.
	"What a round trip is made of, %s": "왕복 시간의 구성, %s",
	"Counted system calls × null call, copies × copy in cache, the mechanism's own code (one thread that sends to " +
		"itself, less those two), context switches, sleeps × wake-up, one cache line there and back. Explained: " +
		"their sum ÷ the round trip. × floor: how many times the floor that bounds it, and which that is. The round " +
		"trip is the mean of a sample; all figures are medians over samples.": "시스템 호출 횟수 × 빈 시스템 호출, 복사 횟수 × " +
		"캐시 안 복사, 통신 방식 자체의 코드(스레드 하나가 자신에게 보내는 시간에서 앞의 둘을 뺀 것), 문맥 교환, 잠든 횟수 × 깨우기, 캐시 라인의 왕복으로 나눈다. 설명된 비율: " +
		"이들의 합 ÷ 왕복 시간. × 하한: 왕복 시간의 하한이 되는 기본 동작의 몇 배인지, 그리고 그것이 어느 동작인지를 나타낸다. 왕복 시간은 표본마다 구한 평균이며, 모든 수치는 " +
		"표본들의 중앙값이다.",
	"× floor": "× 하한", "explained": "설명된 비율", "own code": "자체 코드", "calls": "호출", "switches": "문맥 교환", "line": "캐시 라인",
	"wake-ups": "깨우기",
	"Bounded by: wake, two that sleep in futex and wake each other; line, a cache line there and back; switch, a " +
		"hand-over by sched_yield. Who sees that the other side is still awake wakes nobody, and may be faster than " +
		"wake.": "하한: wake는 futex에서 잠들고 서로 깨우는 두 스레드, line은 캐시 라인의 왕복, switch는 sched_yield로 CPU를 넘겨주는 것이다. 상대가 아직 깨어 " +
		"있음을 아는 쪽은 아무도 깨우지 않으므로 wake보다 빠를 수 있다.",
	"Across CPUs a wake-up has the switch in it, and calls that find nothing are not counted where they only pass " +
		"the time.": "CPU가 다르면 깨우기에 문맥 교환이 포함되며, 기다리느라 되풀이하는 헛된 호출은 세지 않는다.",
	"the floor or the count that it takes was not measured; of mechanisms made of the Go runtime there is no path by " +
		"itself.": "필요한 기본 동작이나 횟수를 측정하지 않았다. Go 런타임으로 구현한 통신 방식에는 따로 잴 수 있는 경로가 없다.",
	"What a layer costs, round trip of %s": "계층의 비용, %s 왕복",
	"Each mechanism beside the one that it is built on, at the same wait and place: the mean round trip of both, " +
		"below → here, and × how many times the one below it takes; then system calls, context switches and " +
		"allocations of both sides per round trip, below → here too, and the CPU time that it adds. Medians over " +
		"samples.": "각 통신 방식을 그 바탕이 되는 방식과 같은 대기와 배치에서 비교한다. 두 방식의 평균 왕복 시간(아래 → 여기), 아래 계층의 몇 배가 걸리는지(×), 왕복 " +
		"하나에 드는 양쪽의 시스템 호출, 문맥 교환, 메모리 할당(역시 아래 → 여기), 더 드는 CPU 시간의 순서이다. 모두 표본들의 중앙값이다.",
	"Below": "아래 계층",
	"Why (go-*): the runtime's netpoller tries the call first, and when it finds nothing parks the goroutine. Its " +
		"thread looks for other work and then sleeps in epoll_wait(2) or futex(2): three or more calls for one, and " +
		"the data wakes whichever thread polls, which may not be the one that runs the goroutine " +
		"next.": "이유(go-*): 런타임의 netpoller는 먼저 시스템 호출을 해 보고, 얻은 것이 없으면 고루틴을 재운다. 그 스레드는 다른 일을 찾다가 " +
		"epoll_wait(2)나 futex(2)에서 잠든다. 호출 하나로 될 일에 셋 이상이 들며, 데이터가 깨우는 것은 폴링하던 스레드인데 그 스레드가 이어서 고루틴을 실행한다는 보장은 " +
		"없다.",
	"Why (rpc): messages are encoded and decoded (allocations), and a connection has goroutines of its own that " +
		"read and write, each hand-over to which may wake a thread (switches, futex calls).": "이유(rpc): 메시지를 " +
		"인코딩하고 디코딩하며(메모리 할당), 연결마다 읽고 쓰는 고루틴이 따로 있어 일을 넘겨줄 때마다 스레드를 깨울 수 있다(문맥 교환, futex 호출).",
	"Floors": "기본 동작의 비용",
	"The steps that every exchange is made of, each measured by itself. mean: the mean of a sample, median over " +
		"samples.": "모든 통신을 이루는 기본 동작을 하나씩 따로 측정했다. 평균: 표본마다 구한 평균의 중앙값이다.",
	"Step": "기본 동작",

	// Knees.
	"Knees": "꺾이는 점",
	"The sizes from which on a byte costs more, or less, than before: where the slope of a curve by size changes " +
		"by more than the noise of its samples allows. A knee lies between the sizes beside the one that is " +
		"named. op: the time of one of that size. A byte: what one more costs; in Latency it goes there and " +
		"back. Near: what this machine has of that size, within a factor of two. That is a guess at the cause.": "바이트당 " +
		"비용이 전보다 커지거나 작아지기 시작하는 크기이다. 크기에 따른 곡선의 기울기가 표본의 잡음으로 설명할 수 있는 것보다 크게 바뀌는 곳이며, 꺾이는 점은 적힌 크기의 양옆 크기 사이에 " +
		"있다. 연산: 그 크기의 연산 하나에 걸리는 시간. 바이트당: 바이트 하나가 늘 때 더 드는 비용이며, Latency에서는 왕복의 비용이다. 가까운 경계: 이 컴퓨터에서 그 크기와 두 " +
		"배 이내로 가까운 것이다. 원인에 대한 추측일 뿐이다.",
	"From": "꺾이는 크기", "a byte before": "바이트당, 이전", "after": "이후", "near": "가까운 경계",

	// Taxonomy.
	"Taxonomy": "분류",
	"What each mechanism declares of itself. Provider: os is a service of the kernel, user is built by the " +
		"program. Who can use it: related processes inherit it, any process can open it by name.": "통신 방식마다 선언한 " +
		"특성이다. 제공 주체: os는 운영체제가 제공하는 방식, user는 사용자가 직접 구현하는 방식이다. 사용할 수 있는 프로세스: related는 통로를 물려받은 관련 있는 프로세스만, " +
		"any는 이름으로 여는 모든 프로세스가 쓸 수 있다.",
}
