package words

// koreanWeb is what the page says by its script and its template.
var koreanWeb = map[string]string{
	// Headings and switches.
	"Which one for my load?": "내 부하에는 어떤 통신 방식이 맞을까?", "Charts": "그래프", "All figures": "모든 수치",
	"Is the textbook right here?": "교재의 주장은 이 컴퓨터에서 맞을까?", "How to read it": "읽는 방법", "Pictures": "그림", "Tables": "표",
	"Entries":                "항목",
	"What each mechanism is": "통신 방식의 분류", "How this was made": "이 페이지를 만든 방법",
	"These commands measure all of it again, and make this page of what was measured:": "다음 명령은 모든 것을 다시 측정하고, 그 " +
		"결과로 이 페이지를 만든다.",
	"These pictures are files beside this page:": "다음 그림은 이 페이지와 같은 디렉터리에 파일로 있다.",
	"Language": "언어", "Light or dark": "밝게 / 어둡게", "Copy": "복사", "copied": "복사했음", "Start again": "초기화",

	// How to read it.
	"What it costs to hand bytes from one process to another on this machine, by every mechanism " +
		"measured.": "이 컴퓨터에서 한 프로세스가 다른 프로세스로 데이터를 보내는 비용을 통신 방식별로 측정한 결과이다.",
	"Latency": "지연 시간", "Throughput": "처리량", "mean, p50": "평균, p50",
	"The whole round trip of one message, there and back; of Paced it is one way, from the time at which a message " +
		"was due.": "메시지 하나가 갔다가 돌아오는 왕복 전체의 시간이다. Paced에서는 편도이며, 메시지를 보낼 예정 시각부터 잰다.",
	"One way, from the first send to the last receive.": "첫 송신부터 마지막 수신까지 한 방향으로 잰다.",
	"The end sleeps in the kernel until data comes.":    "데이터가 올 때까지 커널에서 잠든다(동기화 통신).",
	"The end busy-waits and keeps its CPU busy.":        "바쁜 대기를 하며 CPU를 계속 쓴다(비동기화 통신).",
	"The mean is that of a sample's round trips, and half of them do not exceed p50. Of both, tables and charts show " +
		"the median over samples. Each sample is a fresh pair of processes.": "평균은 한 표본의 모든 왕복의 평균이고, p50은 왕복의 " +
		"절반이 넘지 않는 값이다. 표와 그래프에는 둘 다 표본들의 중앙값을 싣는다. 표본마다 프로세스 한 쌍을 새로 만든다.",
	"The 95 %% interval of the median over samples.": "표본들의 중앙값의 95 %% 신뢰 구간이다.",
	"Relative to the fastest row of its column, whose × is 1. With ~ before it the row is not told apart from that " +
		"one. Signs before a figure, and —, are explained below their table.": "그 열에서 가장 빠른 행(×가 1인 행)의 몇 배인지를 " +
		"나타낸다. 앞에 ~가 있으면 그 행과 구별되지 않는다. 수치 앞의 기호와 —는 표 아래에서 설명한다.",

	// The question.
	"The load": "부하", "Size of a message": "메시지 크기", "Messages a second": "초당 메시지 수", "Cores at most": "최대 코어 수",
	"99 %% of messages within":   "지연 시간 상한(메시지의 99 %%)",
	"Half of messages within":    "지연 시간 상한(메시지의 절반)",
	"MB/s at least, as a stream": "연속 전송 최소 처리량(MB/s)",
	"Copies at most":             "최대 복사 횟수", "Messages of up to": "최대 메시지 크기", "Who opens it": "여는 프로세스",
	"any": "상관없음", "any process, by a name": "이름을 아는 모든 프로세스", "Between": "통신 범위", "Where the ends run": "양 끝의 배치",
	"Prefer": "우선 기준", "Needs": "요구 사항", "State of the machine": "컴퓨터의 상태", "More bounds": "조건 더 보기",
	"One channel carries": "통로 하나의 방향", "both ways, in turn": "양쪽으로, 번갈아(반양방향)", "both ways at once": "양쪽으로, 동시에(양방향)",
	"Provided by": "제공 주체", "the operating system": "운영체제", "the program": "사용자 프로그램", "Boundaries of " +
		"messages": "메시지 경계",
	"kept": "보존함", "a stream of bytes": "바이트 스트림", "a number only": "수 하나만", "How an end waits": "대기 방식",
	"Between two containers that share": "두 컨테이너가 공유하는 것", "not named": "이름 없음",
	"no shared memory": "공유 메모리를 쓰지 않음", "no files": "파일을 쓰지 않음", "no network": "네트워크를 쓰지 않음", "no RPC": "RPC를 쓰지 않음",
	"no broker": "브로커를 쓰지 않음", "nothing special of the system": "특별히 필요한 것이 없음",
	"the shortest waiting (p99)": "가장 짧은 지연 시간(p99)", "the least CPU": "가장 적은 CPU", "the most throughput": "가장 높은 처리량",
	"the simplest to use": "가장 적은 사용 부담",
	"%s: write %s.":       "%s 입력란에 쓸 값: %s.", "a number, such as %s": "수(예: %s)", "a size, such as %s or " +
		"%s": "크기(예: %s, %s)",
	"a time, such as %s": "시간(예: %s)",
	"a number, such as %s; nothing for as fast as they go to and fro": "수(예: %s), 비워 두면 최대한 빠르게 주고받는다",

	"a volume": "볼륨(a volume)", "a network": "네트워크(a network)", "the IPC namespace": "IPC 네임스페이스(the IPC namespace)",
	"the PID namespace":         "PID 네임스페이스(the PID namespace)",
	"nothing beside the kernel": "커널 외에는 없음(nothing beside the kernel)",

	// The answer.
	"simplex": "단방향(simplex)", "half-duplex": "반양방향(half-duplex)", "duplex": "양방향(duplex)",
	"os": "운영체제(os)", "user": "사용자(user)",
	"comes first.": "방식이 가장 앞선다.", "comes first; whether it keeps every bound is not certain.": "방식이 가장 앞서지만, 모든 조건을 " +
		"지키는지는 확실하지 않다.",
	"Of the others that fit, %s are not told apart from it.":             "조건에 맞는 나머지 가운데 %s개는 이 방식과 구별되지 않는다.",
	"%s: there is no such choice here, so it is left out. Choose of %s.": "%s: 여기에는 없는 선택이므로 빼고 답한다. 고를 수 있는 것: %s.",
	"%s: there is no such choice here, so it is left out.":               "%s: 여기에는 없는 선택이므로 빼고 답한다.",
	"%s %s (%s), and %s times as much is asked for":                      "%s %s(%s), 조건은 이 값의 %s배",
	"Its figures are of one sample each: more samples may put another first.": "수치가 표본 하나의 것이므로, 표본이 더 있으면 " +
		"다른 방식이 앞설 수 있다.",
	"Nearest miss: %s: %s.":                                          "조건에 가장 가까운 것: %s, %s.",
	"Show all %s":                                                    "%s개 모두 보기",
	"The same question on the terminal":                              "터미널에서 같은 질문 하기",
	"Below each figure is its 95 %% interval.":                       "수치 아래는 95 %% 신뢰 구간이다.",
	"* of fewer than 6 samples: their extremes instead.":             "*: 표본이 6개 미만이라 신뢰 구간 대신 최솟값과 최댓값을 적었다.",
	"burden: what it takes of who uses it, in points by its traits.": "사용 부담: 이 방식을 쓰는 데 드는 수고를 특성에 따라 점수로 매긴 것이다.",

	// Charts and the table of all figures.
	"What the charts show": "그래프에 표시할 것", "At the size": "크기", "Machines": "컴퓨터", "all of them, side by side": "모두 나란히",
	"Mechanisms": "통신 방식", "the fastest of each family": "종류별로 가장 빠른 것", "the first of the " +
		"answer": "답의 상위 방식", "all": "모두",
	"Round trip of %s, ranked: %s": "%s 왕복 시간 순위: %s", "Round trip against size: %s": "크기에 따른 왕복 시간: %s",
	"One way against rate, %s: %s":    "메시지 속도에 따른 편도 시간, %s: %s",
	"CPU time against round trip, %s": "왕복 시간에 따른 CPU 시간, %s",
	"Throughput against size":         "크기에 따른 처리량", "size of a message": "메시지 크기", "messages a second": "초당 메시지 수",
	"%s messages a second": "메시지 속도 %s/s", "round trip %s": "왕복 시간 %s", "Machine %s: ": "컴퓨터 %s: ",
	"Nothing was measured of what is chosen: choose other mechanisms, waits or another size.": "고른 것 가운데 측정한 것이 " +
		"없다. 다른 통신 방식이나 대기 방식, 크기를 고르면 된다.",
	"No mechanism is chosen: open Mechanisms above and choose some.": "고른 통신 방식이 없다. 위의 통신 방식을 펼쳐 고르면 된다.",
	"No wait is chosen: choose how an end waits.":                    "고른 대기 방식이 없다. 대기 방식을 고르면 된다.",
	"one value": "값 하나", "one sample": "표본 하나",
	"Figures of this chart":      "이 그래프의 수치",
	"Mechanism and wait":         "통신 방식과 대기",
	"interval":                   "신뢰 구간",
	"samples":                    "표본",
	"extremes of %s samples":     "표본 %s개의 최솟값과 최댓값",
	"95 %% interval, %s samples": "95 %% 신뢰 구간, 표본 %s개",
	"Machines side by side: round trip of %s, %s": "컴퓨터 비교: %s 왕복 시간, %s",
	"× is relative to the first machine. What is shown is chosen above the charts.": "×는 첫째 컴퓨터의 몇 배인지를 나타낸다. " +
		"표시할 것은 그래프 위에서 고른다.",
	"%s of %s rows": "%[2]s행 가운데 %[1]s행", "Measured": "측정 패턴", "Other keys": "그 밖의 조건", "Rate": "메시지 속도",
	"Rows with the words": "이 낱말이 들어 있는 행", "Which rows": "표시할 행",

	// Figures, patterns, waits, places, families.
	"Mean time of one op": "연산 하나의 평균 시간", "Half of the messages took no longer": "이 시간을 넘지 않은 메시지: 절반",
	"%s of the messages took no longer": "이 시간을 넘지 않은 메시지: %s", "The longest time": "가장 긴 시간",
	"Payload per second": "초당 페이로드", "messages/s": "메시지/s", "Messages per second": "초당 메시지 수",
	"CPU time of one op, of both ends": "연산 하나에 드는 양쪽의 CPU 시간", "CPUs that are busy, of both ends": "양쪽이 쓰는 CPU 수",
	"Receiver's CPU against rate, %s": "메시지 속도에 따른 수신 측 CPU, %s", "Chart left out:": "그리지 않은 그래프:",
	"CPUs that the receiver keeps busy": "수신 측이 쓰는 CPU 수", "switches/op": "문맥 교환/연산",
	"Context switches of one op": "연산 하나의 문맥 교환 횟수", "System calls of one op": "연산 하나의 시스템 호출 횟수",
	"Latency: there and back": "지연 시간(Latency): 왕복", "Throughput: one way": "처리량(Throughput): 한 방향",
	"Duplex: both ways at once": "동시 양방향(Duplex)", "Paced: at a rate, one way": "일정한 속도(Paced): 편도",
	"Setup: made, one message, torn down": "준비 비용(Setup): 만들기, 메시지 하나, 없애기",
	"sleeps until data comes":             "데이터가 올 때까지 잠듦", "busy-waits, never sleeps": "바쁜 대기, 잠들지 않음",
	"busy-waits, yields the CPU": "바쁜 대기, CPU를 양보함", "busy-waits briefly, then sleeps": "잠깐 바쁜 대기를 하다가 잠듦",
	"sleeps in epoll, then reads": "epoll에서 잠든 뒤 읽음",
	"on two cores":                "두 코어", "on one CPU": "한 CPU", "on two threads of one core": "한 코어의 두 하드웨어 스레드",
	"on two NUMA nodes": "두 NUMA 노드", "not said": "적혀 있지 않음",
	"two processes": "두 프로세스", "two threads of one process": "한 프로세스의 두 스레드",
	"Shared memory":       "공유 메모리",
	"Files":               "파일",
	"Pipes and terminals": "파이프와 터미널",
	"Message queues":      "메시지 큐",
	"Sockets":             "소켓",
	"Bare notifications":  "단순 알림", "RPC and brokers": "RPC와 브로커", "Threads of one " +
		"process": "한 프로세스의 스레드", "Others": "그 밖",
}
