package words

// koreanNotes are what stands below tables, and the lists of remarks.
var koreanNotes = map[string]string{
	// How figures come about.
	"n: how many samples, each a fresh pair of processes, make the figures, of all there are. Disturbed ones are " +
		"left out where the others are at least half.": "n: 전체 표본 가운데 수치를 낸 표본의 수이며, 표본마다 프로세스 한 쌍을 새로 만든다. " +
		"방해받지 않은 표본이 절반 이상이면 방해받은 표본은 뺀다.",
	"Each figure is of one sample, a pair of processes: nothing is known of how far another would differ.": "모든 " +
		"수치는 표본 하나(프로세스 한 쌍)에서 나왔다. 다른 표본이라면 얼마나 다를지 알 수 없다.",
	"Each figure is the median of %s samples, each a fresh pair of processes.": "모든 수치는 표본 %s개의 중앙값이며, 표본마다 " +
		"프로세스 한 쌍을 새로 만든다.",
	"±: 95 %% interval of the median over samples; in brackets, of fewer than 6 samples, which have none, how far " +
		"they range.": "±: 표본들의 중앙값의 95 %% 신뢰 구간이다. 괄호 안은 표본이 6개 미만이라 신뢰 구간을 구할 수 없을 때 표본들의 범위이다.",
	"±: 95 %% interval of the median over samples.": "±: 표본들의 중앙값의 95 %% 신뢰 구간이다.",
	"±: in brackets, how far the samples range; for a 95 %% interval of their median it takes 6.": "±: 괄호 안은 " +
		"표본들의 범위이다. 중앙값의 95 %% 신뢰 구간을 구하려면 표본이 6개 필요하다.",
	"of means. Several round trips share a reading of the clock (ops/clock), which would else weigh too much: single " +
		"ones vary more.": "평균의 백분위수이다. 시계를 읽는 비용의 비중이 너무 커지지 않도록 왕복 여러 번에 시계를 한 번만 읽는다(ops/clock). 왕복 하나하나는 " +
		"이보다 더 흩어진다.",
	"not measured, or a quantile with fewer than 10 readings beyond it in some sample (p99 takes 1,000).": "측정하지 " +
		"않았거나, 백분위수를 넘는 측정값이 10개 미만인 표본이 있다(p99에는 1,000개가 필요하다).",
	"others disturbed more than half of the samples, so all of them make the figure. Such a row never leads one " +
		"without the sign.": "절반이 넘는 표본이 다른 작업의 방해를 받아 모든 표본으로 수치를 냈다. 이런 행은 이 표시가 없는 행보다 앞에 놓지 않는다.",
	"measured in other states of the machine only, all of which make the figure. Such a row never leads one without " +
		"the sign.": "컴퓨터가 다른 상태일 때만 측정하여 그 표본 모두로 수치를 냈다. 이런 행은 이 표시가 없는 행보다 앞에 놓지 않는다.",
	"A row named by a size": "이름에 크기가 붙은 행",
	"%s: measured at that size only; its figures stand in the column %s for want of their own, and are not compared " +
		"with it.": "%s: 그 크기에서만 측정했다. 해당하는 열이 없어 수치를 %s 열에 두었으나 그 열과 비교하지는 않는다.",
	"Left out for want of width: %s.": "너비가 모자라 생략한 열: %s.",

	// Which rows are told apart.
	"not told apart from the fastest of its column. With 95 %% confidence the truly fastest is the row whose × is 1, " +
		"or one of these.": "그 열에서 가장 빠른 행과 구별되지 않는다. 실제로 가장 빠른 것은 95 %% 신뢰도로 ×가 1인 행이거나 이 행들 가운데 하나이다.",
	"Nothing is told apart: among %s rows it takes %s samples of each, not %s.": "어느 행도 구별되지 않는다. 행이 %s개이면 표본이 " +
		"각각 %s개 필요하지만 %s개뿐이다.",
	"Told apart: each sample of the row, disturbed ones too, is slower than each of the fastest. %s samples of each " +
		"of %s rows can tell no finer (p = %s for all rows together; one pair over %s rounds comes to 1/%s at " +
		"best).": "구별됨: 방해받은 것까지 포함하여 그 행의 모든 표본이 가장 빠른 행의 모든 표본보다 느리다. 표본이 %[1]s개씩인 행 %[2]s개로는 더 자세히 구별할 수 " +
		"없다(모든 행을 합쳐 p = %[3]s, 한 쌍으로는 %[4]s회차에 걸쳐 아무리 작아도 1/%[5]s).",
	"by Wilcoxon's signed-rank test over the rounds that both were measured in": "둘을 함께 측정한 회차들에 대한 윌콕슨 부호 순위 검정",
	"by Mann and Whitney's U test over the samples":                             "표본들에 대한 만-휘트니 U 검정",
	"%s, or where rounds are missing or too few, %s":                            "%s, 회차 정보가 없거나 회차가 너무 적으면 %s",
	"Told apart: %s, disturbed samples included, at 5 %% for all %s rows together.": "구별됨: %s. 방해받은 표본도 포함하며, 유의 " +
		"수준은 행 %[2]s개 전체에 대해 5 %%이다.",

	// What the machine does to tails.
	"The machine by itself, seen by a thread that only reads the clock: %s.": "시계만 읽는 스레드로 관찰한 컴퓨터 자체의 영향: %s.",
	"%s was interrupted %s times a second":                                   "%s: 초당 %s번 중단됨",
	"longest":                                                                "최댓값",
	"the longest":                                                            "최댓값",
	"No tail here is so short and so rare that it may be the machine's own.": "컴퓨터 자체의 영향일 만큼 짧고 드문 꼬리 지연은 없다.",
	"May be the machine's own, which interrupts a CPU for as long at least as often: %s.": "다음은 컴퓨터 자체의 영향일 수 " +
		"있다. 적어도 그만큼 자주, 그만큼 오래 CPU가 중단되기 때문이다. %s.",
	"%s of all %s rows":          "행 %[2]s개 모두의 %[1]s",
	"%s of %s":                   "%[2]s의 %[1]s",
	"%s of %s of %s, such as %s": "%[3]s개 가운데 %[2]s개의 %[1]s(%[4]s 등)",

	// How well figures are known.
	"%[1]s of %[2]s": "표본 %[2]s개 가운데 %[1]s개",
	"%s: of %s figures %s are known within ± %s %% and %s within ± %s %%": "%s: 수치 %s개 가운데 %s개는 신뢰 구간이 ± %s %% " +
		"이내, %s개는 ± %s %% 이내이다",
	"half of them":                     "수치의 절반",
	"90 %% of them":                    "수치의 90 %%",
	"%s, %s within %s":                 "%s. %s: %s 이내",
	"Not within ± %s %%, since %s: %s": "± %s %% 이내가 아님(이유: %s): %s",
	"too few samples for an interval, less than six of the state that is shown, undisturbed": "표시한 상태에서 방해받지 않은 " +
		"표본이 여섯 개 미만이라 신뢰 구간을 구할 수 없음",
	"no sample is of the machine's state that is shown": "표시한 상태의 표본이 없음",
	"others disturbed most samples":                     "표본 대부분이 다른 작업의 방해를 받음",
	"several values in one state of the machine":        "컴퓨터의 상태가 같은데도 값이 여럿으로 나뉨",
	"the samples vary":                                  "표본들이 흩어져 있음",
	"%s samples":                                        "표본 %s개",
	"%s in %s samples":                                  "%s(표본 %s개)",
	"%s with %s context switches in %s samples":         "%[1]s(표본 %[3]s개, 연산마다 문맥 교환 %[2]s번)",
	"%s with up to %s messages in flight in %s samples": "" +
		"%[1]s(표본 %[3]s개, 전송 중인 메시지 최대 %[2]s개)",
	"and %s more": "그 밖에 %s개",

	// Remarks.
	"Failed": "실패", "Skipped": "건너뜀", "Disturbed": "방해받음", "Two passes apart": "두 측정이 어긋남",
	"Two clocks apart": "두 시계가 어긋남", "Remarks": "참고 사항", "Notes of the run": "실행 기록",
	"Measured, but not drawn yet":                            "측정했으나 아직 표와 그래프가 없음",
	"Benchmark%s: %s lines; this report has no table for it": "Benchmark%s: %s줄. 이 보고서에는 해당하는 표가 없다",
	"together, %s of %s samples were disturbed":              "모두 합쳐, 표본 %[2]s개 가운데 %[1]s개가 방해받았다",
	"%s of %s samples were taken while %s (at worst %s %%, in %s)": "표본 %[2]s개 가운데 %[1]s개를 측정하는 동안 %[3]s(최대 " +
		"%[4]s %%, %[5]s)",
	"%s: all its samples (%s)": "%s: 모든 표본(%s개)",
	"left out":                 "제외함",
	"kept, as they are most":   "절반이 넘어 포함함",
	"%s: %s of %s samples, %s; %s an op without them, %s with them (%s %%)": "%[1]s: 표본 %[3]s개 가운데 %[2]s개, " +
		"%[4]s. 연산 하나의 시간은 이들을 빼면 %[5]s, 넣으면 %[6]s(%[7]s %%)",
	"and %s cells more whose figures they would move, or moved, by more than %s %%": "그 밖에 이들 때문에 수치가 %[2]s %% " +
		"넘게 달라졌거나 달라질 측정 조합 %[1]s개",
	"in %s of %s samples the timed pass, which the percentiles are of, took over %s %% more or less a round trip " +
		"than the pass that the mean is of (at worst %s %%, in %s)": "표본 %[2]s개 가운데 %[1]s개에서, 백분위수를 구한 측정의 왕복 " +
		"시간이 평균을 구한 측정과 %[3]s %% 넘게 다르다(최대 %[4]s %%, %[5]s)",
	"in %s of %s samples between machines the pass took over %s %% more or less by the clock of side A, until side B " +
		"had confirmed the last message, than by that of side B, which the figures are of (at worst %s %%, in %s): a " +
		"longer -test.benchtime makes the confirmation weigh less": "컴퓨터 사이의 표본 %[2]s개 가운데 %[1]s개에서, B 측이 마지막 " +
		"메시지를 확인해 줄 때까지 A 측 시계로 잰 시간이 수치를 낸 B 측 시계의 시간과 %[3]s %% 넘게 다르다(최대 %[4]s %%, %[5]s). -test.benchtime을 " +
		"늘리면 확인이 차지하는 비중이 줄어든다",
}
