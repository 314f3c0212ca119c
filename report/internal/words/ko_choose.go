package words

// koreanChoose is what the answers to questions say.
var koreanChoose = map[string]string{
	// The question.
	"messages of %s, to and fro":            "%s 메시지를 주고받음",
	"%s messages a second of %s":            "메시지 속도 %s/s, 크기 %s",
	"between threads of one process":        "한 프로세스의 스레드 사이",
	"between hosts":                         "호스트 사이",
	"between processes":                     "프로세스 사이",
	"place %s":                              "배치 %s",
	"p50 of at most %s":                     "p50 %s 이하",
	"p99 of at most %s":                     "p99 %s 이하",
	"at most %s of a CPU":                   "CPU %s개 이하",
	"a stream of at least %s":               "연속 전송 처리량 %s 이상",
	"any process can open it":               "모든 프로세스가 열 수 있음",
	"related processes suffice":             "관련 있는 프로세스끼리만 쓸 수 있어도 됨",
	"related processes only":                "관련 있는 프로세스끼리만 쓸 수 있음",
	"one channel is %s":                     "통로 하나의 방향: %s",
	"provided by: %s":                       "제공 주체: %s",
	"wait: %s":                              "대기: %s",
	"it carries a stream of bytes":          "바이트 스트림으로 전달함",
	"it keeps messages apart":               "메시지 경계를 보존함",
	"at most %s copies":                     "복사 %s번 이하",
	"messages of up to %s":                  "최대 메시지 크기 %s",
	"between two containers that share: %s": "다음을 공유하는 두 컨테이너 사이: %s",
	"There are no results of this machine yet (make bench): these are those of another, from %s.": "이 컴퓨터의 결과가 " +
		"아직 없다(make bench). 아래는 다른 컴퓨터의 결과이며, 출처는 %s 파일이다.",

	// The answer.
	"%s, state %s":                    "%s, 상태: %s",
	"%s, from %s":                     "%s, 출처: %s",
	"What fits":                       "조건에 맞는 통신 방식",
	"Nothing that was measured fits.": "측정한 통신 방식 가운데 조건에 맞는 것이 없다.",
	"burden":                          "사용 부담",
	"p50":                             "p50",
	"p99":                             "p99",
	"receiver's CPU":                  "수신 측 CPU",
	"CPUs of both":                    "양쪽 CPU",
	"as a stream":                     "연속 전송",
	"Lowest p99 first.":               "p99가 낮은 순이다.",
	"Least CPU first.":                "CPU를 적게 쓰는 순이다.",
	"Highest throughput first.":       "처리량이 높은 순이다.",
	"Least burden first: what a mechanism takes of who uses it, in points by its traits.": "사용 부담이 적은 순이다. 사용 " +
		"부담은 이 방식을 쓰는 데 드는 수고를 통신 방식의 특성에 따라 점수로 매긴 것이다.",
	"Latency is one way, from the time at which a message is due.": "지연 시간은 메시지를 보낼 예정 시각부터 잰 편도 시간이다.",
	"Latency is the whole round trip.":                             "지연 시간은 왕복 전체의 시간이다.",
	"%s more fit: --top=0 shows all.":                              "조건에 맞는 것이 %s개 더 있다. --top=0으로 모두 볼 수 있다.",
	"≈ interpolated between measured sizes or rates, on logarithmic scales.": "≈: 측정한 크기 사이나 메시지 속도 사이를 로그 눈금에서 " +
		"보간한 값이다.",
	"± is the 95 %% interval of the median, or of fewer than 6 samples their extremes.": "±는 중앙값의 95 %% 신뢰 구간이며, " +
		"표본이 6개 미만이면 표본의 최솟값과 최댓값이다.",
	"± is the 95 %% interval of the median.":                    "±는 중앙값의 95 %% 신뢰 구간이다.",
	"~ not told apart from the first: their intervals overlap.": "~: 첫 행과 구별되지 않는다(신뢰 구간이 겹친다).",
	"~ as simple as the first.":                                 "~: 첫 행과 사용 부담이 같다.",
	"? the bound lies within the interval: whether it is kept is not certain.": "?: 조건의 경계가 신뢰 구간 안에 있어, 조건을 " +
		"지키는지 확실하지 않다.",
	"What does not, nearest miss first": "조건에 맞지 않는 통신 방식(조건에 가까운 순)",
	"Fails by":                          "맞지 않는 이유",
	"Not known":                         "알 수 없는 것",
	"Ruled out by what it is":           "특성 때문에 제외된 것",
	"These commands measure what is not known; give their output along with the files:": "다음 명령은 알 수 없는 것을 " +
		"측정한다. 그 출력을 결과 파일과 함께 넘기면 된다.",

	// Why something does not do.
	", or ":                        ", 또는 ",
	"measured at the size %s only": "%s 크기만 측정함",
	"measured at the rate of %s a second only": "%s/s의 메시지 속도만 측정함",
	"another wait":                                  "다른 대기 방식임",
	"%s copies":                                     "복사 %s번",
	"it does not cross between containers":          "컨테이너 사이에서 쓸 수 없음",
	"two containers must share: %s":                 "두 컨테이너가 공유해야 하는 것: %s",
	"it is not so: %s":                              "요구 사항에 맞지 않음: %s",
	"made for other ends (%s)":                      "통신 범위가 다름(%s)",
	"%s %s (%s), %s times what is asked for":        "%s %s(%s), 조건의 %s배",
	"measured at sizes from %s to %s only":          "%s~%s 크기만 측정함",
	"the rate is held at %s and not at %s":          "%s에서는 이 속도를 유지하고 %s에서는 유지하지 못함",
	"%s a second are held and %s are not":           "%s/s까지는 유지하고 %s/s는 유지하지 못함",
	"it does not hold %s messages a second":         "%s/s의 메시지 속도를 유지하지 못함",
	"too few messages for the quantile":             "메시지가 너무 적어 백분위수를 구할 수 없음",
	"not measured":                                  "측정하지 않음",
	"measured at rates from %s to %s a second only": "%s/s~%s/s의 메시지 속도만 측정함",
}
