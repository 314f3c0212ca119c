package words

// koreanBrief is the summary of a terminal, and the sentences that matter on a machine.
var koreanBrief = map[string]string{
	"Family":            "종류",
	"mechanism":         "통신 방식",
	"asleep":            "잠들어 기다림",
	"spinning":          "바쁜 대기",
	"What matters here": "이 컴퓨터에서 중요한 것",
	"The fastest of each family, round trip of %s": "종류별로 가장 빠른 통신 방식, %s 왕복",
	"The mean round trip, median over samples: where both ends sleep (wait=block) and where they spin " +
		"(wait=spin). A number behind a name: so many more of the family are not told apart from it.": "평균 왕복 " +
		"시간이며, 표본들의 중앙값이다. 양쪽이 잠들어 기다릴 때(wait=block)와 바쁜 대기를 할 때(wait=spin)를 나란히 보인다. 이름 뒤의 수는 같은 종류에서 그것과 구별되지 " +
		"않는 통신 방식이 몇 개 더 있는지를 나타낸다.",
	"The rest: all tables by --full, or in %s; with charts in %s.": "나머지: 모든 표는 --full 옵션이나 %s 파일로, 그래프는 %s 파일로 본다.",
	"The rest: all tables by --full; a page with charts by -o DIR; what fits a load by report " +
		"choose.": "나머지: 모든 표는 --full로, 그래프가 있는 페이지는 -o DIR로, 부하에 맞는 통신 방식은 report choose로 본다.",

	"The fastest round trip of %s is that of %s where both ends spin, %s; where they sleep it is that of %s, %s, " +
		"which is %s times as long (%s).": "가장 빠른 %s 왕복은 양쪽이 바쁜 대기를 하면 %s의 %s, 잠들어 기다리면 %s의 %s이며, 잠들어 기다리는 쪽의 " +
		"시간이 %s배(%s)이다.",
	"%s (one of %s not told apart)": "%s(구별되지 않는 %s개 가운데 하나)",
	"Sleeping costs: a round trip of %s takes %s times as long asleep as spinning with %s (%s), and %s times with %s " +
		"(%s). %s mechanisms have both.": "잠들어 기다리는 데는 비용이 든다. 바쁜 대기를 할 때와 비교하면 %[1]s 왕복 시간이 %[3]s에서는 " +
		"%[2]s배(%[4]s), %[6]s에서는 %[5]s배(%[7]s)이다. 두 대기를 모두 측정한 통신 방식은 %[8]s개이다.",
	"Spinning pays from %s messages a second on, first with %s: there it costs the receiver less CPU time than " +
		"sleeping; at %s a second it costs %s to %s times as much.": "바쁜 대기는 메시지 속도 %s/s부터 이로우며, 가장 먼저 이로워지는 것은 " +
		"%s 방식이다. 이 속도부터 수신 측의 CPU 시간이 잠들어 기다릴 때보다 적다. %s/s에서는 %s~%s배가 든다.",
	"At no measured rate does spinning save CPU time for certain: at %s messages a second it costs the receiver " +
		"%s to %s times as much as sleeping, by mechanism, and at %s a second still %s times at best.": "측정한 메시지 " +
		"속도 가운데 바쁜 대기가 CPU 시간을 확실히 아끼는 속도는 없다. 수신 측의 CPU 시간은 %s/s에서 통신 방식에 따라 잠들어 기다릴 때의 %s~%s배이고, %s/s에서도 적어도 " +
		"%s배이다.",
	"Asleep, sockets are as fast as pipes within 10 %%: %s takes %s times as long as %s for %s (%s).": "잠들어 기다리면 " +
		"소켓의 속도는 파이프와 10 %% 이내로 같다. %[4]s 왕복에 %[1]s 방식은 %[3]s의 %[2]s배(%[5]s)가 걸린다.",
	"Asleep, sockets are slower than pipes: %s takes %s times as long as %s for %s (%s).": "잠들어 기다리면 소켓은 파이프보다 느리다. " +
		"%[4]s 왕복에 %[1]s 방식은 %[3]s의 %[2]s배(%[5]s)가 걸린다.",
	"Asleep, sockets are faster than pipes: %s takes %s times as long as %s for %s (%s).": "잠들어 기다리면 소켓은 파이프보다 빠르다. " +
		"%[4]s 왕복에 %[1]s 방식은 %[3]s의 %[2]s배(%[5]s)가 걸린다.",
	"A message may be %s before its size matters: with %s asleep, one of %s takes %s times as long as one of %s " +
		"(%s).": "%[1]s까지는 메시지 크기가 시간에 거의 영향을 주지 않는다. 잠들어 기다리는 %[2]s 방식에서 %[3]s 메시지는 %[5]s 메시지의 %[4]s배(%[6]s)가 걸린다.",
	"The highest throughput is that of %s (%s): %s in messages of %s, %s times the highest of a pipe, %s " +
		"(%s).": "처리량이 가장 높은 것은 %[1]s(%[2]s)이며, %[4]s 메시지로 %[3]s에 이른다. 파이프 가운데 가장 높은 %[6]s의 %[5]s배(%[7]s)이다.",
	"A call costs more than a message: the fastest RPC system, %s, takes %s times as long as the fastest socket, %s, " +
		"for %s (%s).": "원격 프로시저 호출은 메시지 전달보다 비용이 크다. %[4]s 왕복에 가장 빠른 RPC인 %[1]s 방식은 가장 빠른 소켓인 %[3]s의 " +
		"%[2]s배(%[5]s)가 걸린다.",
}
