package words

// koreanBrief is the summary of a terminal, and the sentences that matter on a machine.
var koreanBrief = map[string]string{
	"Family": "종류", "mechanism": "통신 방식", "asleep": "잠듦", "spinning": "바쁜 대기", "What matters here": "이 컴퓨터에서 중요한 것",
	"The fastest of each family, round trip of %s": "종류마다 가장 빠른 것, %s 왕복",
	"The mean round trip, median over samples: where both ends sleep (wait=block) and where they spin (wait=spin). A " +
		"number behind a name: so many more of the family are not told apart from it.": "왕복의 평균이며, 표본들의 중앙값이다. 양쪽이 " +
		"잠들어 기다리는 경우(wait=block)와 바쁜 대기를 하는 경우(wait=spin)를 보인다. 이름 뒤의 수는 같은 종류에서 이것과 구별되지 않는 것이 그만큼 더 있음을 뜻한다.",
	"The rest: all tables by --full, or in %s; with charts in %s.": "나머지: 모든 표는 --full 옵션이나 %s 파일에, 그래프까지는 %s " +
		"파일에 있다.",
	"The rest: all tables by --full; a page with charts by -o DIR; what fits a load by report " +
		"choose.": "나머지: 모든 표는 --full, 그래프가 있는 페이지는 -o DIR, 부하에 맞는 통신 방식은 report choose로 본다.",

	"The fastest round trip of %s is that of %s where both ends spin, %s; where they sleep it is that of %s, %s, " +
		"which is %s times as long (%s).": "가장 빠른 %s 왕복은, 양쪽이 바쁜 대기를 하면 %s의 %s, 잠들어 기다리면 %s의 %s이며, 뒤의 것이 %s배(%s) 걸린다.",
	"%s (one of %s not told apart)": "%s(구별되지 않는 %s개 가운데 하나)",
	"Sleeping costs: a round trip of %s takes %s times as long asleep as spinning with %s (%s), and %s times with %s " +
		"(%s). %s mechanisms have both.": "잠드는 데는 비용이 든다. 바쁜 대기 대신 잠들어 기다리면 %[1]s 왕복이 %[3]s에서는 %[2]s배(%[4]s), " +
		"%[6]s에서는 %[5]s배(%[7]s) 걸린다. 두 가지 모두 측정한 통신 방식은 %[8]s개이다.",
	"Spinning pays from %s messages a second on, first with %s: there it costs the receiver less CPU time than " +
		"sleeping; at %s a second it costs %s to %s times as much.": "바쁜 대기는 초당 메시지 %s개부터 이로우며, 처음으로 이로운 것은 %s 방식이다. " +
		"그 속도에서 수신 쪽의 CPU 시간이 잠들 때보다 적게 든다. 초당 %s개에서는 %s~%s배가 든다.",
	"At no measured rate does spinning save CPU time for certain: at %s messages a second it costs the receiver %s " +
		"to %s times as much as sleeping, by mechanism, and at %s a second still %s times at best.": "바쁜 대기가 CPU 시간을 " +
		"확실히 아끼는 측정 속도는 없다. 초당 메시지 %s개에서는 통신 방식에 따라 수신 쪽에 잠들 때의 %s~%s배가 들고, 초당 %s개에서도 적어도 %s배가 든다.",
	"Asleep, sockets are as fast as pipes within 10 %%: %s takes %s times as long as %s for %s (%s).": "잠들어 기다리면 소켓은 " +
		"파이프와 10 %% 이내로 같은 속도이다. %[4]s 왕복에 %[1]s 방식은 %[3]s의 %[2]s배(%[5]s)가 걸린다.",
	"Asleep, sockets are slower than pipes: %s takes %s times as long as %s for %s (%s).": "잠들어 기다리면 소켓은 파이프보다 느리다. " +
		"%[4]s 왕복에 %[1]s 방식은 %[3]s의 %[2]s배(%[5]s)가 걸린다.",
	"Asleep, sockets are faster than pipes: %s takes %s times as long as %s for %s (%s).": "잠들어 기다리면 소켓은 파이프보다 빠르다. " +
		"%[4]s 왕복에 %[1]s 방식은 %[3]s의 %[2]s배(%[5]s)가 걸린다.",
	"A message may be %s before its size matters: with %s asleep, one of %s takes %s times as long as one of %s " +
		"(%s).": "메시지 크기는 %[1]s까지 거의 영향을 주지 않는다. 잠들어 기다리는 %[2]s 방식에서 %[3]s 메시지는 %[5]s 메시지의 %[4]s배(%[6]s)가 걸린다.",
	"The highest throughput is that of %s (%s): %s in messages of %s, %s times the highest of a pipe, %s " +
		"(%s).": "처리량이 가장 높은 것은 %[1]s(%[2]s)이다. %[4]s 메시지로 %[3]s이며, 파이프 가운데 가장 높은 %[6]s의 %[5]s배(%[7]s)이다.",
	"A call costs more than a message: the fastest RPC system, %s, takes %s times as long as the fastest socket, %s, " +
		"for %s (%s).": "원격 프로시저 호출은 메시지보다 비용이 크다. %[4]s 왕복에 가장 빠른 RPC인 %[1]s 방식은 가장 빠른 소켓인 %[3]s의 %[2]s배(%[5]s)가 걸린다.",
}
