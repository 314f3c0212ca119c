package words

// koreanClaims are the verdicts on what textbooks say.
var koreanClaims = map[string]string{
	"What textbooks say, judged here": "교재의 주장을 이 컴퓨터의 수치로 판정한 결과",
	"Nine claims, each by a rule over figures of these results (docs/claims.md). In brackets is the 95 %% interval, " +
		"or, with n =, the range of so few samples that they have none, widened. A figure is on a side of its border " +
		"only if all of its interval is. A claim holds if all of its figures are on the side that it says, does not " +
		"hold here if all are on the other, and holds in part if some are on its side. It is not measured well " +
		"enough if none is, and some reach across their borders.": "아홉 가지 주장을 이 결과의 수치에 정해진 규칙을 적용하여 " +
		"판정한다(docs/claims.md). 괄호 안은 95 %% 신뢰 구간이며, n =이 붙은 것은 표본이 적어 신뢰 구간을 구할 수 없으므로 표본의 범위를 넓힌 것이다. 구간 전체가 " +
		"기준의 한쪽에 있을 때만 수치가 그쪽에 있다고 본다. 모든 수치가 주장과 일치하면 성립하고, 모두 주장과 반대이면 여기서는 성립하지 않으며, 일부만 일치하면 부분적으로 성립한다. " +
		"일치하는 수치가 없고 기준에 걸친 것이 있으면 측정이 충분하지 않은 것이다.",
	"Verdict": "판정", "Claim": "주장", "Figures": "수치", "Not measured": "측정하지 않음", "To measure: %s": "측정 명령: %s",
	"holds": "성립", "holds in part": "부분적으로 성립", "does not hold here": "여기서는 성립하지 않음",
	"not measured well " +
		"enough": "측정이 충분하지 않음", "%s %s: %s": "%s %s: %s", "%s: %s": "%s: %s", "%s %s: %s (%s)": "%s %s: %s(%s)",
	"%s (%s–%s)": "%s (%s–%s)", "%s (%s–%s, n = %s)": "%s (%s–%s, n = %s)",
	"%s not measured (report claims says how to)": "%s 측정하지 않음(측정하는 방법은 report claims가 알려 준다)",
	"The results lack: %s.":                       "결과에 없는 것: %s.",
	"Others disturbed most samples of some of the figures, or none is of the machine's state that is " +
		"shown.": "일부 수치는 표본 대부분이 다른 작업의 방해를 받았거나, 표시한 상태의 표본이 없다.",

	// Figures and their borders.
	"%s: %s.":                                                   "%s: %s.",
	"%s, but %s":                                                "%s, 반면 %s",
	"%s, but not for certain %s":                                "%s, 확실하지 않은 것은 %s",
	"At least %s, as claimed":                                   "%s 이상(주장과 일치)",
	"At most %s, as claimed":                                    "%s 이하(주장과 일치)",
	"Above %s, against the claim":                               "%s 초과(주장과 반대)",
	"Below %s, against the claim":                               "%s 미만(주장과 반대)",
	"Not told apart from %s":                                    "기준(%s)과 구별되지 않음",
	"%s were at least %s (it is %s)":                            "%s: %s 이상(현재 %s)",
	"%s were at most %s (it is %s)":                             "%s: %s 이하(현재 %s)",
	"It would hold if %s.":                                      "다음과 같으면 성립한다. %s.",
	"More samples (-count) narrow the intervals.":               "표본을 늘리면(-count) 신뢰 구간이 좁아진다.",
	"It would hold in part only if %s were above %s; it is %s.": "다음과 같으면 부분적으로만 성립한다. %s: %s 초과(현재 %s).",
	"It would hold in part only if %s were below %s; it is %s.": "다음과 같으면 부분적으로만 성립한다. %s: %s 미만(현재 %s).",
	"It would not hold if %s were above %s; it is %s.":          "다음과 같으면 성립하지 않는다. %s: %s 초과(현재 %s).",
	"It would not hold if %s were below %s; it is %s.":          "다음과 같으면 성립하지 않는다. %s: %s 미만(현재 %s).",

	// C1.
	"sockets are slow beside pipes": "소켓은 파이프보다 느리다",
	"Sockets need much preparation and are slow beside pipes, so local processes hardly use them.": "소켓은 준비 작업이 " +
		"많고 파이프보다 느려서, 한 컴퓨터 안의 프로세스끼리는 거의 쓰지 않는다.",
	"How often programs use them is not measured.":        "프로그램들이 소켓을 얼마나 자주 쓰는지는 측정하지 않는다.",
	"round trip of %s ÷ %s, %s":                           "왕복 시간 %s ÷ %s, %s",
	"set-up of %s ÷ %s":                                   "준비 비용 %s ÷ %s",
	"throughput of %s ÷ %s, %s":                           "처리량 %s ÷ %s, %s",
	"round trips of a pipe and of a socket that sleep":    "잠들어 기다리는 파이프와 소켓의 왕복 시간",
	"the set-up of a pipe and of a socket":                "파이프와 소켓의 준비 비용",
	"the throughput of a pipe and of a socket that sleep": "잠들어 기다리는 파이프와 소켓의 처리량",

	// C2.
	"one variable loses what two sides write": "변수 하나에 양쪽이 저장하면 데이터를 잃는다",
	"One global variable holds one datum, so it is one-way: when both sides write, data is lost.": "전역 변수 하나는 한 " +
		"번에 데이터 하나만 담으므로 단방향이다. 양쪽이 저장하면 데이터를 잃는다.",
	"lost per million on one slot":  "슬롯이 하나일 때 백만 개당 손실 수",
	"lost per million on two slots": "슬롯이 둘일 때 백만 개당 손실 수",
	"two writers on a slot each":    "각자의 슬롯에 저장하는 두 프로세스",
	"two writers on one slot":       "한 슬롯에 함께 저장하는 두 프로세스",

	// C3.
	"busy waiting wastes":                                         "바쁜 대기는 자원을 낭비한다",
	"Busy waiting wastes system resources.":                       "바쁜 대기는 시스템 자원을 낭비한다.",
	"CPU time per message of %s at %s/s, spinning ÷ asleep":       "%s의 메시지당 CPU 시간, %s/s, 바쁜 대기 ÷ 잠들어 기다림",
	"what a neighbour keeps beside %s at %s/s, spinning ÷ asleep": "%s의 이웃 프로세스에 남는 몫, %s/s, 바쁜 대기 ÷ 잠들어 기다림",
	"what a neighbour on the receiver's CPU loses":                "수신 측 CPU의 이웃 프로세스가 잃는 몫",
	"messages at a rate to a receiver that spins, and to one that sleeps": "바쁜 대기를 하는 수신 측과 잠들어 기다리는 수신 측에 일정한 " +
		"속도로 보내는 메시지",

	// C4.
	"a pipe's reader sleeps": "파이프를 읽는 쪽은 잠들어 기다린다",
	"A pipe's reader sleeps until the writer writes, so it need not busy-wait.": "파이프를 읽는 쪽은 쓰는 쪽이 데이터를 쓸 때까지 " +
		"잠들어 있으므로 바쁜 대기를 하지 않아도 된다.",
	"CPU of a reader that waits, wait=%s":           "기다리는 동안 읽는 쪽의 CPU 사용률, wait=%s",
	"a reader that waits for a second with wait=%s": "일 초 동안 기다리는 읽는 쪽, wait=%s",
	"context switches of that wait":                 "기다리는 동안의 문맥 교환 횟수",

	// C5.
	"a file is opened, read or written, and closed": "파일은 열고, 읽거나 쓰고, 닫는다",
	"Communication over a file is open, read or write, close.": "파일을 이용한 통신은 열기(open), 읽기(read)나 쓰기(write), " +
		"닫기(close)로 이루어진다.",
	"open and close ÷ write and read of a message over %s": "%s 메시지 하나의 열기와 닫기 ÷ 쓰기와 읽기",
	"round trip of %s ÷ %s (which stays open), %s":         "왕복 시간 %s ÷ %s(계속 열어 둠), %s",
	"the step %s": "%s 단계", "the times of a file's steps": "파일의 단계별 시간",
	"round trips over a file that stays open beside those over one that does not": "계속 열어 둔 파일과 매번 여닫는 파일의 왕복 시간",

	// C6.
	"two pipes or one socket, both ways":                      "양방향 통신에는 파이프 둘 또는 소켓 하나가 필요하다",
	"Two pipes make a two-way channel; one socket is enough.": "파이프는 둘을 써야 양방향 통신이 되고, 소켓은 하나로 충분하다.",
	"both directions over one socket":                         "소켓 하나의 양방향 통신",
	"both directions over two pipes":                          "파이프 둘의 양방향 통신",
	"both directions over two sockets":                        "소켓 둘의 양방향 통신",
	"both ways over one socket":                               "양방향, 소켓 하나",
	"both ways over two pipes":                                "양방향, 파이프 둘",
	"both ways over two sockets":                              "양방향, 소켓 둘",
	"throughput both ways, one socket ÷ two":                  "양방향 처리량, 소켓 하나 ÷ 둘",
	"throughput both ways, two pipes ÷ one socket":            "양방향 처리량, 파이프 둘 ÷ 소켓 하나",

	// C7.
	"RPC is built on sockets":                                 "RPC는 소켓을 이용하여 구현한다",
	"Remote procedure calls are built on sockets.":            "원격 프로시저 호출은 소켓을 이용하여 구현한다.",
	"%s is not built on a socket.":                            "소켓을 이용하지 않는 것: %s.",
	"round trip of %s ÷ %s":                                   "왕복 시간 %s ÷ %s",
	"round trips of an RPC system and of the socket below it": "RPC와 그 아래 소켓의 왕복 시간",

	// C8.
	"only named pipes are for strangers": "관련 없는 프로세스는 이름 있는 파이프만 쓸 수 있다",
	"The anonymous pipe is for parent and child, the named pipe for unrelated processes.": "이름 없는 파이프는 부모와 자식 프로세스가, " +
		"이름 있는 파이프는 서로 관련 없는 프로세스가 쓴다.",
	"Of %s other mechanisms it opened %s.":       "관련 없는 프로세스는 다른 통신 방식 %s개 가운데 %s개를 열었다.",
	"an unrelated process that tries to open %s": "관련 없는 프로세스의 열기 시도: %s",
	"opened by a stranger, %s":                   "관련 없는 프로세스가 여는 데 성공한 비율, %s",

	// C9.
	"overhead matters": "오버헤드가 중요하다",
	"When choosing a way to communicate, weigh its overhead.":       "통신 방식을 고를 때는 오버헤드를 따져야 한다.",
	"a plain copy of a message":                                     "메시지의 단순 복사",
	"round trip of %s (slowest) ÷ %s (fastest), wait=%s":            "왕복 시간 %s(가장 느림) ÷ %s(가장 빠름), wait=%s",
	"round trip of %s, wait=%s ÷ a plain copy of %s each way":       "왕복 시간 %s, wait=%s ÷ 방향마다 한 번 %s 단순 복사",
	"round trips of several mechanisms that others did not disturb": "다른 작업의 방해를 받지 않은 여러 통신 방식의 왕복 시간",
}
