package words

// koreanWeb is what the page says by its script and its template.
var koreanWeb = map[string]string{
	// Headings and switches.
	"Which one for my load?": "내 부하에는 어느 방식이 맞을까?", "Charts": "그래프", "All figures": "모든 수치",
	"Is the textbook right here?": "교재의 주장은 여기서 맞을까?", "How to read it": "읽는 방법", "Pictures": "그림", "Tables": "표", "Entries": "항목",
	"What each mechanism is": "통신 방식의 분류", "How this was made": "만든 방법",
	"These commands measure all of it again, and make this page of what was measured:": "다음 명령은 모두 다시 측정하고, 측정한 것으로 " +
		"이 페이지를 만든다.",
	"These pictures are files beside this page:": "다음 그림은 이 페이지 옆의 파일이다.",
	"Language": "언어", "Light or dark": "밝게 / 어둡게", "Copy": "복사", "copied": "복사함", "Start again": "처음부터",

	// How to read it.
	"What it costs to hand bytes from one process to another on this machine, by every mechanism " +
		"measured.": "이 컴퓨터에서 한 프로세스가 다른 프로세스에 바이트를 넘기는 비용을 측정한 통신 방식마다 나타낸다.",
	"Latency": "지연 시간", "Throughput": "처리량", "mean, p50": "평균, p50",
	"The whole round trip of one message, there and back; of Paced it is one way, from the time at which a message " +
		"was due.": "메시지 하나가 갔다가 돌아오는 왕복 전체의 시간이다. Paced에서는 편도이며, 메시지를 보낼 예정 시각부터 잰다.",
	"One way, from the first send to the last receive.": "첫 송신부터 마지막 수신까지 한 방향으로 잰다.",
	"The end sleeps in the kernel until data comes.":    "데이터가 올 때까지 커널에서 잠든다(동기화 통신).",
	"The end busy-waits and keeps its CPU busy.":        "바쁜 대기를 하며 CPU를 계속 쓴다(비동기화 통신).",
	"The mean is that of a sample's round trips, and half of them do not exceed p50. Of both, tables and charts show " +
		"the median over samples. Each sample is a fresh pair of processes.": "평균은 한 표본의 왕복들의 평균이고, p50은 그 절반이 넘지 않는 " +
		"값이다. 표와 그래프는 둘 다 표본들의 중앙값을 보인다. 표본마다 프로세스 한 쌍을 새로 만든다.",
	"The 95 %% interval of the median over samples.": "표본의 중앙값의 95 %% 신뢰 구간이다.",
	"Relative to the fastest row of its column, whose × is 1. With ~ before it the row is not told apart from that " +
		"one. Signs before a figure, and —, are explained below their table.": "그 열에서 가장 빠른 행(×가 1인 행)의 몇 배인지 나타낸다. " +
		"앞에 ~가 있으면 그 행과 구별되지 않는다. 수치 앞의 기호와 —는 표 아래에서 설명한다.",

	// The question.
	"The load": "부하", "Size of a message": "메시지 크기", "Messages a second": "초당 메시지 수", "Cores at most": "코어 최대",
	"99 %% of messages within": "메시지의 99 %%가 이내", "Half of messages within": "메시지의 절반이 이내", "MB/s at least, as a stream": "연속 전송 최소 MB/s",
	"Copies at most": "복사 횟수 최대", "Messages of up to": "메시지 최대 크기", "Who opens it": "여는 프로세스",
	"any": "무엇이든", "any process, by a name": "아무 프로세스나, 이름으로", "Between": "통신 범위", "Where the ends run": "양 끝의 배치",
	"Prefer": "우선할 것", "Needs": "요구 사항", "State of the machine": "컴퓨터의 상태", "More bounds": "조건 더 보기",
	"One channel carries": "통로 하나의 방향", "both ways, in turn": "양쪽, 번갈아(반양방향)", "both ways at once": "양쪽 동시에(양방향)",
	"Provided by": "제공 주체", "the operating system": "운영체제", "the program": "사용자 프로그램", "Boundaries of " +
		"messages": "메시지의 경계",
	"kept": "지킴", "a stream of bytes": "바이트 스트림", "a number only": "수 하나뿐", "How an end waits": "기다리는 방법",
	"Between two containers that share": "두 컨테이너가 공유하는 것", "not named": "이름 없음",
	"no shared memory": "공유 메모리를 쓰지 않음", "no files": "파일을 쓰지 않음", "no network": "네트워크를 쓰지 않음", "no RPC": "RPC를 쓰지 않음",
	"no broker": "브로커를 쓰지 않음", "nothing special of the system": "시스템에 특별한 것이 필요 없음",
	"the shortest waiting (p99)": "가장 짧은 지연 시간(p99)", "the least CPU": "가장 적은 CPU", "the most throughput": "가장 높은 처리량",
	"the simplest to use": "가장 쓰기 쉬운 것",
	"%s: write %s.":       "%s에 쓸 것: %s.", "a number, such as %s": "수(예: %s)", "a size, such as %s or " +
		"%s": "크기(예: %s, %s)",
	"a time, such as %s": "시간(예: %s)",
	"a number, such as %s; nothing for as fast as they go to and fro": "수(예: %s). 비워 두면 되도록 빠르게 주고받는다",

	// The answer.
	"comes first.": "방식이 가장 앞선다.", "comes first; whether it keeps every bound is not certain.": "방식이 가장 앞서지만, 모든 조건을 " +
		"지키는지는 확실하지 않다.",
	"Of the others that fit, %s are not told apart from it.": "조건에 맞는 나머지 가운데 %s개는 이것과 구별되지 않는다.",
	"Its figures are of one sample each: more samples may put another first.": "수치가 표본 하나의 것이므로, 표본이 더 있으면 다른 방식이 앞설 " +
		"수 있다.",
	"Nearest miss: %s: %s.": "가장 아깝게 벗어난 것: %s: %s.",
	"%s: there is no such choice here, so it is left out. Choose of %s.": "%s: 여기에는 없는 선택이므로 빼고 답한다. 고를 수 있는 것: %s.",
	"%s: there is no such choice here, so it is left out.":               "%s: 여기에는 없는 선택이므로 빼고 답한다.",
	"%s %s (%s), and %s times as much is asked for":                      "%s %s(%s), 요구는 이것의 %s배",
	"Show all %s":                                                    "%s개 모두 보기",
	"The same question on the terminal":                              "같은 질문을 터미널에서",
	"Below each figure is its 95 %% interval.":                       "수치 아래는 95 %% 신뢰 구간이다.",
	"* of fewer than 6 samples: their extremes instead.":             "*: 표본이 6개보다 적어 표본의 양 끝을 적었다.",
	"burden: what it takes of who uses it, in points by its traits.": "부담: 쓰는 사람에게 드는 수고를 특성에 따라 점수로 나타낸 것이다.",

	// Charts and the table of all figures.
	"What the charts show": "그래프에 나타낼 것", "At the size": "크기", "Machines": "컴퓨터", "all of them, side by side": "모두 나란히",
	"Mechanisms": "통신 방식", "the fastest of each family": "종류마다 가장 빠른 것", "the first of the " +
		"answer": "답에서 앞선 것", "all": "모두",
	"Round trip of %s, ranked: %s": "%s 왕복, 순위: %s", "Round trip against size: %s": "크기에 따른 왕복: %s",
	"One way against rate, %s: %s": "속도에 따른 편도, %s: %s", "CPU time against round trip, %s": "왕복 시간에 따른 CPU 시간, %s",
	"Throughput against size": "크기에 따른 처리량", "size of a message": "메시지 크기", "messages a second": "초당 메시지 수",
	"%s messages a second": "초당 메시지 %s개", "round trip %s": "왕복 %s", "Machine %s: ": "컴퓨터 %s: ",
	"Nothing was measured of what is chosen: choose other mechanisms, waits or another size.": "고른 것 가운데 측정한 것이 " +
		"없다. 다른 통신 방식이나 대기 방식, 크기를 고르면 된다.",
	"No mechanism is chosen: open Mechanisms above and choose some.": "고른 통신 방식이 없다. 위의 통신 방식을 펼쳐 고르면 된다.",
	"No wait is chosen: choose how an end waits.":                    "고른 대기 방식이 없다. 기다리는 방법을 고르면 된다.",
	"Figures of this chart":                                          "이 그래프의 수치",
	"Mechanism and wait":                                             "통신 방식과 대기", "interval": "신뢰 구간", "samples": "표본", "one value": "값 하나", "one sample": "표본 하나",
	"extremes of %s samples":                      "표본 %s개의 양 끝",
	"95 %% interval, %s samples":                  "95 %% 신뢰 구간, 표본 %s개",
	"Machines side by side: round trip of %s, %s": "컴퓨터 비교: %s 왕복, %s",
	"× is relative to the first machine. What is shown is chosen above the charts.": "×는 첫 컴퓨터의 몇 배인지 나타낸다. 보일 것은 " +
		"그래프 위에서 고른다.",
	"%s of %s rows": "%[2]s행 가운데 %[1]s행", "Measured": "측정한 것", "Other keys": "그 밖의 조건", "Rate": "속도",
	"Rows with the words": "다음 낱말이 있는 행", "Which rows": "보일 행",

	// Figures, patterns, waits, places, families.
	"Mean time of one op": "연산 하나의 평균 시간", "Half of the messages took no longer": "메시지의 절반이 이보다 오래 걸리지 않았다",
	"%s of the messages took no longer": "메시지의 %s가 이보다 오래 걸리지 않았다", "The longest time": "가장 긴 시간",
	"Payload per second": "초당 페이로드", "messages/s": "메시지/s", "Messages per second": "초당 메시지 수",
	"CPU time of one op, of both ends": "연산 하나에 드는 양쪽의 CPU 시간", "CPUs that are busy, of both ends": "양쪽이 쓰는 CPU 수",
	"Receiver's CPU against rate, %s": "속도에 따른 수신 쪽 CPU, %s", "Chart left out:": "그리지 않은 그래프:",
	"CPUs that the receiver keeps busy": "수신 쪽이 쓰는 CPU 수", "switches/op": "문맥 교환/연산",
	"Context switches of one op": "연산 하나의 문맥 교환 수", "System calls of one op": "연산 하나의 시스템 호출 수",
	"Latency: there and back": "지연 시간(Latency): 왕복", "Throughput: one way": "처리량(Throughput): 한 방향",
	"Duplex: both ways at once": "동시 양방향(Duplex)", "Paced: at a rate, one way": "일정한 속도(Paced): 편도",
	"Setup: made, one message, torn down": "준비 비용(Setup): 만들고, 메시지 하나를 보내고, 없앰",
	"sleeps until data comes":             "데이터가 올 때까지 잠듦", "busy-waits, never sleeps": "바쁜 대기, 잠들지 않음",
	"busy-waits, yields the CPU": "바쁜 대기, CPU를 양보함", "busy-waits briefly, then sleeps": "잠깐 바쁜 대기를 한 뒤 잠듦",
	"sleeps in epoll, then reads": "epoll에서 잠든 뒤 읽음",
	"on two cores":                "두 코어", "on one CPU": "한 CPU", "on two threads of one core": "한 코어의 두 하드웨어 스레드",
	"on two NUMA nodes": "두 NUMA 노드", "not said": "알 수 없음",
	"two processes": "두 프로세스", "two threads of one process": "한 프로세스의 두 스레드",
	"Shared memory": "공유 메모리", "Files": "파일", "Pipes and terminals": "파이프와 터미널", "Message queues": "메시지 큐", "Sockets": "소켓",
	"Bare notifications": "단순 알림", "RPC and brokers": "RPC와 브로커", "Threads of one " +
		"process": "한 프로세스의 스레드", "Others": "그 밖",
}
