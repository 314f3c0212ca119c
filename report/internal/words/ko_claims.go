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
	"%s not measured (report claims says how to)": "%s 측정하지 않음(측정하는 방법은 report claims가 알려 준다)",
	"The results lack: %s.":                       "결과에 없는 것: %s.",
	"Of a figure marked ! others disturbed most samples, or none is of the machine's state that is " +
		"shown.": "!가 붙은 수치는 표본 대부분이 다른 작업의 방해를 받았거나, 표시한 상태의 표본이 없다.",
	"%s in a million": "백만 개 중 %s개",

	// Figures and their borders.
	"%s: %s.":                                     "%s: %s.",
	"%s, but %s":                                  "%s, 반면 %s",
	"%s; not certain: %s":                         "%s. 확실하지 않은 것: %s",
	"not certain: %s":                             "불확실: %s",
	"but %s":                                      "그러나 %s",
	"At least %s, as claimed":                     "%s 이상(주장과 일치)",
	"At most %s, as claimed":                      "%s 이하(주장과 일치)",
	"Above %s, against the claim":                 "%s 초과(주장과 반대)",
	"Below %s, against the claim":                 "%s 미만(주장과 반대)",
	"Not told apart from %s":                      "기준(%s)과 구별되지 않음",
	"%s were at least %s (it is %s)":              "%s: %s 이상(현재 %s)",
	"%s were at most %s (it is %s)":               "%s: %s 이하(현재 %s)",
	"It would hold if %s.":                        "다음과 같으면 성립한다. %s.",
	"More samples (-count) narrow the intervals.": "표본을 늘리면(-count) 신뢰 구간이 좁아진다.",
	"It would hold in part only if %s were above %s; it is %s.": "다음과 같으면 부분적으로만 성립한다. %s: %s 초과(현재 %s).",
	"It would hold in part only if %s were below %s; it is %s.": "다음과 같으면 부분적으로만 성립한다. %s: %s 미만(현재 %s).",
	"It would not hold if %s were above %s; it is %s.":          "다음과 같으면 성립하지 않는다. %s: %s 초과(현재 %s).",
	"It would not hold if %s were below %s; it is %s.":          "다음과 같으면 성립하지 않는다. %s: %s 미만(현재 %s).",

	// C1.
	"sockets are slow": "소켓은 느리다",
	"Sockets need much preparation and are slow beside pipes, so local processes hardly use them.": "소켓은 준비 작업이 " +
		"많고 파이프보다 느려서, 한 컴퓨터 안의 프로세스끼리는 거의 쓰지 않는다.",
	"How often programs use them is not measured.":                   "프로그램들이 소켓을 얼마나 자주 쓰는지는 측정하지 않는다.",
	"round trip of %s ÷ %s, %s":                                      "왕복 시간 %s ÷ %s, %s",
	"set-up of %s ÷ %s":                                              "준비 비용 %s ÷ %s",
	"throughput of %s ÷ %s, %s":                                      "처리량 %s ÷ %s, %s",
	"setting up a %s connection takes %s times as long as a %s":      "%[1]s 연결을 준비하는 데 %[3]s의 %[2]s배가 걸린다",
	"setting up %s takes %s × a %s":                                  "%[1]s 준비가 %[3]s의 %[2]s배",
	"a round trip of %s over %s takes %s times as long as over a %s": "%[1]s 메시지의 왕복에 %[2]s 방식은 %[4]s 방식의 %[3]s배가 걸린다",
	"a %s round trip takes %s × a %s's":                              "%[1]s 왕복이 %[3]s의 %[2]s배",
	"a %s carries %s times as much as %s in messages of %s":          "%[4]s 메시지에서 %[1]s 방식의 처리량은 %[3]s 방식의 %[2]s배이다",
	"a %s carries %s × as much as %s, %s":                            "%[4]s 처리량: %[1]s 방식이 %[3]s의 %[2]s배",
	"the throughput of a pipe and of a socket at a second size, where the order may be " +
		"another": "또 다른 크기의 파이프와 소켓 처리량(순서가 바뀔 수 있다)",
	"round trips of a pipe and of a socket that sleep":    "잠들어 기다리는 파이프와 소켓의 왕복 시간",
	"the set-up of a pipe and of a socket":                "파이프와 소켓의 준비 비용",
	"the throughput of a pipe and of a socket that sleep": "잠들어 기다리는 파이프와 소켓의 처리량",

	// C2.
	"one variable loses what two write": "변수 하나에 둘이 저장하면 잃는다",
	"One global variable holds one datum, so it is one-way: when both sides write, data is lost.": "전역 변수 하나는 한 " +
		"번에 데이터 하나만 담으므로 단방향이다. 양쪽이 저장하면 데이터를 잃는다.",
	"the share of messages lost on one slot":   "슬롯 하나에서 잃은 메시지의 비율",
	"the share of messages lost on two slots":  "슬롯 둘에서 잃은 메시지의 비율",
	"%s of the messages are lost on one slot":  "슬롯 하나에서 메시지를 잃은 비율: %s",
	"%s of the messages are lost on two slots": "슬롯 둘에서 메시지를 잃은 비율: %s",
	"no message is lost on one slot":           "슬롯 하나에서 메시지를 잃지 않는다",
	"no message is lost on two slots":          "슬롯 둘에서 메시지를 잃지 않는다",
	"%s on one slot":                           "슬롯 하나에서 %s",
	"%s on two slots":                          "슬롯 둘에서 %s",
	"none on one slot":                         "슬롯 하나에서는 없음",
	"none on two slots":                        "슬롯 둘에서는 없음",
	"two writers on a slot each":               "각자의 슬롯에 저장하는 두 프로세스",
	"two writers on one slot":                  "한 슬롯에 함께 저장하는 두 프로세스",

	// C3.
	"busy waiting wastes":                               "바쁜 대기는 자원을 낭비한다",
	"Busy waiting wastes system resources.":             "바쁜 대기는 시스템 자원을 낭비한다.",
	"CPU time per message of %s at %s/s, busy ÷ asleep": "메시지당 CPU 시간, %s, %s/s, 바쁜 대기 ÷ 잠들어 기다림",
	"at %s messages a second, a reader of %s that is busy takes %s times the CPU time of one that " +
		"sleeps": "%s/s에서 바쁜 대기를 하는 %s 수신 측의 CPU 시간은 잠들어 기다리는 쪽의 %s배이다",
	"at %s/s, %s × a sleeper's CPU time": "%s/s에서 CPU 시간이 잠들 때의 %s배",
	"at %s messages a second, a neighbour gets %s times as much done beside a reader of %s that is busy as beside " +
		"one that sleeps": "%[1]s/s에서 바쁜 대기를 하는 %[3]s 수신 측의 이웃 프로세스는 잠들어 기다리는 수신 측의 이웃이 하는 일의 %[2]s배를 한다",
	"a neighbour gets %s × as much done":                      "이웃 프로세스가 하는 일은 %s배",
	"what a neighbour keeps beside %s at %s/s, busy ÷ asleep": "이웃에 남는 몫, %s, %s/s, 바쁜 대기 ÷ 잠들어 기다림",
	"what a neighbour on the receiver's CPU loses":            "수신 측 CPU의 이웃 프로세스가 잃는 몫",
	"messages at a rate to a receiver that spins, and to one that sleeps": "바쁜 대기를 하는 수신 측과 잠들어 기다리는 수신 측에 일정한 " +
		"속도로 보내는 메시지",

	// C4.
	"a pipe's reader sleeps": "파이프를 읽는 쪽은 잠들어 기다린다",
	"A pipe's reader sleeps until the writer writes, so it need not busy-wait.": "파이프를 읽는 쪽은 쓰는 쪽이 데이터를 쓸 때까지 " +
		"잠들어 있으므로 바쁜 대기를 하지 않아도 된다.",
	"the CPU that a sleeping reader uses":                        "잠들어 기다리는 읽는 쪽이 쓰는 CPU",
	"the CPU that a spinning reader uses":                        "바쁜 대기를 하는 읽는 쪽이 쓰는 CPU",
	"a sleeping reader uses %s of a CPU while it waits":          "잠들어 기다리는 읽는 쪽이 기다리는 동안의 CPU 사용률은 %s이다",
	"a spinning reader uses %s of a CPU while it waits":          "바쁜 대기를 하는 읽는 쪽이 기다리는 동안의 CPU 사용률은 %s이다",
	"it uses %s of a CPU while it waits":                         "기다리는 동안의 CPU 사용률: %s",
	"spinning, it uses %s of a CPU":                              "바쁜 대기 중 CPU 사용률: %s",
	"a sleeping reader gives up the CPU %s times while it waits": "잠들어 기다리는 읽는 쪽은 기다리는 동안 CPU를 %s번 내놓는다",
	"a sleeping reader gives up the CPU once while it waits":     "잠들어 기다리는 읽는 쪽은 기다리는 동안 CPU를 한 번 내놓는다",
	"asleep, it gives up the CPU %s ×":                           "잠들어 CPU를 %s번 내놓는다",
	"a reader that waits for a second with wait=%s":              "일 초 동안 기다리는 읽는 쪽, wait=%s",
	"how often a sleeping reader gives up the CPU":               "잠들어 기다리는 읽는 쪽이 CPU를 내놓는 횟수",

	// C5.
	"a file is opened, used, closed": "파일은 열고, 사용하고, 닫는다",
	"Communication over a file is open, read or write, close.": "파일을 이용한 통신은 열기(open), 읽기(read)나 쓰기(write), " +
		"닫기(close)로 이루어진다.",
	"open and close ÷ write and read of a message over %s": "%s 메시지 하나의 열기와 닫기 ÷ 쓰기와 읽기",
	"round trip of %s ÷ %s (which stays open), %s":         "왕복 시간 %s ÷ %s(계속 열어 둠), %s",
	"for a message, opening and closing the file take %s times as long as writing and reading " +
		"it": "메시지 하나에 파일을 열고 닫는 데 쓰고 읽는 시간의 %s배가 걸린다",
	"open, close take %s × write, read": "열기와 닫기가 쓰기와 읽기의 %s배",
	"a round trip of %s over %s takes %s times as long as over %s, which stays " +
		"open": "%[1]s 메시지의 왕복에 %[2]s 방식은, 계속 열어 두는 %[4]s 방식의 %[3]s배가 걸린다",
	"it takes %s × a file kept open": "열어 둔 파일의 %s배가 걸린다",
	"the step %s":                    "%s 단계",
	"the times of a file's steps":    "파일의 단계별 시간",
	"round trips over a file that stays open beside those over one that does not": "계속 열어 둔 파일과 매번 여닫는 파일의 왕복 시간",

	// C6.
	"two pipes or one socket go both ways":                              "파이프 둘이나 소켓 하나면 양방향 통신",
	"Two pipes make a two-way channel; one socket is enough.":           "파이프는 둘을 써야 양방향 통신이 되고, 소켓은 하나로 충분하다.",
	"both directions over one socket":                                   "소켓 하나의 양방향 통신",
	"both directions over two pipes":                                    "파이프 둘의 양방향 통신",
	"both directions over two sockets":                                  "소켓 둘의 양방향 통신",
	"both ways over one socket":                                         "양방향, 소켓 하나",
	"both ways over two pipes":                                          "양방향, 파이프 둘",
	"both ways over two sockets":                                        "양방향, 소켓 둘",
	"throughput both ways, one socket ÷ two":                            "양방향 처리량, 소켓 하나 ÷ 둘",
	"throughput both ways, two pipes ÷ one socket":                      "양방향 처리량, 파이프 둘 ÷ 소켓 하나",
	"the three of them in one state of the machine":                     "컴퓨터의 같은 상태에서 측정한 이 세 가지",
	"both ways at once, one socket carries %s times as much as two":     "양방향으로 동시에 보내면, 소켓 하나의 처리량은 소켓 둘의 %s배이다",
	"both ways at once, two pipes carry %s times as much as one socket": "양방향으로 동시에 보내면, 파이프 둘의 처리량은 소켓 하나의 %s배이다",
	"one socket carries %s × two":                                       "소켓 하나가 둘의 %s배",
	"two pipes carry %s × one socket":                                   "파이프 둘이 소켓 하나의 %s배",

	// C7.
	"RPC is built on sockets":                      "RPC는 소켓을 이용하여 구현한다",
	"Remote procedure calls are built on sockets.": "원격 프로시저 호출은 소켓을 이용하여 구현한다.",
	"%s is not built on a socket":                  "소켓을 바탕으로 하지 않는 것: %s",
	"a round trip of %s takes %s times as long as one of %s, the socket below " +
		"it": "%[1]s 왕복에 그 아래 소켓인 %[3]s의 %[2]s배가 걸린다",
	"%s takes %s × the socket below it":                       "%s의 왕복은 그 아래 소켓의 %s배",
	"round trips of %s, below what was measured":              "측정한 것의 아래에 있는 %s의 왕복",
	"round trip of %s ÷ %s":                                   "왕복 시간 %s ÷ %s",
	"round trips of an RPC system and of the socket below it": "RPC와 그 아래 소켓의 왕복 시간",

	// C8.
	"only named pipes are for strangers": "무관한 프로세스는 이름 있는 파이프만 쓴다",
	"The anonymous pipe is for parent and child, the named pipe for unrelated processes.": "이름 없는 파이프는 부모와 자식 프로세스가, " +
		"이름 있는 파이프는 서로 관련 없는 프로세스가 쓴다.",
	"Of %s other mechanisms it could open %s.":                     "다른 통신 방식 %s개 가운데 %s개를 열 수 있었다.",
	"an unrelated process that tries to open %s":                   "관련 없는 프로세스의 열기 시도: %s",
	"the share of attempts of an unrelated process that open a %s": "관련 없는 프로세스의 시도 가운데 %s 방식을 연 비율",
	"an unrelated process opened a %s in %s of its attempts":       "관련 없는 프로세스가 %s 방식을 연 비율: 시도의 %s",
	"an unrelated process could not open a %s":                     "관련 없는 프로세스는 %s 방식을 열 수 없었다",
	"an unrelated process could open a %s":                         "관련 없는 프로세스가 %s 방식을 열 수 있었다",
	"a stranger opened a %s in %s":                                 "%s 방식을 %s 열었다",
	"a stranger could not open a %s":                               "%s 방식은 열 수 없었다",
	"a stranger could open a %s":                                   "%s 방식을 열 수 있었다",

	// C9.
	"overhead matters": "오버헤드가 중요하다",
	"When choosing a way to communicate, weigh its overhead.": "통신 방식을 고를 때는 오버헤드를 따져야 한다.",
	"a plain copy of a message":                               "메시지의 단순 복사",
	"round trip of %s (slowest) ÷ %s (fastest), wait=%s":      "왕복 시간 %s(가장 느림) ÷ %s(가장 빠름), wait=%s",
	"asleep, a round trip of the slowest, %s, takes %s times as long as one of the fastest, " +
		"%s": "잠들어 기다리면, 가장 느린 %[1]s 왕복에 가장 빠른 %[3]s의 %[2]s배가 걸린다",
	"spinning, a round trip of the slowest, %s, takes %s times as long as one of the fastest, " +
		"%s": "바쁜 대기를 하면, 가장 느린 %[1]s 왕복에 가장 빠른 %[3]s의 %[2]s배가 걸린다",
	"asleep, %s takes %s × %s":                                      "잠들면 %[1]s 왕복이 %[3]s의 %[2]s배",
	"spinning, %s takes %s × %s":                                    "바쁜 대기면 %[1]s 왕복이 %[3]s의 %[2]s배",
	"round trip of %s, wait=%s ÷ a plain copy of %s each way":       "왕복 시간 %s, wait=%s ÷ 방향마다 한 번 %s 단순 복사",
	"round trips of several mechanisms that others did not disturb": "다른 작업의 방해를 받지 않은 여러 통신 방식의 왕복 시간",
}
